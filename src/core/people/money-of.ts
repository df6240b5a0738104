/** What was paid for these rows, month by month, and what is claimed back. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import { type LineState, lineKinds, lineStates } from '#core/payments/overview'
import { yuanOf } from '#core/registers/values'
import type { Day } from '#define/time'
import type { Looked } from './look.ts'

/** The newest three hundred lines. */
export const paymentsOf = async (db: Db, { engine, actor: { countyId }, sees }: Looked, rowIds: readonly number[]) => {
  if (!rowIds.length) return []
  const found = await rows(
    db,
    sql<{
      id: number
      month: Day
      for_month: Day
      benefit: string
      kind: keyof typeof lineKinds
      amount: number
      state: LineState
      account_masked: string | null
      reason: string | null
      row_id: number
    }>`
      select l.id, l.month, l.for_month, l.benefit, l.kind, l.amount, l.account_masked, l.row_id, l.reason, l.status as state from payment_status l
      where l.county_id = ${countyId} and l.row_id = any(${rowIds}::bigint[])
      order by l.month desc, l.id desc limit 300`,
  )
  return found
    .filter(l => sees(l.benefit.split('.')[0]!))
    .map(l => ({
      ...{
        id: String(l.id),
        rowId: String(l.row_id),
        month: l.month.slice(0, 7),
        forMonth: l.for_month.slice(0, 7),
        benefit: l.benefit,
      },
      title: engine.catalogue.benefit(l.benefit)?.title ?? l.benefit,
      ...{ kind: l.kind, kindTitle: lineKinds[l.kind], amount: yuanOf(l.amount), account: l.account_masked },
      ...{ state: l.state, stateTitle: lineStates[l.state], reason: l.reason },
    }))
}

export const claimsOf = async (db: Db, { engine, actor: { countyId }, sees }: Looked, rowIds: readonly number[]) => {
  if (!rowIds.length) return []
  const found = await rows(
    db,
    sql<{ id: number; benefit: string; cause: string; opened_on: Day; due: number; outstanding: number }>`
      select id, benefit, cause, opened_on, due, outstanding from payment_claim_balance
      where county_id = ${countyId} and row_id = any(${rowIds}::bigint[]) order by opened_on desc`,
  )
  return found
    .filter(c => sees(c.benefit.split('.')[0]!))
    .map(c => ({
      ...{
        id: String(c.id),
        benefit: c.benefit,
        benefitTitle: engine.catalogue.benefit(c.benefit)?.title ?? c.benefit,
      },
      ...(c.outstanding > 0 ? { stands: 'open', standsTitle: '未结清' } : { stands: 'settled', standsTitle: '已结清' }),
      ...{ cause: c.cause, openedOn: c.opened_on, due: yuanOf(c.due), outstanding: yuanOf(c.outstanding) },
    }))
}
