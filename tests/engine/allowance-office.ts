/** 高龄津贴 in the test county: elders who apply, are granted, are due and are paid; each test file has a county of its own. */
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { inventBankCard } from '#core/identity/bank-card'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { openCases } from '#core/procedures/open'
import type { Day, Month } from '#define/time'
import { modules } from '#domains/index'
import { type Office, testOffice } from './county.ts'

export let o: Office
/** Said once by each test file: modules are kept from one file to the next, counties are not. */
export const inACounty = () => {
  beforeAll(async () => {
    o = await testOffice()
    await o.as('finance', (trx, actor) =>
      allocate(trx, { fund: 'elderly welfare', amount: 100_000_000, documentNo: '演示〔2024〕9号', actor }),
    )
  })
  afterAll(() => o.close())
}
export const catalogue = new Catalogue(modules)
export const application = 'old-age-allowance.application'
export const lifeCheck = 'old-age-allowance.lifeCheck'
export const roster = catalogue.register('old-age-allowance.roster')!
export const allowance = catalogue.benefit('old-age-allowance.allowance')!

let account = 700
export const elder = async (born: Day, name = '高') => {
  const { personIds } = await o.household({ people: [{ born, name: `${name}老人` }] })
  return personIds[0]!
}
export const check = (p: string) => catalogue.procedure(p)!
export const apply = async (personId: number) => {
  const on = await o.day()
  const [opened] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, check(application), [
      {
        ...{ by, on, divisionId: o.town.village, personId, source: 'application' as const },
        fields: { account: inventBankCard(account++), livesAlone: false },
      },
    ]),
  )
  return opened!.caseId
}
export const upToDecision = async (caseId: number) => {
  await o.act('village', application, caseId, 'accept')
  await o.act('town', application, caseId, 'review')
}
export const granted = async (personId: number) => {
  const caseId = await apply(personId)
  await upToDecision(caseId)
  await o.act('county', application, caseId, 'decide', { outcome: 'grant' })
  return (await one(o.owner, sql<{ row_id: number }>`select row_id from case_file where id = ${caseId}`)).row_id
}
export const held = async (row: number) =>
  (await one(o.owner, sql<{ held: string }>`select held::text from old_age_allowance_roster where id = ${row}`)).held
/** Due in a month, in yuan; 'suspended' where it waits. */
export const due = async (row: number, month: Month) => {
  const [s] = await rows(
    o.owner,
    sql<{
      amount: number
      suspended: boolean
    }>`select s.allowance_amount as amount, s.suspended from old_age_allowance_roster r
      join old_age_allowance_roster_state s on s.row_id = r.id where r.id = ${row} and r.held @> ${`${month}-01`}::date and s.starts <= ${`${month}-01`}::date
      order by s.version desc limit 1`,
  )
  return s ? (s.suspended ? 'suspended' : s.amount / 100) : 0
}
export const pay = async (month: Month, benefit = allowance) => {
  const { keys, catalogue } = o.engine
  const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
  const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
  await o.as('finance2', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
  return { run, batch: batch.id }
}
export const lines = (row: number) =>
  rows(
    o.owner,
    sql<{
      says: string
    }>`select concat_ws(' ', kind, to_char(for_month, 'YYYY-MM'), amount / 100, status) as says from payment_status where row_id = ${row} order by id`,
  ).then(all => all.map(l => l.says))
export const standard = (name: string, value: string, starts: Day) =>
  sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${o.countyId}, 'old-age-allowance', ${name}, ${starts}::date, ${value}, '演示（非真实文号）', '甲', '乙')`.execute(
    o.owner,
  )
