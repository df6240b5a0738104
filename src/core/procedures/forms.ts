/** 证件: the certificates of a case at its good end, each copy filled from the register's own record; who prints one is noted. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, maybe, rows } from '#core/db'
import { type FormPaper, printForm } from '#core/documents/form'
import type { Engine } from '#core/engine'
import { unseal } from '#core/identity/sealing'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { toValues } from '#core/registers/values'
import { settingOn } from '#core/standards/settings'
import type { Filled, Form, Holder } from '#define/form'
import type { Day } from '#define/time'
import { clockFacts, countyClock } from './clock-facts.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { doneOf, type Loaded, loadCases } from './load.ts'
import { standingOf } from './standing.ts'

/** Nothing before the good end, or before its step: a certificate of nothing is none. */
export const formsOf = (p: SomeProcedure, one: Pick<Loaded, 'header' | 'columns'>) =>
  Object.entries(p.forms)
    .filter(([, f]) => (f.after ? givenOn(one, f.after) : one.header.outcome === 'grant'))
    .map(([id, f]) => ({ id, title: f.title, copies: f.each.length }))
const givenOn = ({ columns }: Pick<Loaded, 'columns'>, step: string): Day | undefined =>
  columns[`${snake(step)}_outcome`] === 'refuse'
    ? undefined
    : ((columns[`${snake(step)}_on`] ?? undefined) as Day | undefined)

export interface Printer {
  readonly id: number
  readonly name: string
  readonly dx: number
  readonly dy: number
}
export const printersOf = (db: Db, actor: Actor): Promise<Printer[]> =>
  rows(
    db,
    sql<Printer>`select id, name, dx::float8 as dx, dy::float8 as dy from printer
      where county_id = ${actor.countyId} and account_id = ${actor.accountId} order by name`,
  )
/** By the name of the window's printer: set anew or corrected. */
export const setPrinter = async (trx: Db, actor: Actor, p: Omit<Printer, 'id'>): Promise<void> => {
  await sql`insert into printer (county_id, account_id, name, dx, dy) values (${actor.countyId}, ${actor.accountId}, ${p.name}, ${p.dx}, ${p.dy})
    on conflict (county_id, account_id, name) do update set dx = excluded.dx, dy = excluded.dy`.execute(trx)
}
const offsetOf = async (trx: Db, actor: Actor, printerId: number | undefined) => {
  if (!printerId) return { dx: 0, dy: 0 }
  const found = (await printersOf(trx, actor)).find(p => p.id === printerId)
  if (!found) throw new Refusal('没有这台打印机，请先登记打印机和它的校准', { status: 404 })
  return found
}

export interface FormAsk {
  readonly caseId: number
  readonly form: string
  readonly kind: FormPaper['kind']
  readonly printerId?: number | undefined
}
/** In the folder of downloads nobody takes a look for the paper itself. */
const said = { preview: '-预览', print: '', test: '-测试页' }
/** @throws Refusal 409 before the good end, 404 where there is no such form */
export const printCertificate = async (trx: Db, engine: Engine, actor: Actor, ask: FormAsk, on: Day) => {
  const found = await maybe(
    trx,
    sql<{ procedure: string; applied_on: Day }>`select procedure, applied_on from case_file
      where county_id = ${actor.countyId} and id = ${ask.caseId}`,
  )
  const p = found && engine.catalogue.procedure(found.procedure, found.applied_on)
  const form = p?.forms[ask.form]
  if (!p || !form) throw new Refusal('这个办件没有这种证件', { status: 404 })
  const one = (await loadCases(trx, engine, actor.countyId, p, [ask.caseId], on, false)).get(ask.caseId)!
  if (!formsOf(p, one).some(f => f.id === ask.form))
    throw new Refusal(`还没有${form.after ? '受理' : '登记'}，不能打印${form.title}`, { status: 409 })
  const parties = await holdersOf(trx, engine, p, one)
  const { dx, dy } = await offsetOf(trx, actor, ask.kind === 'preview' ? undefined : ask.printerId)
  const office = await settingOn(trx, actor.countyId, 'bureau', on, engine.catalogue.businessOf(p))
  const row = toValues(p.register.told.fields, one.columns)
  const bytes = printForm({
    ...{ kind: ask.kind, title: form.title, width: form.width, height: form.height, dx, dy },
    copies: copiesOf(form, parties, { row, office, ...(await daysOf(trx, engine, p, one, form, on)) }),
  })
  await audit(trx, actor, {
    action: 'certificate.printed',
    business: engine.catalogue.businessOf(p),
    subject: `case:${ask.caseId}`,
    detail: { form: ask.form, kind: ask.kind, dx, dy },
  })
  return { name: `${form.title}-${one.header.number}${said[ask.kind]}.pdf`, bytes }
}
const copiesOf = (form: Form, parties: Readonly<Record<string, Holder>>, c: Omit<Filled, 'holder' | 'parties'>) =>
  form.each.map(role => form.entries({ ...c, parties, holder: parties[role]! }))

/** The day it is of; and of a receipt, how long the parties wait and until when they may come. */
const daysOf = async (trx: Db, engine: Engine, p: SomeProcedure, one: Loaded, form: Form, on: Day) => {
  const given = form.after ? givenOn(one, form.after) : undefined
  if (!given) return { on: one.header.decided_on ?? on }
  const clock = clockFacts(await countyClock(trx, engine, one.header.county_id, p, given, one.version), one)
  const before = Object.entries(doneOf(p, one.columns)).filter(([, day]) => day! <= given)
  const { lasting, opensOn, due } = standingOf(
    p,
    Object.fromEntries(before),
    given,
    verdictOfRow(p, one).c,
    clock,
    given,
  )
  return { on: given, ...(lasting && opensOn && { waits: { until: lasting.until, from: opensOn, due } }) }
}

/** The whole number stands on a certificate: the one place where it is printed without being asked for by itself. */
const holdersOf = async (trx: Db, engine: Engine, p: SomeProcedure, one: Loaded): Promise<Record<string, Holder>> => {
  const roles = rolesOf(p.register)
  const ids = roles.map(([role]) => Number(one.columns[subjectColumn(role)]))
  const found = await rows(
    trx,
    sql<{
      id: number
      name: string
      sex: string | null
      born: Day
      sealed: Buffer | null
    }>`select id, name, sex, born, id_number_sealed as sealed
      from person where county_id = ${one.header.county_id} and id = any(${ids}::bigint[])`,
  )
  return Object.fromEntries(
    roles.map(([role], i) => {
      const x = found.find(f => f.id === ids[i])!
      const idNumber = x.sealed ? unseal(engine.keys, x.sealed) : ''
      return [role, { name: x.name, sex: x.sex ?? '', born: x.born, idNumber, nationality: '中国' }]
    }),
  )
}
