/** 登记、变更、终止 of a row that is kept by hand, where no matter decides it: a meal point, its account, its end. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, ledgerDay, maybe } from '#core/db'
import type { Engine, Values } from '#core/engine'
import { findOrAddPlaces } from '#core/places/enter'
import { beginForRows } from '#core/procedures/begin'
import { townsOf } from '#core/procedures/open'
import type { Fields } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { changingFields, rolesOf, subjectColumn } from './columns.ts'
import { kindOfPlace } from './exchange-places.ts'
import { changeRows, enterRows, leaveRows } from './rows.ts'
import { toColumns } from './values.ts'

/** @throws Refusal for a field that is missing or wrong, and for a place that is in the register already */
export const enterPlaceRow = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  i: { readonly name: string; readonly divisionId: number; readonly from: Day; readonly fields: Values },
): Promise<number> => {
  const fields = Object.fromEntries(changingFields(r))
  mustBeFilled(fields, Object.keys(fields), i.fields)
  const [place] = await findOrAddPlaces(trx, actor.countyId, [
    { name: i.name, divisionId: i.divisionId, kind: kindOfPlace(r) },
  ])
  const towns = await townsOf(trx, actor.countyId, [i.divisionId])
  const [id] = await enterRows(trx, engine, actor.countyId, r, [
    {
      ...{
        divisionId: i.divisionId,
        townId: towns.get(i.divisionId) ?? null,
        from: i.from,
        caseId: null,
        because: '登记',
      },
      columns: { ...toColumns(engine, fields, i.fields, i.from), [subjectColumn(rolesOf(r)[0]![0])]: place!.id },
    },
  ])
  await beginForRows(trx, engine, actor, r, [id!], await ledgerDay(trx, actor.countyId))
  await note(trx, engine, actor, r, 'row.entered', id!)
  return id!
}

/** From a day on it is otherwise; a new account is held back from payment like any other. @throws Refusal */
export const changeByHand = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  rowId: number,
  i: { readonly from: Day; readonly fields: Values },
) => {
  await mustBeLive(trx, engine, actor, r, rowId, i.from)
  const fields = Object.fromEntries(changingFields(r))
  mustBeFilled(fields, Object.keys(i.fields), i.fields)
  const columns = toColumns(engine, fields, i.fields, i.from)
  await changeRows(trx, engine, actor.countyId, r, [{ rowId, starts: i.from, columns, because: '变更登记' }])
  await note(trx, engine, actor, r, 'row.changed', rowId)
}
export const endByHand = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  rowId: number,
  i: { readonly from: Day; readonly why: string },
) => {
  await mustBeLive(trx, engine, actor, r, rowId, i.from)
  await leaveRows(trx, engine, actor.countyId, r, [{ rowId, from: i.from, because: i.why }])
  await note(trx, engine, actor, r, 'row.ended', rowId)
}
const mustBeFilled = (fields: Fields, asked: readonly string[], told: Values) => {
  const missing = asked.filter(k => fields[k] && !fields[k].mayBeMissing && (told[k] ?? '') === '')
  if (missing.length)
    throw new Refusal(`请填写${missing.map(k => `「${fields[k]!.title}」`).join('、')}`, { detail: missing })
}
const mustBeLive = async (trx: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number, on: Day) => {
  const row = await maybe(
    trx,
    sql<{
      is_live: boolean
    }>`select not isempty(held) and lower(held) <= ${on}::date and (upper(held) is null or upper(held) > ${on}::date) as is_live
      from ${sql.table(engine.catalogue.tableOf(r))} where county_id = ${actor.countyId} and id = ${rowId}`,
  )
  if (!row) throw new Refusal('台账中没有这一行，或不在您的管辖范围内', { status: 404 })
  if (!row.is_live) throw new Refusal(`这一行在 ${on} 不在有效期内，请核对日期`, { status: 409 })
}
const note = (trx: Db, engine: Engine, actor: Actor, r: AnyRegister, action: string, rowId: number) =>
  audit(trx, actor, {
    action,
    business: engine.catalogue.businessOf(r),
    subject: `${engine.catalogue.idOf(r)}:${rowId}`,
  })
