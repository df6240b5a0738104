/** 账号核实: a second person has made sure of an account, so that a line held back or returned may go. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import { type Db, maybe } from '#core/db'
import { payableOf, stateColumns } from './payable.ts'

interface AccountCheck {
  readonly catalogue: Catalogue
  readonly benefit: AnyBenefit
  readonly row: number
  readonly why: string
  readonly actor: Actor
}
/** The line follows with the next run. @throws Refusal where there is no account, or the checker has entered it */
export const checkAccount = async (trx: Db, c: AccountCheck): Promise<void> => {
  const of = payableOf(c.catalogue, c.benefit)
  const county = c.actor.countyId
  if (c.why.trim().length < 4) throw new Refusal('请写明怎样核实的（不少于四个字）。', { status: 400 })
  const now = await maybe(
    trx,
    sql<{
      account: Buffer | null
      division: number
      entered_by: number | null
    }>`select x.account, r.division_id as division,
        (select a.person_id from ${of.state} e join case_act a on a.county_id = e.county_id and a.case_id = e.case_id
          where e.county_id = r.county_id and e.row_id = r.id and e.${of.account.index} = x.account order by e.version, a.id limit 1) as entered_by
      from ${of.row} r cross join lateral (select ${stateColumns(of)} from ${of.state} s
        where s.county_id = r.county_id and s.row_id = r.id and s.starts <= ledger_day(${county}::smallint) order by s.version desc limit 1) x
      where r.county_id = ${county} and r.id = ${c.row}`,
  )
  if (!now?.account) throw new Refusal('这一户还没有账号，请先登记账号。', { status: 409 })
  if (now.entered_by === c.actor.personId)
    throw new Refusal('账号不能由登记它的本人核实，请由另一人核实。', { status: 403 })
  await sql`insert into payment_account_check (county_id, benefit, row_id, account_index, division_id, changed_person, checked_by, checked_person, on_day, why)
    values (${county}, ${of.id}, ${c.row}, ${now.account}, ${now.division}, ${now.entered_by}, ${c.actor.accountId}, ${c.actor.personId},
      ledger_day(${county}::smallint), ${c.why})`.execute(trx)
  await audit(trx, c.actor, {
    action: 'payment.account-checked',
    subject: `row:${c.row}`,
    detail: { benefit: of.id, why: c.why },
  })
}
