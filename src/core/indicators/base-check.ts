/** 公布基数: one enters the number with its source, another holds it against the source; until then no figure divides by it. */
import { sql } from 'kysely'
import { refusing } from '#core/access/refusing'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows } from '#core/db'
import type { Day } from '#define/time'
import { type BaseEntry, enterBase, soundBase } from './published.ts'

/** @throws Refusal for what cannot be a published number */
export const askBase = async (trx: Db, actor: Actor, entry: BaseEntry): Promise<number> => {
  const { division, today } = await soundBase(trx, entry)
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into base_request (county_id, what, division_id, covers, value, source, asked_by, asked_account, asked_on)
      values (${actor.countyId}, ${entry.what}, ${division.id}, daterange(${entry.from}::date, ${entry.to}::date, '[]'), ${entry.value},
        ${entry.source.trim()}, ${actor.personId}, ${actor.accountId}, ${today}) returning id`,
  )
  await audit(trx, actor, { action: 'base.asked', subject: `base:${id}`, detail: { ...entry } })
  return id
}

/** `refused`: why not; without it the number counts from now on. @throws Refusal by the one who entered it, or twice */
export const checkBase = async (trx: Db, actor: Actor, id: number, refused?: string): Promise<void> => {
  const found = await maybe(
    trx,
    sql<
      BaseEntry & { asked_by: number }
    >`select b.what, d.code as area, lower(b.covers) as from, upper(b.covers) - 1 as to, b.value, b.source, b.asked_by
      from base_request b join division d on d.county_id = b.county_id and d.id = b.division_id
      where b.county_id = ${actor.countyId} and b.id = ${id} and b.checked_by is null for update of b`,
  )
  if (!found) throw new Refusal('没有等待核对的这一条，可能已经核对，请刷新', { status: 409 })
  if (found.asked_by === actor.personId)
    throw new Refusal('录入人不得核对自己录入的基数，请由另一人核对', { status: 403 })
  const { asked_by: _, ...entry } = found
  const baseId = refused ? null : await enterBase(trx, entry)
  await refusing(() =>
    sql`update base_request set checked_by = ${actor.personId}, checked_on = ledger_day(county_id), refused_why = ${refused ?? null}, base_id = ${baseId}
      where county_id = ${actor.countyId} and id = ${id}`.execute(trx),
  )
  await audit(trx, actor, {
    ...{ action: refused ? 'base.refused' : 'base.checked', subject: `base:${id}` },
    detail: { ...entry, ...(refused && { why: refused }) },
  })
}

export interface BaseLine {
  readonly id: number
  readonly what: string
  readonly area: string
  readonly from: Day
  readonly to: Day
  readonly value: number
  readonly source: string
  readonly by: string | null
  readonly askedOn: Day
  readonly stands: 'waiting' | 'counted' | 'refused'
  readonly refusedWhy: string | null
  readonly mayCheck: boolean
}
/** The newest two hundred. */
export const baseLines = (db: Db, actor: Actor) =>
  rows(
    db,
    sql<BaseLine>`select b.id, b.what, d.name as area, lower(b.covers) as from, upper(b.covers) - 1 as to, b.value, b.source, a.name as by,
        b.asked_on as "askedOn", case when b.checked_by is null then 'waiting' when b.base_id is null then 'refused' else 'counted' end as stands,
        b.refused_why as "refusedWhy", b.checked_by is null and b.asked_by <> ${actor.personId} as "mayCheck"
      from base_request b join division d on d.county_id = b.county_id and d.id = b.division_id
        left join account a on a.county_id = b.county_id and a.id = b.asked_account
      where b.county_id = ${actor.countyId} order by b.checked_by is not null, b.id desc limit 200`,
  )
