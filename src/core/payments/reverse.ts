/** 冲销: a line that should not have been is undone by another line, and money already out is claimed back. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one } from '#core/db'
import type { Month } from '#define/time'
import { dateOf } from './payable.ts'

const whyNot: Readonly<Record<string, string>> = {
  open: '还没有封存，可在封存放行前撤回批次',
  sealed: '所在批次还没有放行，请撤回批次',
  sent: '银行还没有回结果，等读入结果文件后再办理',
  unknown: '银行结果不明，请先向银行查明',
  reversed: '已经冲销过',
  repaid: '已经重发，请冲销重发的那一行',
  reversal: '本身就是冲销',
  held: '已暂缓，没有付出',
  withdrawn: '所在批次已撤回，没有付出',
}

/**
 * Of a paid line the payee owes the amount from now on; what the month is still worth is paid anew by the next run.
 * @throws Refusal where it was not paid or returned, or something follows it already
 */
export const reverseLine = async (
  trx: Db,
  r: {
    /** The month in which it was paid, and its number. */
    readonly month: Month
    readonly line: number
    readonly why: string
    readonly actor: Actor
  },
): Promise<{ readonly line: number; readonly claim: number | undefined }> => {
  const county = r.actor.countyId
  if (r.why.trim().length < 4) throw new Refusal('请写明冲销的原因（不少于四个字）。', { status: 400 })
  const line = await maybe(
    trx,
    sql<{
      kind: string
      status: string
      benefit: string
      row_id: number
    }>`select kind, status, benefit, row_id from payment_status where county_id = ${county} and month = ${dateOf(r.month)} and id = ${r.line}`,
  )
  if (!line) throw new Refusal('没有这一发放行，请从发放批次中重新打开。', { status: 404 })
  const not = line.kind === 'deduction' ? '是抵扣，应更正追缴' : whyNot[line.status]
  if (not) throw new Refusal(`这一发放行${not}，不能冲销。`, { status: 409 })
  await sql`select pg_advisory_xact_lock(hashtextextended(${`payment ${county} ${line.benefit}`}, 0))`.execute(trx)
  const made = await maybe(
    trx,
    sql<{
      id: number
    }>`insert into payment_line (county_id, month, run_id, benefit, kind, for_month, again, row_id, division_id, town_id,
        payee_id, payee_name, account_sealed, account_index, account_masked, amount)
      select county_id, month, run_id, benefit, 'reversal', for_month, id, row_id, division_id, town_id,
        payee_id, payee_name, account_sealed, account_index, account_masked, -amount
      from payment_line where county_id = ${county} and month = ${dateOf(r.month)} and id = ${r.line}
      on conflict on constraint line_once do nothing returning id`,
  )
  if (!made) throw new Refusal('这一发放行刚被别人冲销，请刷新后再看。', { status: 409 })
  await sql`insert into payment_follower (county_id, of_month, of_line_id, kind, month, line_id, why, made_person)
    values (${county}, ${dateOf(r.month)}, ${r.line}, 'reversal', ${dateOf(r.month)}, ${made.id}, ${r.why}, ${r.actor.personId})`.execute(
    trx,
  )
  const claim = line.status === 'paid' ? await claimBack(trx, county, r) : undefined
  await audit(trx, r.actor, {
    action: 'payment.reversed',
    subject: `row:${line.row_id}`,
    detail: { month: r.month, line: r.line, by: made.id, why: r.why, claim: claim ?? null },
  })
  return { line: made.id, claim }
}

/** In two statements: a month belongs to a claim that whoever works in some businesses only must see first. */
const claimBack = async (trx: Db, county: number, r: { month: Month; line: number; why: string }) => {
  const line = sql`payment_line l where l.county_id = ${county} and l.month = ${dateOf(r.month)} and l.id = ${r.line}`
  const { id } = await one(
    trx,
    sql<{ id: number }>`
      insert into payment_claim (county_id, benefit, row_id, division_id, town_id, person_id, of_month, of_line_id, cause, opened_on)
      select l.county_id, l.benefit, l.row_id, l.division_id, l.town_id, l.payee_id, l.month, l.id, ${r.why}, ledger_day(l.county_id) from ${line} returning id`,
  )
  await sql`insert into payment_claim_month (county_id, claim_id, month, run_id, amount)
    select l.county_id, ${id}, l.for_month, l.run_id, l.amount from ${line}`.execute(trx)
  return id
}
