/** 双随机: announced, drawn by another person, recomputed by anybody; two inspectors each, nobody near; findings closed one by one. */
import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { announceDraw, cancelDraw, drawNow, readDraw } from '#core/inspections/draw'
import { drawLots } from '#core/inspections/lot'
import { declareKin } from '#core/people/kin'
import { actOnCases } from '#core/procedures/act'
import { type Societies, societies } from './county.ts'

let o: Societies
const inspectors: Actor[] = []
const standing: Awaited<ReturnType<Societies['standing']>>[] = []
const check = 'organisation-checks.check'
const rectification = 'organisation-checks.rectification'
beforeAll(async () => {
  o = await societies()
  for (let n = 0; n < 21; n++) standing.push(await o.standing(`南陵县第${n}协会`, '2015-01-01'))
  for (const n of [1, 2, 3, 4]) inspectors.push(await o.hire(`inspector-${n}`, 'inspector'))
})
afterAll(() => o.close())

const draw = {
  objects: lots('o', 21),
  inspectors: lots('i', 4),
  apart: [],
  seed: 'aa',
  word: '秋水',
  share: 10,
  each: 2,
}
function lots(of: string, n: number) {
  return Array.from({ length: n }, (_, i) => ({ key: `${of}${i}`, id: i, name: `${of}${i}` }))
}
test('the same seed draws the same, another seed another; a tenth of twenty-one is three', () => {
  const keys = (d: typeof draw) => drawLots(d).map(x => x.object.key)
  expect(keys(draw)).toEqual(
    keys({ ...draw, objects: [...draw.objects].reverse(), inspectors: [...draw.inspectors].reverse() }),
  )
  expect(keys(draw)).toHaveLength(3)
  expect(new Set(['aa', 'ab', 'ac', 'ad'].map(seed => keys({ ...draw, seed }).join())).size).toBeGreaterThan(1)
  expect(keys(draw)).not.toEqual(keys({ ...draw, word: '春山' }))
})
test('work is spread evenly, and nobody meets whom they must keep away from', () => {
  const all = drawLots({
    ...draw,
    share: 100,
    apart: [
      ['o3', 'i0'],
      ['o3', 'i1'],
    ] as never,
  })
  const count = (key: string) => all.filter(d => d.inspectors.some(i => i.key === key)).length
  expect(['i0', 'i1', 'i2', 'i3'].map(count).sort()).toEqual([10, 10, 11, 11])
  expect(
    all
      .find(d => d.object.key === 'o3')!
      .inspectors.map(i => i.key)
      .sort(),
  ).toEqual(['i2', 'i3'])
})
test('every object is as likely as every other', () => {
  const hits = new Map<string, number>()
  for (let n = 0; n < 2000; n++)
    for (const d of drawLots({ ...draw, seed: `${n}` })) hits.set(d.object.key, (hits.get(d.object.key) ?? 0) + 1)
  for (const n of hits.values()) expect(Math.abs(n - (2000 * 3) / 21)).toBeLessThan(90) // five standard deviations
})

let id: number
test('announced: the hash and both lists, not the seed; another person draws, with a word', async () => {
  const person = await one(o.owner, sql<{ id: number }>`select id from person where name = 'inspector-1'`)
  // The chairman of the first society is the wife's brother of nobody: he is inspector-1's father.
  const [chair] = await rows(
    o.owner,
    sql<{ id: number }>`insert into person (county_id, division_id, name, born, id_number_index)
    select ${o.countyId}, ${o.town.village}, '会长', '1950-01-01', s.id_number_index from social_organisations_registered_state s where s.row_id = ${standing[0]!.rowId} returning id`,
  )
  await o.as('county', trx =>
    declareKin(trx, o.engine, o.countyId, '2024-06-03', [
      { personId: person.id, relativeId: chair!.id, relation: '父母' } as never,
    ]),
  )
  id = await o.as('county', (trx, by) =>
    announceDraw(trx, o.engine, by, o.procedure(check), '2024-06-03', { share: 100 }),
  )
  const announced = await o.as('county', trx => readDraw(trx, o.countyId, id))
  expect(announced).toMatchObject({ seed: null, seed_hash: expect.stringMatching(/^[0-9a-f]{64}$/), share: 100 })
  expect(announced.apart).toEqual([[standing[0]!.creditCode, String(inspectors[0]!.accountId)]])
  const again = o.as('county', (trx, by) => announceDraw(trx, o.engine, by, o.procedure(check), '2024-06-03'))
  await expect(again).rejects.toMatchObject({ status: 409 })
  await expect(o.as('county', (trx, by) => drawNow(trx, o.engine, by, id, '秋水', '2024-06-03'))).rejects.toMatchObject(
    { status: 403 },
  )
  await expect(o.as('county2', (trx, by) => drawNow(trx, o.engine, by, id, ' ', '2024-06-03'))).rejects.toMatchObject({
    status: 400,
  })
  const drawn = await o.as('county2', (trx, by) => drawNow(trx, o.engine, by, id, '秋水', '2024-06-03'))
  expect(drawn).toHaveLength(21)
  expect(drawn.find(d => d.object.key === standing[0]!.creditCode)!.inspectors.map(i => i.name)).not.toContain(
    'inspector-1',
  )
  await expect(
    o.as('county2', (trx, by) => drawNow(trx, o.engine, by, id, '秋水', '2024-06-03')),
  ).rejects.toMatchObject({ status: 409 })
})
test('anybody recomputes it from what is shown, without a line of ours', async () => {
  const {
    seed,
    word,
    seed_hash,
    objects,
    inspectors: all,
    apart,
    share,
    each,
  } = await o.as('county', trx => readDraw(trx, o.countyId, id))
  expect(createHash('sha256').update(seed!).digest('hex')).toBe(seed_hash)
  const h = (what: string) => createHmac('sha256', `${seed}|${word}`).update(what).digest('hex')
  const order = objects.map(x => x.key).sort((a, b) => (h(`object|${a}`) < h(`object|${b}`) ? -1 : 1))
  const busy: Record<string, number> = {}
  const expected = order.slice(0, Math.ceil((objects.length * share) / 100)).map(key => {
    const free = all.map(i => i.key).filter(i => !apart.some(([x, y]) => x === key && y === i))
    free.sort(
      (a, b) => (busy[a] ?? 0) - (busy[b] ?? 0) || (h(`inspector|${key}|${a}`) < h(`inspector|${key}|${b}`) ? -1 : 1),
    )
    for (const i of free.slice(0, each)) busy[i] = (busy[i] ?? 0) + 1
    return { key, inspectors: free.slice(0, each) }
  })
  const stored = await rows(
    o.owner,
    sql<{
      key: string
      inspectors: { key: string }[]
    }>`select key, inspectors from inspection_drawn where draw_id = ${id} order by number`,
  )
  expect(stored.map(s => ({ key: s.key, inspectors: s.inspectors.map(i => i.key) }))).toEqual(expected)
})
test('a draw that is given up stays, with its reason', async () => {
  const next = await o
    .as('county', (trx, by) => announceDraw(trx, o.engine, by, o.procedure('organisation-checks.check'), '2024-06-03'))
    .catch(e => e)
  expect(next.reason).toContain('没有可以抽取的对象') // all have a case open
  await o.standing('南陵县后来协会', '2024-05-01')
  const later = await o.as('county', (trx, by) => announceDraw(trx, o.engine, by, o.procedure(check), '2024-06-03'))
  await expect(o.as('county', (trx, by) => cancelDraw(trx, by, later, '', '2024-06-03'))).rejects.toMatchObject({
    status: 400,
  })
  await o.as('county', (trx, by) => cancelDraw(trx, by, later, '名单有误，重新公告', '2024-06-03'))
  await expect(
    o.as('county2', (trx, by) => drawNow(trx, o.engine, by, later, '秋水', '2024-06-03')),
  ).rejects.toMatchObject({ status: 409 })
})

