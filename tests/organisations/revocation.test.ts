/** 撤销登记、注销: told, heard, decided by the bureau; and what ends with an organisation, goes on when the decision was wrong. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
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

test('事实告知、五个工作日陈述申辩、要求听证的先听证，局负责人决定，列入严重违法失信的程序随之开始', async () => {
  const s = await e.society('南陵县沉睡协会')
  await e.enter('abnormal-organisations.abnormal', s.id, '2023-06-20', {
    cause: 'report',
    facts: '未报送',
    document: '民社异1',
  })
  await runDaily(o.app, o.engine, o.countyId)
  const inspection = (await o.casesOf('annual-reports.inspection', s.id))[0]!
  expect(inspection.stands).toBe('open')
  const caseId = await e.begin(s)
  await e.notify(caseId)
  await o.act('county', revocation, caseId, 'hear', {
    fields: { revokedDefence: '法定代表人患病', wantsHearing: true },
  })
  await expect(o.act('head', revocation, caseId, 'decide', { outcome: 'stop' })).rejects.toThrow()
  await o.today('2024-01-15')
  await expect(o.act('county', revocation, caseId, 'hearing', { fields: { hearingRecord: '维持' } })).rejects.toThrow()
  await o.act('county2', revocation, caseId, 'hearing', { fields: { hearingRecord: '听取意见，事实无异议' } })
  await o.act('head', revocation, caseId, 'decide', { outcome: 'stop' })
  await o.act('county', revocation, caseId, 'publish', {})
  expect(await e.heldIn('social_organisations_registered', s.id)).toEqual(['[2015-05-01,2024-01-15)'])
  expect(await e.heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2024-01-15)'])
  expect(await e.heldIn('abnormal_organisations_abnormal', s.id)).toEqual(['[2023-06-20,2024-01-15)'])
  expect(await o.header(inspection.id)).toMatchObject({
    stands: 'ended',
    outcome: 'fallen',
    ended_as: '随「社会组织撤销登记」终止',
  })
  const [listing] = await o.casesOf('abnormal-organisations.seriousListing', s.id)
  const brought = await one(
    o.owner,
    sql<any>`select cause, facts from abnormal_organisations_serious_listing_case where id = ${listing!.id}`,
  )
  expect(brought).toEqual({ cause: 'revoked', facts: '被撤销登记' })
  const { revocation_document } = await one(
    o.owner,
    sql<any>`select revocation_document from social_organisations_revocation_case where id = ${caseId}`,
  )
  expect(revocation_document).toBe('民社撤〔2024〕001号')
})

test('复议撤销原决定：登记、等级、名录都从原来那天起继续', async () => {
  await o.today('2024-01-02')
  const s = await e.society('南陵县冤屈协会')
  const caseId = await e.begin(s)
  await e.notify(caseId)
  await o.today('2024-01-10')
  await o.act('head', revocation, caseId, 'decide', { outcome: 'stop' })
  await o.act('county', revocation, caseId, 'publish', {})
  expect(await e.heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2024-01-10)'])
  await o.today('2024-02-01')
  const appealId = await o.as('county', (trx, by) =>
    lodgeAppeal(trx, o.engine, { caseId, by, on: '2024-02-01', kind: '行政复议', says: '2022年度已经参加' }),
  )
  await o.as('county2', (trx, by) =>
    answerAppeal(trx, o.engine, { appealId, by, on: '2024-02-01', outcome: 'annulled', says: '事实不清' }),
  )
  expect(await e.heldIn('social_organisations_registered', s.id)).toEqual(['[2015-05-01,)'])
  expect(await e.heldIn('organisation_ratings_ratings', s.id)).toEqual(['[2023-03-01,2028-03-01)'])
})
