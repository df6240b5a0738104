/** One open case of a matter and a subject, and one live row: said before anything is written; the ledger's own constraints stand behind it. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import type { Day } from '#define/time'
import type { OpenInput } from './open-input.ts'
import { columnsOf, headerColumn } from './parties.ts'

export const refuseDouble = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  inputs: readonly OpenInput[],
) => {
  for (const [role, kind] of rolesOf(p.register)) await refuseDoubleOf(trx, engine, countyId, p, inputs, role, kind)
}
const refuseDoubleOf = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  inputs: readonly OpenInput[],
  role: string,
  kind: string,
) => {
  const whose = { household: '该家庭', person: '此人', organisation: '该单位', place: '该场所' }[kind] ?? '这一对象'
  const subjects = inputs.flatMap(i => columnsOf(p.register, i)[subjectColumn(role)] ?? [])
  const isFirst = rolesOf(p.register)[0]![0] === role
  const same = sql`${sql.ref(headerColumn(kind))} = any(${subjects}::bigint[])`
  const [open] = p.head.manyAtOnce
    ? []
    : await rows(
        trx,
        sql<{ number: string; applied_on: Day }>`select number, applied_on from case_file where county_id = ${countyId}
      and procedure = ${engine.catalogue.idOf(p)} and stands = 'open'
      and ${isFirst ? same : sql`id in (select case_id from case_party where county_id = ${countyId} and role = ${role} and is_open and ${same})`} limit 1`,
      )
  if (open)
    throw new Refusal(
      `${whose}已有正在办理的「${p.title}」（${open.number}，${open.applied_on}），请在原办件中继续办理`,
      { status: 409 },
    )
  if (!p.isNew || p.register.told.over !== 'period' || p.register.told.endsWithNext) return
  const [live] = await rows(
    trx,
    sql<{ id: number }>`select id from ${sql.table(engine.catalogue.tableOf(p.register))} where county_id = ${countyId}
      and ${sql.ref(subjectColumn(role))} = any(${subjects}::bigint[]) and not isempty(held)
      and (upper(held) is null or upper(held) > ${inputs[0]!.on}::date) limit 1`,
  )
  if (live)
    throw new Refusal(`${whose}已在${p.register.title}中，不能重复申请；情况有变化的，请办理复核`, { status: 409 })
}
