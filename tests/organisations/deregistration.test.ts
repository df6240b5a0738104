/** 不能撤销的、注销: who took part last year is not revoked; who ends leaves every list on that day. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { enterRows } from '#core/registers/rows'
import { type Societies, societies } from './county.ts'
import { endings, revocation } from './ending.ts'

let o: Societies
let e: ReturnType<typeof endings>
beforeAll(async () => {
  o = await societies()
  e = endings(o)
  await o.today('2024-01-02')
})
afterAll(() => o.close())

test('台账里上年参加过年检的不能撤销；可以不予撤销，登记不变', async () => {
  await o.today('2024-01-02')
  const s = await e.society('南陵县勤恳协会')
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
  const caseId = await e.begin(s)
  await e.notify(caseId)
  await o.today('2024-01-10')
  await expect(o.act('head', revocation, caseId, 'decide', { outcome: 'stop' })).rejects.toThrow(
    '与台账记载的年检情况相符',
  )
  await o.act('head', revocation, caseId, 'decide', { outcome: 'refuse' })
  expect(await e.heldIn('social_organisations_registered', s.id)).toEqual(['[2015-05-01,)'])
  expect(await e.heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2028-03-01)'])
})

test('注销的不再有等级，也移出两个名录；在办的年检随之终止', async () => {
  await o.today('2024-01-03')
  const s = await e.society('南陵县告别协会')
  await e.enter('abnormal-organisations.serious', s.id, '2023-01-01', {
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
  expect(await e.heldIn('abnormal_organisations_serious', s.id)).toEqual(['[2023-01-01,2024-01-03)'])
  expect(await e.heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2024-01-03)'])
  expect((await o.casesOf('annual-reports.inspection', s.id)).map(c => c.outcome)).toEqual(['fallen'])
  expect(await o.casesOf('abnormal-organisations.seriousListing', s.id)).toEqual([])
})
