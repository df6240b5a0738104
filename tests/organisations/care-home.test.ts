/** The inspection engine is general: a definition about places, of a test alone, is drawn, inspected and put right by the same code. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { one, rows } from '#core/db'
import { announceDraw, drawNow, readDraw } from '#core/inspections/draw'
import { findOrAddPlaces } from '#core/places/enter'
import { grantToApp } from '#core/postgres/grants'
import { actOnCases } from '#core/procedures/act'
import { enterRows } from '#core/registers/rows'
import { businessSql } from '#core/registers/tables'
import { toColumns } from '#core/registers/values'
import { inventIdNumber } from '#define/id-number'
import * as careHome from './care-home.ts'
import { type Societies, societies } from './county.ts'

let o: Societies
const inspectors: Actor[] = []
let facility: Actor
beforeAll(async () => {
  o = await societies({ 'elderly-care/care-home': careHome }, (owner, catalogue) =>
    owner.transaction().execute(async trx => {
      await sql.raw(businessSql(catalogue, catalogue.business('care-home')!)).execute(trx)
      await grantToApp(trx)
    }),
  )
  await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${o.countyId}, 'care-home', 'share', '2024-01-01', '50', '演示〔2024〕1号', '甲', '乙')`.execute(o.owner)
  const homes = o.engine.catalogue.register('care-home.homes')!
  const places = await o.as('county', trx =>
    findOrAddPlaces(
      trx,
      o.countyId,
      [1, 2, 3, 4, 5].map(n => ({ name: `第${n}敬老院`, divisionId: o.town.village, kind: '养老机构' })),
    ),
  )
  await o.as('county', trx =>
    enterRows(
      trx,
      o.engine,
      o.countyId,
      homes,
      places.map((p, n) => ({
        ...{
          divisionId: o.town.village,
          townId: o.town.id,
          from: '2020-01-01' as const,
          caseId: null,
          because: '登记',
        },
        columns: {
          place_id: p.id,
          ...toColumns(
            o.engine,
            homes.told.fields,
            { beds: 40, head: '院长', idNumber: inventIdNumber('349999', '1970-01-01', 300 + n) },
            '2024-06-03',
          ),
        },
      })),
    ),
  )
  for (const n of [1, 2]) inspectors.push(await o.hire(`home-inspector-${n}`, 'inspector'))
  facility = await o.hire('home', 'facility')
})
afterAll(() => o.close())

test('half of five homes are three; two inspectors each; hazards with a day by the item; closed one by one', async () => {
  const p = o.procedure('care-home.inspection')
  const id = await o.as('county', (trx, by) => announceDraw(trx, o.engine, by, p, '2024-06-03'))
  expect(await o.as('county', trx => readDraw(trx, o.countyId, id))).toMatchObject({ share: 50, each: 2 })
  const drawn = await o.as('county2', (trx, by) => drawNow(trx, o.engine, by, id, '春', '2024-06-03'))
  expect(drawn.map(d => d.inspectors.length)).toEqual([2, 2, 2])
  const [{ case_id: caseId, subject_id: place }] = (await rows(
    o.owner,
    sql<{
      case_id: number
      subject_id: number
    }>`select case_id, subject_id from inspection_drawn where draw_id = ${id} order by number limit 1`,
  )) as [{ case_id: number; subject_id: number }]
  const [a, b] = inspectors as [Actor, Actor]
  await o.by(a, trx =>
    actOnCases(trx, o.engine, p, 'visit', [
      {
        ...{ caseId, by: a, on: '2024-06-03', second: { accountId: b.accountId, personId: b.personId } },
        fields: { record: '查看消防、备案' },
        parts: {
          hazards: [
            { item: 'fire', found: '通道堆物' },
            { item: 'filed', found: '没有备案' },
          ],
        },
      },
    ]),
  )
  await o.as('county', (trx, by) =>
    actOnCases(trx, o.engine, p, 'decide', [
      { caseId, by, on: '2024-06-03', outcome: 'close', fields: { finding: 'minor' } },
    ]),
  )
  const found = await rows(
    o.owner,
    sql<{
      item: string
      due: string
      grade: string
    }>`select s.item, s.due, s.grade from care_home_hazards t join care_home_hazards_state s on s.row_id = t.id where t.place_id = ${place} order by t.id`,
  )
  expect(found).toEqual([
    { item: 'fire', due: '2024-06-11', grade: 'serious' }, // seven days end on 端午, the next working day
    { item: 'filed', due: '2024-07-02', grade: 'serious' }, // twenty working days
  ])
  const putRight = o.procedure('care-home.rectification')
  const [first] = await rows(
    o.owner,
    sql<{ id: number }>`select id from case_file where procedure = 'care-home.rectification' order by id`,
  )
  await o.by(facility, trx =>
    actOnCases(trx, o.engine, putRight, 'fix', [
      { caseId: first!.id, by: facility, on: '2024-06-03', fields: { fixed: '已清理' } },
    ]),
  )
  await o.by(a, trx =>
    actOnCases(trx, o.engine, putRight, 'decide', [{ caseId: first!.id, by: a, on: '2024-06-03', outcome: 'stop' }]),
  )
  const { n } = await one(
    o.owner,
    sql<{ n: number }>`select count(*)::int as n from care_home_hazards where place_id = ${place} and upper_inf(held)`,
  )
  expect(n).toBe(1)
})
