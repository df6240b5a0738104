/** 资金账: every movement is a transaction whose entries sum to zero; what a fund has not got can't leave it. */
import { sql } from 'kysely'
import type pg from 'pg'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one } from '#core/db'
import type { Fund } from '#define/benefit'
import type { Day } from '#define/time'

/** `source` and `recovered` are the outside world and stand below zero; the others never do. */
export const accounts = {
  available: '可用',
  transit: '在途',
  paid: '已发',
  source: '拨入来源',
  recovered: '收回来源',
} as const
export type FundAccount = keyof typeof accounts
export const funds: Readonly<Record<Fund, string>> = {
  relief: '困难群众救助资金',
  'town reserve': '乡镇临时救助备用金',
  'elderly welfare': '老年福利资金',
  'funeral relief': '惠民殡葬资金',
  'child welfare': '儿童福利资金',
}

interface Movement {
  readonly fund: Fund
  readonly kind: 'allocated' | 'released' | 'settled' | 'recovered'
  readonly entries: Partial<Record<FundAccount, number>>
  /** The same movement in another fund as well: its part of a batch that two funds pay. */
  readonly also?: { readonly fund: Fund; readonly entries: Partial<Record<FundAccount, number>> } | undefined
  readonly on?: Day
  readonly batchId?: number
  readonly returnId?: number
  readonly claimEntryId?: number
  readonly documentNo?: string
}

/** Accounts are always locked in the order of their names, so that batches at once can't block each other. Amounts in fen. */
export const post = async (trx: Db, actor: Actor, m: Movement): Promise<number> => {
  const entries = [m, ...(m.also ? [m.also] : [])].flatMap(part =>
    Object.entries(part.entries).flatMap(([account, amount]) => (amount ? [{ fund: part.fund, account, amount }] : [])),
  )
  const sum = entries.reduce((total, e) => total + e.amount, 0)
  if (sum !== 0) throw new Error(`the entries of a movement sum to ${sum}`)
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into fund_transaction (county_id, fund, kind, on_day, batch_id, return_id, claim_entry_id, document_no, made_by, made_person)
      values (${actor.countyId}, ${m.fund}, ${m.kind}, coalesce(${m.on ?? null}::date, ledger_day(${actor.countyId}::smallint)), ${m.batchId ?? null},
        ${m.returnId ?? null}, ${m.claimEntryId ?? null}, ${m.documentNo ?? null}, ${actor.accountId}, ${actor.personId}) returning id`,
  )
  try {
    await sql`insert into fund_entry (county_id, transaction_id, fund, account, amount)
      select ${actor.countyId}, ${id}, fund, account, amount
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e (fund text, account text, amount bigint)
      order by fund, account`.execute(trx)
  } catch (error) {
    if ((error as pg.DatabaseError).constraint !== 'fund_never_below_zero') throw error
    const failing = (error as pg.DatabaseError).detail ?? ''
    const fund = entries.find(e => failing.includes(`, ${e.fund}, `))?.fund ?? m.fund
    const short = -Math.min(...entries.filter(e => e.fund === fund).map(e => e.amount))
    throw new Refusal(
      `「${funds[fund]}」可用余额不足 ${(short / 100).toFixed(2)} 元，没有办理；请先登记财政拨入，再重新办理。`,
      { status: 409 },
    )
  }
  return id
}

/** 财政拨入 under a document, once; below zero takes back. @throws Refusal where the document is booked already, or more is taken back than is there */
export const allocate = async (
  trx: Db,
  a: {
    readonly fund: Fund
    readonly amount: number
    readonly documentNo: string
    readonly on?: Day
    readonly actor: Actor
  },
): Promise<number> => {
  if (!Number.isSafeInteger(a.amount) || a.amount === 0)
    throw new Refusal('拨入金额须为整数分，不得为零。', { status: 400 })
  if (!a.documentNo.trim()) throw new Refusal('请填写拨款文号。', { status: 400 })
  const booked = await maybe(
    trx,
    sql`select from fund_transaction where county_id = ${a.actor.countyId} and fund = ${a.fund} and document_no = ${a.documentNo}`,
  )
  if (booked) throw new Refusal(`文号 ${a.documentNo} 已经登记过，不得重复登记。`, { status: 409 })
  const { fund, documentNo } = a
  const entries = { available: a.amount, source: -a.amount }
  const id = await post(trx, a.actor, { fund, kind: 'allocated', documentNo, entries, ...(a.on && { on: a.on }) })
  await audit(trx, a.actor, {
    action: 'fund.allocated',
    subject: `fund:${fund}`,
    detail: { documentNo, amount: a.amount },
  })
  return id
}