test('only the two who were drawn inspect; each problem has its own day; closed when somebody has looked again', async () => {
  await o.today('2024-06-04')
  const {
    case_id: caseId,
    subject_id: subject,
    inspectors: two,
  } = await one(
    o.owner,
    sql<{
      case_id: number
      subject_id: number
      inspectors: { id: number }[]
    }>`select case_id, subject_id, inspectors from inspection_drawn where draw_id = ${id} and number = 1`,
  )
  const [a, b] = two.map(t => inspectors.find(i => i.personId === t.id)!) as [Actor, Actor]
  const others = inspectors.filter(i => i !== a && i !== b)
  const visit = (by: Actor, second: Actor) =>
    o.by(by, trx =>
      actOnCases(trx, o.engine, o.procedure(check), 'visit', [
        {
          ...{ caseId, by, on: '2024-06-04', second: { accountId: second.accountId, personId: second.personId } },
          fields: { record: '查阅账目和会议记录' },
          parts: {
            hazards: [
              { item: 'assets', found: '现金未入账' },
              { item: 'term', found: '逾期未换届' },
            ],
          },
        },
      ]),
    )
  await expect(visit(others[0]!, a)).rejects.toMatchObject({ status: 403, reason: expect.stringContaining('抽签派定') })
  await expect(visit(a, others[0]!)).rejects.toMatchObject({ status: 403 })
  await visit(a, b)
  await o.act('county', check, caseId, 'decide', { outcome: 'close', fields: { finding: 'minor' } })
  await o.act('county', check, caseId, 'publish')
  const found = await rows(
    o.owner,
    sql<
      Record<string, unknown>
    >`select t.id, s.item, s.due, s.grade from organisation_checks_hazards t join organisation_checks_hazards_state s on s.row_id = t.id where t.organisation_id = ${subject} order by t.id`,
  )
  expect(found).toMatchObject([
    { item: 'assets', due: '2024-06-19', grade: 'serious' }, // fifteen days
    { item: 'term', due: '2024-08-05', grade: 'ordinary' }, // sixty days end on a Saturday
  ])
  const cases = await o.casesOf(rectification, subject)
  expect(cases).toMatchObject([
    { at_step: 'fix', due: '2024-06-19' },
    { at_step: 'fix', due: '2024-08-05' },
  ])
  const own = await o.hire('drawn-society', 'organisation', { organisationId: subject })
  const step = (by: Actor, at: string, n: number, more: object) =>
    o.by(by, async trx =>
      actOnCases(trx, o.engine, o.procedure(rectification), at, [
        { caseId: cases[n]!.id, by, on: await o.day(), ...more },
      ]),
    )
  await step(own, 'fix', 0, { fields: { fixed: '现金已入账，附凭证' } })
  await step(a, 'decide', 0, { outcome: 'stop' })
  await step(own, 'fix', 1, { fields: { fixed: '正在筹备换届大会' } })
  await o.today('2024-06-05')
  await step(b, 'decide', 1, { outcome: 'continue', fields: { due: '2024-07-05' } })
  const live = await rows(
    o.owner,
    sql<{
      id: number
    }>`select id from organisation_checks_hazards where organisation_id = ${subject} and upper_inf(held)`,
  )
  expect(live.map(l => l.id)).toEqual([found[1]!.id])
  await o.today('2024-06-06')
  await runDaily(o.app, o.engine, o.countyId)
  expect((await o.casesOf(rectification, subject)).filter(c => c.stands === 'open')).toMatchObject([
    { row_id: found[1]!.id, at_step: 'fix', due: '2024-07-05' },
  ])
})
