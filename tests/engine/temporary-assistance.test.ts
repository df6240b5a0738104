/** 乡镇限额、资金分级、以前领过什么: lived by a definition of a test, from both sides, with the bank's answer and a refund. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { permissionMatrix } from '#core/access/matrix'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { fundBalance } from '#core/funds/statement'
import { inventBankCard } from '#core/identity/bank-card'
import { approveClaimEntry, proposeClaimEntry } from '#core/payments/claims'
import { settleBatch } from '#core/payments/outcome'
import { reverseLine } from '#core/payments/reverse'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { grantToApp } from '#core/postgres/grants'
import { openCases } from '#core/procedures/open'
import { businessSql } from '#core/registers/tables'
import type { Month } from '#define/time'
import { testOffice } from './county.ts'
import * as temporaryAssistance from './temporary-assistance.ts'

const business = 'temporary-assistance'
const o = await testOffice({ [`social-assistance/${business}`]: { ...temporaryAssistance } }, (owner, catalogue) =>
  owner.transaction().execute(async trx => {
    await sql.raw(businessSql(catalogue, catalogue.business(business)!)).execute(trx)
    await grantToApp(trx)
  }),
)
afterAll(() => o.close())
for (const [name, value] of Object.entries({ monthly: '700', townCeiling: '2100', most: '3000' }))
  await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${o.countyId}, ${business}, ${name}, '2024-01-01', ${value}, '演示〔2024〕1号', '甲', '乙')`.execute(
    o.owner,
  )
const { catalogue } = o.engine
const application = `${business}.application`

let nth = 300
const visited = async (householdId: number, months: number) => {
  const on = await o.day()
  const [c] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, catalogue.procedure(application)!, [
      {
        ...{ by, on, divisionId: o.town.village, householdId, source: 'application' as const },
        fields: { account: inventBankCard(nth++), months: String(months) },
      },
    ]),
  )
  await o.act('town2', application, c!.caseId, 'visit')
  return c!.caseId
}
const decide = (who: 'town' | 'county', caseId: number) =>
  o.act(who, application, caseId, 'decide', { outcome: 'grant' })
const deskOf = async (id: number) =>
  (await one(o.owner, sql<{ at_post: string }>`select at_post from case_file where id = ${id}`)).at_post
const rowOf = async (id: number) =>
  (await one(o.owner, sql<{ row_id: number }>`select row_id from case_file where id = ${id}`)).row_id
const minded = async (id: number) =>
  rows(
    o.owner,
    sql<{ says: string }>`select c ->> 'says' as says from case_act a, jsonb_array_elements(a.basis -> 'clauses') c
      where a.case_id = ${id} and c ->> 'weight' = 'mind'`,
  ).then(all => all.map(c => c.says).join('；'))
const paid = async (benefitId: string, month: Month, returned: readonly number[] = []) => {
  const benefit = catalogue.benefit(benefitId)!
  const { keys } = o.engine
  const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
  const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
  await o.as('head', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
  await o.as('finance2', (trx, actor) =>
    settleBatch(trx, { batch: batch.id, returned: returned.map(line => ({ line, code: '01' as never })), actor }),
  )
  return batch
}
const fill = (fund: 'relief' | 'town reserve', yuan: number) =>
  o.as('finance', (trx, actor) => allocate(trx, { fund, amount: yuan * 100, documentNo: `${fund}1`, actor }))
const balance = (fund: 'relief' | 'town reserve') => o.as('finance', trx => fundBalance(trx, o.countyId, fund))

test('限额以内归乡镇，正好等于也归；多一个月归县级，乡镇决定不了', async () => {
  const h = await o.household()
  const within = await visited(h.householdId, 3)
  expect(await deskOf(within)).toBe('town')
  await decide('town', within)
  const other = await o.household()
  const above = await visited(other.householdId, 4)
  expect(await deskOf(above)).toBe('county')
  await expect(decide('town', above)).rejects.toMatchObject({ status: 403, reason: expect.stringContaining('县级') })
  await decide('county', above)
  const third = await o.household()
  await decide('county', await visited(third.householdId, 1))
  const rights = permissionMatrix(catalogue).filter(g => g.of === application && g.action === 'do decide')
  expect(rights.map(g => [g.post, g.where])).toContainEqual(['town', 'within the ceiling of the town'])
})
test('谁决定从谁的资金支付：放行、退票、账各归各', async () => {
  await fill('relief', 100_000)
  const benefit = catalogue.benefit(`${business}.money`)!
  const { keys } = o.engine
  const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month: '2024-06', actor }))
  const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
  const release = () =>
    o.as('head', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
  await expect(release()).rejects.toMatchObject({ reason: expect.stringContaining('乡镇临时救助备用金') })
  await fill('town reserve', 3000)
  await release()
  expect(await balance('town reserve')).toMatchObject({ available: 90_000, transit: 210_000 })
  expect(await balance('relief')).toMatchObject({ transit: 280_000 + 70_000 })
  const [small] = await rows(
    o.owner,
    sql<{ line: number }>`select file_line as line from payment_line where run_id = ${run.id} and amount = 70000`,
  )
  await o.as('finance2', (trx, actor) =>
    settleBatch(trx, { batch: batch.id, returned: [{ line: small!.line, code: '01' as never }], actor }),
  )
  expect(await balance('town reserve')).toMatchObject({ available: 90_000, transit: 0, paid: 210_000 })
  expect(await balance('relief')).toMatchObject({ available: 9_720_000, transit: 0, paid: 280_000 })
  expect(await o.as('auditor', trx => verifyMoney(trx, o.countyId, o.engine))).toMatchObject({ problems: [] })
})
test('收回的回到付出它的那项资金', async () => {
  const line = await one(
    o.owner,
    sql<{ id: number }>`select id from payment_line where amount = 210000 and benefit = ${`${business}.money`}`,
  )
  const { claim } = await o.as('finance', (trx, actor) =>
    reverseLine(trx, { month: '2024-06', line: line.id, why: '经查不符合条件', actor }),
  )
  const told = { claim: claim!, kind: 'recovered' as const, amount: 210_000, why: '本人退回', documentNo: '回单1' }
  const entry = await o.as('finance', (trx, actor) => proposeClaimEntry(trx, { ...told, actor }))
  await o.as('head', (trx, actor) => approveClaimEntry(trx, entry, actor))
  expect(await balance('town reserve')).toMatchObject({ available: 300_000, recovered: -210_000 })
  expect(await balance('relief')).toMatchObject({ available: 9_720_000 })
})
test('以前领过的：从没领过、在册几个月、银行已发、退票不算、超过上限不予', async () => {
  await o.today('2024-06-03')
  const stranger = await o.household()
  const first = await visited(stranger.householdId, 1)
  await decide('county', first)
  expect(await minded(first)).toBe(
    '近十二个月在册0个月，已领0.00元，其中本月0.00元；低保金已发到（没有），各项待遇已发到（没有）',
  )
  const { household, rowId } = await o.granted(await o.household())
  await o.today('2024-08-20')
  const due = (await o.due(rowId, '2024-07')) / 100
  await paid('minimum-living.allowance', '2024-07')
  await paid('minimum-living.allowance', '2024-08', [1])
  const second = await visited(household.householdId, 1)
  await decide('county', second)
  expect(await minded(second)).toBe(
    `近十二个月在册2个月，已领${due.toFixed(2)}元，其中本月${due.toFixed(2)}元；低保金已发到2024-07，各项待遇已发到2024-07`,
  )
  await o.today('2024-09-20')
  await paid('minimum-living.allowance', '2024-09')
  const later = await visited(household.householdId, 1)
  await expect(decide('county', later)).rejects.toMatchObject({
    status: 422,
    reason: expect.stringContaining('不超过上限'),
  })
  expect(await rowOf(later)).toBeNull()
})
