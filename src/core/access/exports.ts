/** Lists that leave the house: a few rows with a purpose, many only when another person has agreed, each with its trace. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one } from '#core/db'
import { refusing } from './refusing.ts'

/** So many rows without a second person. */
export const freeRows = 100

export interface Exporting {
  /** 'minimum-living.roster' */
  readonly of: string
  /** What narrows the list; the approval is of exactly this. */
  readonly filter: Readonly<Record<string, unknown>>
  readonly rows: number
  readonly purpose: string
}

/** Before the file is made. Returns the mark that is printed on it. @throws Refusal 403 where the rows are many and nobody else has agreed */
export const allowExport = async (trx: Db, actor: Actor, e: Exporting, requestId?: number): Promise<string> => {
  mustHavePurpose(e.purpose)
  if (e.rows > freeRows) await useApproval(trx, actor, e, requestId)
  await audit(trx, actor, {
    action: 'register.exported',
    subject: `register:${e.of}`,
    detail: { filter: e.filter, rows: e.rows, purpose: e.purpose, ...(requestId && { request: requestId }) },
  })
  const { at } = await one(
    trx,
    sql<{ at: string }>`select to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as at`,
  )
  return `${actor.name}（${actor.accountId}）${at} 导出，仅供：${e.purpose.trim()}`
}

export const askExport = async (trx: Db, actor: Actor, e: Exporting): Promise<number> => {
  mustHavePurpose(e.purpose)
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into export_request (county_id, of, filter, row_count, purpose, asked_by, asked_account, asked_on)
      values (${actor.countyId}, ${e.of}, ${JSON.stringify(e.filter)}::jsonb, ${e.rows}, ${e.purpose}, ${actor.personId}, ${actor.accountId},
        ledger_day(${actor.countyId}::smallint)) returning id`,
  )
  await audit(trx, actor, { action: 'export.asked', subject: `export:${id}`, detail: { ...e } })
  return id
}

/** By one who decides, or the head of the bureau; never by the one who asks. */
export const approveExport = async (trx: Db, actor: Actor, requestId: number): Promise<void> => {
  if (actor.post !== 'bureau-head' && !(actor.post === 'county' && actor.mayDecide))
    throw new Refusal('导出申请由县级审核确认人或局负责人批准', { status: 403 })
  const done = await refusing(() =>
    maybe(
      trx,
      sql`update export_request set approved_by = ${actor.personId}, approved_on = ledger_day(county_id)
        where county_id = ${actor.countyId} and id = ${requestId} and approved_by is null returning id`,
    ),
  )
  if (!done) throw new Refusal('没有这项导出申请，或已经批准过', { status: 404 })
  await audit(trx, actor, { action: 'export.approved', subject: `export:${requestId}` })
}

/** Of this list, for this asker, once, within three days, and no more rows than were agreed to (a tenth over, for what has come since). */
const useApproval = async (trx: Db, actor: Actor, e: Exporting, requestId?: number) => {
  const used =
    requestId !== undefined &&
    (await maybe(
      trx,
      sql`update export_request set used_at = clock_timestamp()
        where county_id = ${actor.countyId} and id = ${requestId} and asked_by = ${actor.personId} and used_at is null and approved_by is not null
          and of = ${e.of} and filter = ${JSON.stringify(e.filter)}::jsonb and row_count * 1.1 >= ${e.rows}
          and approved_on >= ledger_day(county_id) - 3 returning id`,
    ))
  if (!used)
    throw new Refusal(`一次导出超过${freeRows}行，须先提交导出申请，由另一人批准后三日内导出一次`, {
      status: 403,
      detail: { rows: e.rows, needs: 'approval' },
    })
}

const mustHavePurpose = (purpose: string) => {
  if ([...purpose.trim()].length < 4) throw new Refusal('请写明导出用途，至少四个字')
}
