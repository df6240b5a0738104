/** Two people make a standard: one enters it from the document, another checks it; until then it is not in force. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, maybe } from '#core/db'
import type { Fields } from '#define/field'
import type { Day } from '#define/time'
import { typedStandard } from './typed.ts'

export interface NewStandard {
  readonly business: string
  readonly name: string
  readonly starts: Day
  readonly value: string
  readonly documentNo: string
  /** One town's own value; left out, the whole county's. */
  readonly divisionId?: number | undefined
}

/** Enters a value for checking and answers its id. A row that waits for the same start is changed by its maker alone. */
export const setStandard = async (db: Db, actor: Actor, said: NewStandard, fields: Fields): Promise<number> => {
  const field = fields[said.name]
  if (!field) throw new Refusal(`没有「${said.name}」这项标准`, { status: 404 })
  if (!isDay(said.starts)) throw new Refusal(`启用日期「${said.starts}」不是日期，应写作 2024-07-01`)
  if (!said.documentNo.trim()) throw new Refusal(`「${field.title}」没有写文号，标准必须有依据文件`)
  typedStandard(field, said.value)
  const waiting = await maybe(
    db,
    sql<{ id: number; made_by: number; maker: string }>`select id, made_by, maker from standard_value
      where county_id = ${actor.countyId} and business = ${said.business} and name = ${said.name} and starts = ${said.starts}::date
        and division_id is not distinct from ${said.divisionId ?? null}::bigint and checker is null and returned_by is null
      for update`,
  )
  if (waiting && waiting.made_by !== actor.personId)
    throw new Refusal(`${waiting.maker}已录入自 ${said.starts} 起的「${field.title}」，正待复核；请先复核或退回`, {
      status: 409,
    })
  if (waiting) {
    await sql`update standard_value set value = ${said.value.trim()}, document_no = ${said.documentNo.trim()}
      where county_id = ${actor.countyId} and id = ${waiting.id}
        and (value, document_no) is distinct from (${said.value.trim()}, ${said.documentNo.trim()})`.execute(db)
    return waiting.id
  }
  const made = await maybe(
    db,
    sql<{
      id: number
    }>`insert into standard_value (county_id, business, name, division_id, starts, value, document_no, maker, made_by)
      values (${actor.countyId}, ${said.business}, ${said.name}, ${said.divisionId ?? null}, ${said.starts}, ${said.value.trim()},
        ${said.documentNo.trim()}, ${actor.name}, ${actor.personId})
      on conflict do nothing returning id`,
  )
  if (!made)
    throw new Refusal(`另一人刚刚录入了自 ${said.starts} 起的「${field.title}」，请刷新后再看`, { status: 409 })
  return made.id
}

/** Puts it in force. It takes the place of a value with the same start: that one is kept, marked as replaced. */
export const checkStandard = async (db: Db, actor: Actor, id: number): Promise<void> => {
  await waitingFor(db, actor, id, '复核')
  await sql`update standard_value old set replaced_by = ${id} from standard_value new
    where new.county_id = ${actor.countyId} and new.id = ${id} and old.county_id = new.county_id and old.business = new.business
      and old.name = new.name and old.starts = new.starts and old.division_id is not distinct from new.division_id
      and old.checker is not null and old.replaced_by is null`.execute(db)
  await sql`update standard_value set checker = ${actor.name}, checked_by = ${actor.personId}, checked_at = ledger_now()
    where county_id = ${actor.countyId} and id = ${id}`.execute(db)
}

/** Sends it back; it never comes into force. */
export const returnStandard = async (db: Db, actor: Actor, id: number, why: string): Promise<void> => {
  if (!why.trim()) throw new Refusal('退回要写明理由')
  await waitingFor(db, actor, id, '退回')
  await sql`update standard_value set returned_by = ${actor.personId}, returned_why = ${why.trim()}
    where county_id = ${actor.countyId} and id = ${id}`.execute(db)
}

const waitingFor = async (db: Db, actor: Actor, id: number, verb: string) => {
  const row = await maybe(
    db,
    sql<{ made_by: number | null; checker: string | null; returned_why: string | null }>`
      select made_by, checker, returned_why from standard_value where county_id = ${actor.countyId} and id = ${id} for update`,
  )
  if (!row) throw new Refusal('没有这条标准，请刷新后再看', { status: 404 })
  if (row.checker)
    throw new Refusal(`这条标准已由${row.checker}复核，不能再${verb}；要更正，请录入一条新的`, { status: 409 })
  if (row.returned_why)
    throw new Refusal(`这条标准已被退回（${row.returned_why}），请由录入人重新录入`, { status: 409 })
  if (row.made_by === actor.personId)
    throw new Refusal(`录入人不能${verb}自己录入的标准，请由另一人${verb}`, { status: 403 })
}
