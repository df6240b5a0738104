/** 年检 from the organisation's own account: filed, returned, corrected, concluded; who does not file is told, heard and listed, and gets out again. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { returnForCorrection } from '#core/procedures/side'
import { enterRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import { type Societies, societies } from './county.ts'

let o: Societies
let good: Awaited<ReturnType<Societies['standing']>>
let late: typeof good
let sponsored: typeof good
let fresh: typeof good
let own: Actor
let other: Actor
let sponsor: Actor
beforeAll(async () => {
  o = await societies()
  await o.today('2024-01-01')
  good = await o.standing('南陵县水产协会', '2015-05-01')
  late = await o.standing('南陵县棋类协会', '2016-05-01')
  sponsored = await o.standing('南陵县书法家协会', '2016-05-01', { isSponsored: true, sponsor: '南陵县文联' })
  fresh = await o.standing('南陵县新能源协会', '2023-08-15')
  own = await o.hire('society-1', 'organisation', { organisationId: good.id })
  other = await o.hire('society-2', 'organisation', { organisationId: late.id })
  sponsor = await o.hire('sponsor-1', 'sponsor', { unit: '南陵县文联' })
  await runDaily(o.app, o.engine, o.countyId)
})
afterAll(() => o.close())

const inspection = 'annual-reports.inspection'
const report = {
  ...{ opening: '50000.00', income: '120000.00', spending: '110000.00', closing: '60000.00', meetings: 2 },
  ...{ termUntil: '2027-12-31', adoptedOn: '2024-02-20', party: 'own', unapproved: 0, branchRegional: false },
}
const caseOf = async (id: number, of = inspection) => (await o.casesOf(of, id)).at(-1)!
const file = (actor: Actor, caseId: number, fields: object = report, on: Day = '2024-03-01') =>
  o.by(actor, trx =>
    actOnCases(trx, o.engine, o.procedure(inspection), 'apply', [{ caseId, by: actor, on, fields: fields as never }]),
  )

test('on New Year’s day the round begins: for those registered by the end of last June, with the year filled in', async () => {
  expect(await caseOf(good.id)).toMatchObject({
    at_step: 'apply',
    at_post: 'organisation',
    due: '2024-05-31',
    stands: 'open',
  })
  const { year } = await one(
    o.owner,
    sql<{ year: number }>`select year from annual_reports_inspection_case where id = ${(await caseOf(good.id)).id}`,
  )
  expect(year).toBe(2023)
  expect(await o.casesOf(inspection, fresh.id)).toEqual([]) // 规则21-23
})

test('it is told sixty, thirty and seven days before', async () => {
  for (const day of ['2024-04-01', '2024-05-02', '2024-05-24'] as Day[]) {
    await o.today(day)
    await runDaily(o.app, o.engine, o.countyId)
  }
  const told = await rows(
    o.owner,
    sql<{
      outcome: string
    }>`select outcome from case_act where case_id = ${(await caseOf(late.id)).id} and act = 'reminded' order by id`,
  )
  expect(told.map(t => t.outcome)).toEqual(['60日', '30日', '7日'])
})

test('nobody files for another organisation, sees its case, or its row', async () => {
  await o.today('2024-03-01')
  const { id } = await caseOf(good.id)
  await expect(file(other, id)).rejects.toMatchObject({ status: expect.any(Number) })
  const seen = await o.by(other, trx =>
    rows(
      trx,
      sql<{
        organisation_id: number
      }>`select organisation_id from case_file union select id from organisation union select organisation_id from social_organisations_registered`,
    ),
  )
  expect(seen).toEqual([{ organisation_id: late.id }])
  const ofSponsor = await o.by(sponsor, trx => rows(trx, sql<{ name: string }>`select name from organisation`))
  expect(ofSponsor.map(s => s.name)).toEqual([sponsored.name])
})

test('filed from its own account with a sum that does not add up, told so, returned, corrected, concluded', async () => {
  await o.today('2024-03-01')
  const { id } = await caseOf(good.id)
  await file(own, id, { ...report, closing: '65000.00' })
  await o.as('county', (trx, by) =>
    returnForCorrection(trx, o.engine, {
      by,
      on: '2024-03-01',
      caseId: id,
      says: '年末净资产与收支不符，请更正',
      to: 'apply',
    }),
  )
  expect(await caseOf(good.id)).toMatchObject({ at_step: 'apply', round: 2 })
  await file(own, id)
  expect(await caseOf(good.id)).toMatchObject({ at_step: 'accept', at_post: 'county' })
  await o.act('county', inspection, id, 'accept')
  await o.act('county2', inspection, id, 'decide', { outcome: 'grant', fields: { conclusion: 'pass' } })
  await o.act('county', inspection, id, 'publish')
  expect(await caseOf(good.id)).toMatchObject({ stands: 'ended', outcome: 'grant' })
  const [row] = await rows(
    o.owner,
    sql<Record<string, unknown>>`select * from annual_reports_reports where organisation_id = ${good.id}`,
  )
  expect(row).toMatchObject({ year: 2023, conclusion: 'pass', on_day: '2024-03-01', closing: 6_000_000 })
})

test('a sponsor looks first, at its own organisations only', async () => {
  await o.today('2024-03-04')
  const { id } = await caseOf(sponsored.id)
  const self = await o.hire('society-3', 'organisation', { organisationId: sponsored.id })
  await file(self, id, report, '2024-03-04')
  expect(await caseOf(sponsored.id)).toMatchObject({ at_step: 'sponsor', at_post: 'sponsor' })
  await o.by(sponsor, trx =>
    actOnCases(trx, o.engine, o.procedure(inspection), 'sponsor', [
      { caseId: id, by: sponsor, on: '2024-03-04', fields: { opinion: 'agree' } },
    ]),
  )
  expect(await caseOf(sponsored.id)).toMatchObject({ at_step: 'accept' })
  await o.act('county', inspection, id, 'accept')
  await o.act('county2', inspection, id, 'decide', {
    outcome: 'grant',
    fields: { conclusion: 'fail', demands: '补齐会议记录' },
  })
  await o.act('county', inspection, id, 'publish')
  expect(await caseOf(sponsored.id)).toMatchObject({ at_step: 'correct', at_post: 'organisation' })
})

test('未按时参检: told, heard, listed; out again once the report is there', async () => {
  await o.today('2024-05-31')
  await runDaily(o.app, o.engine, o.countyId)
  expect(await caseOf(late.id)).toMatchObject({ stands: 'open' })
  await o.today('2024-06-01')
  await runDaily(o.app, o.engine, o.countyId)
  expect(await caseOf(late.id)).toMatchObject({ stands: 'ended', outcome: 'lapsed', ended_as: '未按时参检' })
  const listing = 'abnormal-organisations.listing'
  const { id, at_step } = await caseOf(late.id, listing)
  expect(at_step).toBe('notify')
  await o.act('county', listing, id, 'notify', { fields: { cause: 'report', facts: '未报送2023年度工作报告' } })
  await expect(o.act('county2', listing, id, 'decide', { outcome: 'grant' })).rejects.toMatchObject({ status: 409 })
  await o.today('2024-06-03')
  await o.by(other, trx =>
    actOnCases(trx, o.engine, o.procedure(listing), 'hear', [
      { caseId: id, by: other, on: '2024-06-03', fields: { defence: '经办人离职，材料未交接' } },
    ]),
  )
  await o.today('2024-06-11')
  await expect(o.act('county', listing, id, 'decide', { outcome: 'grant' })).rejects.toMatchObject({ status: 403 })
  await o.act('county2', listing, id, 'decide', { outcome: 'grant' })
  await o.act('county', listing, id, 'publish')
  const row = await one(
    o.owner,
    sql<{
      id: number
      document: string
      held: string
    }>`select id, document, held::text from abnormal_organisations_abnormal where organisation_id = ${late.id}`,
  )
  expect(row).toMatchObject({ document: '民社异〔2024〕001号', held: '[2024-06-11,)' })
  const removal = 'abnormal-organisations.removal'
  await o.today('2024-07-01')
  const caseId = await o.open(removal, late.id, { rowId: row.id, fields: { fulfilledOn: '2024-06-28' } })
  await o.act('county', removal, caseId, 'review', { fields: {} })
  await expect(o.act('county2', removal, caseId, 'decide', { outcome: 'stop' })).rejects.toMatchObject({
    reason: expect.stringContaining('已履行相关义务并经核实'),
  })
  await o.act('county2', removal, caseId, 'decide', { outcome: 'continue' })
  await o.today('2024-07-08')
  const again = await o.open(removal, late.id, { rowId: row.id, fields: { fulfilledOn: '2024-07-05' } })
  await o.act('county', removal, again, 'review', { fields: { fulfilledOn: '2024-07-05', proof: '报告已补报' } })
  await o.act('county2', removal, again, 'decide', { outcome: 'stop' })
  const { held } = await one(
    o.owner,
    sql<{ held: string }>`select held::text from abnormal_organisations_abnormal where id = ${row.id}`,
  )
  expect(held).toBe('[2024-06-11,2024-07-08)')
})

const listed = async (name: string, cause: string, since: Day) => {
  const { id } = await o.standing(name, '2010-01-01')
  const register = o.engine.catalogue.register('abnormal-organisations.abnormal')!
  const [rowId] = await o.as('county', trx =>
    enterRows(trx, o.engine, o.countyId, register, [
      {
        ...{ divisionId: o.town.village, townId: o.town.id, from: since, caseId: null, because: '列入' },
        columns: { organisation_id: id, cause, facts: '测试', document: `旧文号${name}` },
      },
    ]),
  )
  return { id, rowId: rowId! }
}
test('六个月、二年: where no duty is left it comes up after six months; whoever stays two years is proposed for the grave list', async () => {
  const fined = await listed('南陵县商会', 'penalty', '2024-02-01')
  const stays = await listed('南陵县渔业协会', 'address', '2022-07-31')
  await o.today('2024-07-31')
  await runDaily(o.app, o.engine, o.countyId)
  expect(await o.casesOf('abnormal-organisations.removal', fined.id)).toEqual([])
  expect(await o.casesOf('abnormal-organisations.seriousListing', stays.id)).toHaveLength(1)
  await o.today('2024-08-01')
  await runDaily(o.app, o.engine, o.countyId)
  expect(await o.casesOf('abnormal-organisations.removal', fined.id)).toMatchObject([
    { row_id: fined.rowId, source: 'schedule' },
  ])
})
test('到期换证: sixty days before the certificate runs out the organisation is told, not a day earlier', async () => {
  await o.today('2024-08-02')
  const { id, rowId } = await o.standing('南陵县足球协会', '2019-10-01', { certificateUntil: '2024-10-02' })
  const renewal = 'social-organisations.renewal'
  await runDaily(o.app, o.engine, o.countyId)
  expect(await o.casesOf(renewal, id)).toEqual([])
  await o.today('2024-08-03')
  await runDaily(o.app, o.engine, o.countyId)
  const [opened] = await o.casesOf(renewal, id)
  expect(opened).toMatchObject({ row_id: rowId, at_step: 'apply', at_post: 'organisation', due: '2024-10-02' })
  await o.act('county', renewal, opened!.id, 'apply', { fields: { address: '籍山镇2号', phone: '0553-7654321' } })
  await o.act('county', renewal, opened!.id, 'accept', { fields: { certificateUntil: '2030-08-03' } })
  await expect(o.act('county2', renewal, opened!.id, 'decide', { outcome: 'adjust' })).rejects.toMatchObject({
    status: 422,
  })
  const last = await o.casesOf(renewal, id)
  await o.as('county', (trx, by) =>
    returnForCorrection(trx, o.engine, { by, on: '2024-08-03', caseId: last[0]!.id, says: '有效期写错', to: 'accept' }),
  )
  await o.act('county', renewal, opened!.id, 'accept', { fields: { certificateUntil: '2029-08-02' } })
  await o.act('county2', renewal, opened!.id, 'decide', { outcome: 'adjust' })
  const { address } = await one(o.owner, sql<{ address: string }>`select address from organisation where id = ${id}`)
  expect(address).toBe('籍山镇2号')
})
