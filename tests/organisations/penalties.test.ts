/** 行政处罚台账: what stands in it begins the lists by itself, and is counted for them; what was set aside counts no more. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import type { Day } from '#define/time'
import { type Societies, societies } from './county.ts'
import { endings } from './ending.ts'

let o: Societies
let e: ReturnType<typeof endings>
beforeAll(async () => {
  o = await societies()
  e = endings(o)
  await o.today('2024-06-11')
})
afterAll(() => o.close())

const [recording, correction] = ['organisation-penalties.recording', 'organisation-penalties.correction']
const [listing, serious] = ['abnormal-organisations.listing', 'abnormal-organisations.seriousListing']
let n = 0
const penalty = (penalisedOn: Day, more: object = {}) => ({
  ...{ penalisedOn, kind: 'warning', fine: null, authority: '县民政局', document: `民罚${++n}`, facts: '超出业务范围' },
  ...more,
})
const record = async (id: number, fields: object, outcome = 'close') => {
  const caseId = await o.open(recording, id)
  await o.act('county', recording, caseId, 'record', { fields })
  await o.act('county2', recording, caseId, 'decide', { outcome })
  return caseId
}
const begun = async (of: string, id: number) => {
  const found = await o.casesOf(of, id)
  const table = of === listing ? 'abnormal_organisations_listing_case' : 'abnormal_organisations_serious_listing_case'
  const causes = found.map(c =>
    one(o.owner, sql<{ cause: string }>`select cause from ${sql.table(table)} where id = ${c.id}`),
  )
  return (await Promise.all(causes)).map(c => c.cause)
}
const decide = async (caseId: number) => {
  await o.act('county', serious, caseId, 'notify')
  await o.today('2024-06-20')
  return () => o.act('head', serious, caseId, 'decide', { outcome: 'grant' })
}

test('警告一次，列入异常名录的程序开始，事实随之填好；五万元的罚款列入另一名单', async () => {
  const [a, b] = [await o.standing('南陵县警告协会', '2015-05-01'), await o.standing('南陵县罚款协会', '2015-05-01')]
  await record(a.id, penalty('2024-06-03'))
  expect([await begun(listing, a.id), await begun(serious, a.id)]).toEqual([['penalty'], []])
  await record(b.id, penalty('2024-06-03', { kind: 'fine', fine: '50000.00' }))
  expect([await begun(listing, b.id), await begun(serious, b.id)]).toEqual([[], ['fined']])
  await record(b.id, penalty('2024-06-04', { kind: 'confiscation' }))
  expect((await begun(serious, b.id)).length).toBe(1)
})
test.each([
  ['满三年当日', '2024-06-03', ['twice']],
  ['满三年次日', '2024-06-04', []],
] as const)('三年内两次由台账数出：%s', async (title, second, causes) => {
  const { id } = await o.standing(`南陵县${title}协会`, '2015-05-01')
  await record(id, penalty('2021-06-03', { kind: 'fine', fine: '49999.00' }))
  const [first] = await o.casesOf(listing, id)
  await o.act('county', listing, first!.id, 'notify')
  await o.today('2024-06-20')
  await o.act('county2', listing, first!.id, 'decide', { outcome: 'refuse' })
  await o.today('2024-06-11')
  await record(id, penalty(second))
  expect(await begun(serious, id)).toEqual(causes)
})
test('其中一次处罚被撤销的，不再计数，不能列入', async () => {
  await o.today('2024-06-11')
  const { id } = await o.standing('南陵县翻案协会', '2015-05-01')
  await record(id, penalty('2023-01-10', { kind: 'fine', fine: '1000.00' }))
  const [first] = await o.casesOf(listing, id)
  await o.act('county', listing, first!.id, 'notify')
  await o.today('2024-06-20')
  await o.act('county2', listing, first!.id, 'decide', { outcome: 'refuse' })
  await o.today('2024-06-11')
  await record(id, penalty('2024-06-03'))
  const [twice] = await o.casesOf(serious, id)
  const grant = await decide(twice!.id)
  const row = sql<{
    id: number
  }>`select id from organisation_penalties_penalties where organisation_id = ${id} and kind = 'fine'`
  const mending = await o.open(correction, id, { rowId: (await one(o.owner, row)).id })
  const told = { ...penalty('2023-01-10', { kind: 'fine', fine: '1000.00' }), reason: '复议机关撤销' }
  await o.act('county', correction, mending, 'ask', { fields: told })
  await o.act('county2', correction, mending, 'decide', { outcome: 'annul', says: '处罚决定已被复议撤销' })
  await expect(grant()).rejects.toMatchObject({ reason: expect.stringContaining('两次以上警告或者五万元以下罚款') })
})
test('罚款不写金额的不能记入；不予记入的，什么程序也不开始', async () => {
  await o.today('2024-06-11')
  const { id } = await o.standing('南陵县待查协会', '2015-05-01')
  await expect(record(id, penalty('2024-06-03', { kind: 'fine' }))).rejects.toThrow('罚款的写明金额')
  await record(id, penalty('2024-06-03'), 'refuse')
  expect([await begun(listing, id), await begun(serious, id)]).toEqual([[], []])
})
test('拟撤销登记的告知没有事由和事实的，当场请补齐，不等到决定', async () => {
  const s = await e.society('南陵县告知协会')
  const caseId = await e.begin(s)
  await expect(e.notify(caseId, {})).rejects.toThrow('请填写「撤销登记事由」、「拟撤销登记的事实、理由和依据」')
  await e.notify(caseId)
})
