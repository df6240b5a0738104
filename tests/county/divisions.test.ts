/** 区划变更: the old ends, the new begins, and everybody is still found. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { succeed } from '#core/divisions/succeed'
import { descendants, divisionOf, divisionsOn, townOf } from '#core/divisions/tree'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
let countyId: number
const documentNo = '演示批复'
const at = (code: string, on: '2024-05-31' | '2024-06-01' | '2025-12-31' | '2026-01-01') =>
  divisionOf(ledger.owner, countyId, code, on)
const change = (told: Omit<Parameters<typeof succeed>[2], 'documentNo'>) =>
  ledger.owner.transaction().execute(trx => succeed(trx, countyId, { ...told, documentNo }))

beforeAll(async () => {
  ledger = await testLedger()
  countyId = (await installProfile(ledger.owner, await loadProfile('profiles/nanling'))).countyId
})
afterAll(() => ledger.close())

test('the tree is asked by id', async () => {
  const village = await at('340223106200', '2024-06-01')
  const town = await townOf(ledger.owner, countyId, village.id, '2024-06-01')
  expect(town).toMatchObject({ code: '340223106', name: '烟墩镇' })
  expect(await townOf(ledger.owner, countyId, town!.id, '2024-06-01')).toMatchObject({ code: '340223106' })
  const county = await at('340223', '2024-06-01')
  expect(await townOf(ledger.owner, countyId, county.id, '2024-06-01')).toBeUndefined()
  expect(await descendants(ledger.owner, countyId, town!.id)).toHaveLength(9)
  expect(await divisionsOn(ledger.owner, countyId, '2024-06-01', 'town')).toHaveLength(8)
})

test('two villages merge into one of a new code', async () => {
  const olds = await Promise.all([at('340223106202', '2024-05-31'), at('340223106203', '2024-05-31')])
  const [id] = await change({
    manner: 'merged',
    from: olds.map(o => o.code),
    to: [{ code: '340223106299', name: '霭星村委会' }],
    on: '2024-06-01',
  })
  await expect(at('340223106202', '2024-06-01')).rejects.toMatchObject({ status: 404 })
  expect(await at('340223106202', '2024-05-31')).toMatchObject({ name: '霭里村委会' })
  await expect(at('340223106299', '2024-05-31')).rejects.toMatchObject({ status: 404 })
  expect(await at('340223106299', '2024-06-01')).toMatchObject({ id, kind: 'rural' })
  // Those who still live under the old id are seen by the new village, and lie in the same town.
  expect(await descendants(ledger.owner, countyId, id!)).toEqual([...olds.map(o => o.id), id].sort())
  expect(await townOf(ledger.owner, countyId, olds[0]!.id, '2024-06-01')).toMatchObject({ code: '340223106' })
})

test('a town takes another name and keeps its code and its villages', async () => {
  const old = await at('340223107', '2025-12-31')
  const [id] = await change({
    manner: 'renamed',
    from: ['340223107'],
    to: [{ code: '340223107', name: '新家发镇' }],
    on: '2026-01-01',
  })
  expect([(await at('340223107', '2025-12-31')).name, (await at('340223107', '2026-01-01')).name]).toEqual([
    '家发镇',
    '新家发镇',
  ])
  const village = await at('340223107200', '2026-01-01')
  expect(await townOf(ledger.owner, countyId, village.id, '2025-12-31')).toMatchObject({ id: old.id })
  expect(await townOf(ledger.owner, countyId, village.id, '2026-01-01')).toMatchObject({ id, name: '新家发镇' })
  expect(await descendants(ledger.owner, countyId, id!)).toHaveLength(13)
  expect(await divisionsOn(ledger.owner, countyId, '2026-01-01', 'town')).toHaveLength(8)
})

test('the profile installed again leaves the succession as it is', async () => {
  const { added, corrected } = await installProfile(ledger.owner, await loadProfile('profiles/nanling'))
  expect([added.divisions, corrected]).toEqual([0, 0])
  expect((await at('340223107', '2026-01-01')).name).toBe('新家发镇')
})

test('a town is split, each village going to one side', async () => {
  const old = await at('340223103', '2024-05-31')
  const all = await divisionsOn(ledger.owner, countyId, '2024-05-31', 'village')
  const villages = all.filter(v => v.parentId === old.id)
  const codes = villages.map(v => v.code)
  const halves = [
    { code: '340223103', name: '三里镇', takes: codes.slice(0, 8) },
    { code: '340223198', name: '峨岭镇', takes: codes.slice(8) },
  ]
  await expect(
    change({
      manner: 'split',
      from: ['340223103'],
      to: [halves[0]!, { ...halves[1]!, takes: codes.slice(9) }],
      on: '2026-01-01',
    }),
  ).rejects.toMatchObject({ reason: expect.stringContaining(`「${villages[8]!.name}」须归入且只归入一个新区划`) })
  await change({ manner: 'split', from: ['340223103'], to: halves, on: '2026-01-01' })
  const towns = await Promise.all(villages.map(v => townOf(ledger.owner, countyId, v.id, '2026-01-01')))
  expect(towns.map(t => t?.name)).toEqual(villages.map((_, i) => (i < 8 ? '三里镇' : '峨岭镇')))
  const before = await Promise.all(villages.map(v => townOf(ledger.owner, countyId, v.id, '2025-12-31')))
  expect(new Set(before.map(t => t?.name))).toEqual(new Set(['三里镇']))
})

describe('what is refused', () => {
  const to = [{ code: '340223104299', name: '甲村委会' }]
  test.each([
    ['合并只有一个', { manner: 'merged', from: ['340223104200'], to }, '合并须两个以上'],
    ['没有的代码', { manner: 'renamed', from: ['340223104999'], to }, '没有代码为「340223104999」'],
    ['跨乡镇合并', { manner: 'merged', from: ['340223104200', '340223105200'], to }, '同属一个上级'],
    ['县', { manner: 'renamed', from: ['340223'], to }, '县级区划不能在县内变更'],
    ['已经终止的', { manner: 'renamed', from: ['340223106202'], to }, '没有代码为「340223106202」'],
  ] as const)('%s', (_, told, says) =>
    expect(change({ ...told, on: '2026-02-01' })).rejects.toMatchObject({ reason: expect.stringContaining(says) }),
  )
})
