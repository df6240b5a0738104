/** 不能撤销的、注销: who took part last year is not revoked; who ends leaves every list on that day. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { enterRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import { type Societies, societies } from './county.ts'

let o: Societies
beforeAll(async () => {
  o = await societies()
  await o.today('2024-01-02')
})
afterAll(() => o.close())

const of = 'social-organisations.revocation'
const society = async (name: string, since: Day = '2015-05-01') => {
  const s = await o.standing(name, since)
  await enter('organisation-ratings.ratings', s.id, '2023-03-01', { grade: 3, document: `民社评${name}` })
  return s
}
const enter = (register: string, id: number, from: Day, columns: object) =>
  o.as('county', trx =>
    enterRows(trx, o.engine, o.countyId, o.engine.catalogue.register(register)!, [
      {
        ...{ divisionId: o.town.village, townId: o.town.id, from, caseId: null, because: '登记' },
        columns: { organisation_id: id, ...columns },
      },
    ]),
  )
const heldIn = async (table: string, id: number) =>
  (
    await rows(o.owner, sql<{ held: string }>`select held::text from ${sql.table(table)} where organisation_id = ${id}`)
  ).map(r => r.held)
const begin = async (s: { id: number; rowId: number }) => o.open(of, s.id, { rowId: s.rowId, source: 'discovery' })
const notify = (
  caseId: number,
  fields: object = { revokedWhy: 'absent', revokedFacts: '2021、2022年度均未参加年检' },
) => o.act('county', of, caseId, 'notify', { fields })

test('台账里上年参加过年检的不能撤销；可以不予撤销，登记不变', async () => {
  await o.today('2024-01-02')
  const s = await society('南陵县勤恳协会')
  await o.as('county', trx =>
    enterRows(trx, o.engine, o.countyId, o.engine.catalogue.register('annual-reports.reports')!, [
      {
        ...{ divisionId: o.town.village, townId: o.town.id, from: '2023-04-01', caseId: null, because: '登记' },
        columns: {
          organisation_id: s.id,
          year: 2022,
          conclusion: 'pass',
          opening: 0,
          income: 0,
          spending: 0,
          closing: 0,
          meetings: 1,
          term_until: '2027-12-31',
          adopted_on: '2023-03-01',
          party: 'own',
          unapproved: 0,
          branch_regional: false,
        },
      },
    ]),
  )
  const caseId = await begin(s)
  await notify(caseId)
  await o.today('2024-01-10')
  await expect(o.act('head', of, caseId, 'decide', { outcome: 'stop' })).rejects.toThrow('与台账记载的年检情况相符')
  await o.act('head', of, caseId, 'decide', { outcome: 'refuse' })
  expect(await heldIn('social_organisations_registered', s.id)).toEqual(['[2015-05-01,)'])
  expect(await heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2028-03-01)'])
})

test('注销的不再有等级，也移出两个名录；在办的年检随之终止', async () => {
  await o.today('2024-01-03')
  const s = await society('南陵县告别协会')
  await enter('abnormal-organisations.serious', s.id, '2023-01-01', {
    cause: 'court',
    facts: '失信',
    document: '民社严9',
  })
  await runDaily(o.app, o.engine, o.countyId)
  const deregistration = 'social-organisations.deregistration'
  const caseId = await o.open(deregistration, s.id, {
    rowId: s.rowId,
    fields: { endedWhy: 'dissolved', liquidatedOn: '2024-01-03' },
  })
  await o.act('county', deregistration, caseId, 'accept', { fields: { liquidationReport: '清算〔2024〕2号' } })
  await o.act('county2', deregistration, caseId, 'decide', { outcome: 'stop' })
  expect(await heldIn('abnormal_organisations_serious', s.id)).toEqual(['[2023-01-01,2024-01-03)'])
  expect(await heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2024-01-03)'])
  expect((await o.casesOf('annual-reports.inspection', s.id)).map(c => c.outcome)).toEqual(['fallen'])
  expect(await o.casesOf('abnormal-organisations.seriousListing', s.id)).toEqual([])
})
