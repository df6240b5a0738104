/** Begins a case of any definition: subjects of the right kind, what must be there already, and whoever may open it. */
import { type Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { startsOf } from '#core/procedures/begin'
import { isInPerson } from '#core/procedures/counter'

import { writable } from '#core/procedures/fill'
import { type Loaded } from '#core/procedures/load'
import { leadingSteps, openCases } from '#core/procedures/open'
import { type Standing } from '#core/procedures/standing'

import { rolesOf } from '#core/registers/columns'
import type { Casebook } from '#define/casebook'
import { type Day } from '#define/time'
import { openingSteps } from '#server/http/shapes'
import type { House, Official } from './house.ts'
import { firstDayOf, knowThem, liveRow, type Own, registerThem, toSettle } from './rows.ts'
import { linesFor, type Made, makeSubjects, type Told, valuesFor } from './values.ts'

export const start: Day = '2024-06-03'
export interface Life {
  readonly p: SomeProcedure
  readonly caseId: number
  readonly made: Made
  readonly told: Partial<Told>
  readonly rowId?: number
}
export interface Turn {
  readonly step: string
  readonly by: Official
  readonly second?: Official
  readonly one: Loaded
  readonly standing: Standing
}

/** The first case of the casebook that is granted, with nothing of the county's standards or of the past in it. */
export const toldIn = (books: readonly Casebook[], p: SomeProcedure): Partial<Told> =>
  (Object.values(bookOf(books, p)?.cases ?? {}).find(
    e => !e.refused && !e.standards && !e.past && !e.stands && (e.pays || !('pays' in e)),
  ) as Told | undefined) ?? {}

/** Its own; for a matter that changes a row, that of the matter which makes such rows. */
const bookOf = (books: readonly Casebook[], p: SomeProcedure) =>
  books.find(b => b.procedure === p) ?? (p.isNew ? undefined : books.find(b => b.procedure.register === p.register))
export const headerOf = (made: Made) => {
  const roles = Object.entries(made.roles)
  const keys: Record<string, string> = {
    household: 'householdId',
    person: 'personId',
    organisation: 'organisationId',
    place: 'placeId',
  }
  const [role, id] = roles[0]!
  return roles.length > 1 || role !== made.kinds[role]
    ? { roles: made.roles }
    : { [keys[made.kinds[role]!] ?? 'personId']: id }
}

/** `row`: one that its own matter has granted; else one is entered as by the county's first import. */
export const begin = async (
  house: House,
  p: SomeProcedure,
  told: Partial<Told>,
  own?: Own,
  row?: { readonly rowId: number; readonly made: Made },
): Promise<Life> => {
  const on = told.on ?? start
  await house.setToday(on)
  const { engine } = house
  const made = row?.made ?? (await makeSubjects(house, p.register, told, on, own ?? (await toSettle(house, p, on))))
  await registerThem(house, p, made, told, on)
  await knowThem(house, p.register, on)
  const rowId = p.isNew
    ? undefined
    : (row?.rowId ?? (await liveRow(house, p.register, made, told, firstDayOf(p.register, told, on))))
  const isApplied = p.head.starts.includes('application') || p.head.starts.includes('discovery')
  const source = isApplied ? ('application' as const) : ('schedule' as const)
  const leading = isApplied ? leadingSteps(p, { source, fields: {}, parts: {} }) : []
  const input = {
    ...{ on, divisionId: house.places.village, ...headerOf(made), ...(rowId && { rowId }) },
    source,
    ...(isApplied && bodyOf(house, p, leading, made, told, on)),
    ...(leading.some(k => isInPerson(p.steps[k]!)) && isApplied && { came: rolesOf(p.register).map(([role]) => role) }),
    ...(!isApplied && p.head.brings && { brought: brought(p, on) }),
    ...(p.head.moves && { fields: { [String(p.head.moves)]: String(house.places.village2) } }),
  }
  const by = isApplied ? whoOpens(house, p) : undefined
  const open = (trx: any, who: Actor) => openCases(trx, engine, p, [{ by: who, ...input } as never])
  const [opened] = by ? await house.as(by, trx => open(trx, by)) : await house.wide(open)
  return { p, caseId: opened!.caseId, made, told, ...(rowId && { rowId }) }
}
const brought = (p: SomeProcedure, on: Day) => {
  const [raised] = startsOf(p, 'raised')
  const [rule] = Object.values(raised?.raised.warnings ?? {})
  const start = { on, row: { onDay: on }, ...(rule && { warning: rule.title, said: '部门数据' }) }
  return Object.fromEntries(Object.entries<any>(p.head.brings ?? {}).map(([k, f]) => [k, f(start)]))
}

export const bodyOf = (
  house: House,
  p: SomeProcedure,
  steps: readonly string[],
  made: Made,
  told: Partial<Told>,
  on: Day,
) => {
  const may = writable(p, steps)
  return {
    fields: valuesFor(house, made, may.fields, told.row ?? {}, on),
    parts: Object.fromEntries(
      may.parts.map(k => [k, linesFor(house, made, p.register.told.parts![k]!, told.parts, k, on)]),
    ),
  }
}
export const whoOpens = (house: House, p: SomeProcedure): Official => {
  const first = openingSteps(p)[0]!
  return (
    house.officials.find(o => o.of !== 'theirs' && mayOpen(house, p, o) && isThere(o, house.places.village)) ??
    fail(`nobody opens ${p.title} (${first})`)
  )
}
const mayOpen = (house: House, p: SomeProcedure, o: Official) =>
  house.permissions.may(o, {
    of: house.catalogue.idOf(p),
    action: 'open',
    divisionId: house.places.village,
    isOwn: true,
  }).ok
export const isThere = (o: Official, at: number) => !!o.of || o.divisions === 'all' || o.divisions.includes(at)
export const fail = (why: string): never => {
  throw new Error(why)
}
