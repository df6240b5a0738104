/** 一项待遇一次核发: what stands still while a run is worked out, the run before it, and the new one's head. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, one } from '#core/db'
import { settingIn, settings } from '#core/standards/settings'
import type { Day, Month } from '#define/time'
import type { Earlier } from './gaps.ts'
import type { Payable, Sql } from './payable-shape.ts'

export interface Before extends Omit<Earlier, 'upTo'> {
  readonly nth: number
  readonly last: Month
  /** Per cent of a transfer that is set off against what was overpaid. */
  readonly share: number
}
/** One run of a benefit at a time, and no decision falls between it and the next. Returns the day. */
export const standStill = async (trx: Db, of: Payable, { countyId, divisions }: Actor): Promise<Day> => {
  if (divisions !== 'all') throw new Refusal('核发须由管辖全县的岗位办理，请由县级民政的经办人核发。', { status: 403 })
  const { today } = await one(
    trx,
    sql<{ today: Day }>`select pg_advisory_xact_lock(hashtextextended(${`payment ${countyId} ${of.id}`}, 0)),
    ${sql.join(of.locked.map(t => sql`hold_still(${t})`))}, ledger_day(${countyId}::smallint) as today`,
  )
  return today
}
/** Only once all stands still: a statement sees what was there when it began. */
export const lastRunOf = (of: Payable, { countyId }: Actor) =>
  sql<Before>`select max(id) as "lastRun", max(nth) as nth, max(month) as "lastMonth", to_char(min(coalesce(pays_from, month)), 'YYYY-MM') as first,
        to_char(max(month), 'YYYY-MM') as last, ((array_agg(known_from order by id desc))[1] - interval '1 day')::text as "knownSince",
        to_jsonb(array(select b.run_id from payment_batch b join payment_run u on u.county_id = b.county_id and u.id = b.run_id
          where b.county_id = ${countyId} and b.withdrawn_on is not null and u.benefit = ${of.id})) as withdrawn,
        coalesce((${settingIn(countyId, 'overpaid-offset', sql`ledger_day(${countyId}::smallint)`, of.business)}), ${settings['overpaid-offset'].otherwise})::int as share
      from payment_run u where county_id = ${countyId} and benefit = ${of.id} having count(*) > 0`

/** `from`: a row with its month, its number, and the first of the months that it pays. */
export const newRun = (
  of: Payable,
  { countyId, accountId, personId }: Actor,
  kind: 'month' | 'supplement',
  from: Sql,
) =>
  sql<{
    run: number
  }>`insert into payment_run (county_id, benefit, month, kind, pays_from, nth, fund, town_fund, made_by, made_person, made_on)
      select ${countyId}, ${of.id}, s.month, ${kind}, s.pays_from, s.nth, ${of.fund}, ${of.townFund ?? null}, ${accountId}, ${personId},
        ledger_day(${countyId}::smallint) from ${from} returning id as run`
