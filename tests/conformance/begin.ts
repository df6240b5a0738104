/** Begins a case of any definition: subjects of the right kind, what must be there already, and whoever may open it. */
import { sql } from 'kysely'
import { type Actor } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { maybe } from '#core/db'

import { startsOf } from '#core/procedures/begin'
import { isInPerson } from '#core/procedures/counter'

import { writable } from '#core/procedures/fill'
import { type Loaded } from '#core/procedures/load'
import { leadingSteps, openCases } from '#core/procedures/open'
import { type Standing } from '#core/procedures/standing'

import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Casebook } from '#define/casebook'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, monthOf } from '#define/time'
import { openingSteps } from '#server/http/shapes'
import type { House, Official } from './house.ts'
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
type Own = House['outside']['ours']
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

/** A live row of the register about these subjects, as if handed in by the county's first import. */
export const liveRow = async (house: House, r: AnyRegister, made: Made, told: Partial<Told>, from: Day) => {
  const { engine, countyId, places } = house
  await knowThem(house, r, from)
  const there = hasStates(r) && (await rowOf(house, r, made))
  if (there) return there
  const values = valuesFor(house, made, r.told.fields, told.row ?? {}, from)
  const town = places.town
  const serials = Object.fromEntries(
    Object.entries<any>(r.told.fields).flatMap(([k, f]) =>
      f.type === 'serial' ? [[snake(k), `Z${made.roles[Object.keys(made.roles)[0]!]}`]] : [],
    ),
  )
  const columns = {
    ...toColumns(engine, r.told.fields, values, from),
    ...serials,
    ...Object.fromEntries(Object.entries(made.roles).map(([role, id]) => [subjectColumn(role), id])),
    filled: [],
  }
  const [rowId] = await house.wide(trx =>
    enterRows(trx, engine, countyId, r, [
      {
        divisionId: places.village,
        townId: town,
        caseId: null,
        because: '期初转入',
        from: hasStates(r) ? firstDay(monthOf(from)) : from,
        columns,
      },
    ] as never),
  )
  return rowId!
}

/** What the register's fields name must be there: a meal point for a meal. */
const knowThem = async (house: House, r: AnyRegister, on: Day): Promise<void> => {
  for (const f of Object.values<any>(r.told.fields)) {
    if (f.type !== 'subject' || house.known.has(f.of)) continue
    const made = await makeSubjects(house, f.of, {}, on, house.outside.ours)
    house.known.set(f.of, Object.values(made.roles)[0]!)
    await liveRow(house, f.of, made, {}, plusDays(on, -90))
  }
}
const rowOf = async (house: House, r: AnyRegister, made: Made) =>
  (
    await maybe(
      house.ledger.owner,
      sql<{
        id: number
      }>`select id from ${sql.table(house.catalogue.tableOf(r))} where county_id = ${house.countyId} and upper_inf(held) and ${sql.join(
        Object.entries(made.roles).map(([role, id]) => sql`${sql.ref(subjectColumn(role))} = ${id}`),
        sql` and `,
      )}`,
    )
  )?.id

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
/** Since when the row is there: as the casebook says of a register that tells it, else for three months. */
const firstDayOf = (r: AnyRegister, told: Partial<Told>, on: Day): Day => {
  if (!hasStates(r)) return on
  const fact = Object.entries<any>(r.told.tells ?? {}).find(([, t]) => t.is === 'its first day')?.[0]
  const facts = Object.values<any>(told.of ?? {})[0]?.facts
  return (fact && facts?.[fact]) || plusDays(on, -90)
}
/** A provider of its own with facts of the month before, where the matter settles such facts. */
const toSettle = async (house: House, p: SomeProcedure, on: Day): Promise<Own | undefined> => {
  const benefit = house.catalogue.benefits.find(b => typeof b.worth.to === 'object' && b.worth.to.after === p)
  if (!benefit || typeof benefit.worth.to !== 'object') return undefined
  const facts = benefit.worth.of
  const provider = facts.told.fields[String(benefit.worth.to.provider)].of as AnyRegister
  const day = plusDays(firstDay(monthOf(on)), -3)
  const place = await makeSubjects(house, provider, {}, day)
  house.known.set(provider, Object.values(place.roles)[0]!)
  await liveRow(house, provider, place, {}, plusDays(day, -90))
  const about = await makeSubjects(house, facts, {}, day)
  await liveRow(house, facts, about, { row: { [String(benefit.worth.to.provider)]: 'known' } }, day)
  return { ...house.outside.ours, placeId: house.known.get(provider)! } as Own
}
/** An organisation that a matter is about is registered already, unless the matter itself registers it. */
const registerThem = async (house: House, p: SomeProcedure, made: Made, told: Partial<Told>, on: Day) => {
  for (const r of house.catalogue.registers) {
    const about = rolesOf(r)
    const tells = Object.values<any>(r.told.tells ?? {})
    if (r === p.register || !hasStates(r) || about.length > 1 || !tells.some(t => t.is === 'its first day')) continue
    const role = Object.entries(made.kinds).find(([, kind]) => kind === about[0]![1])?.[0]
    if (!role || made.kinds[role] === 'person' || made.kinds[role] === 'household') continue
    const facts = (told.of?.[role] as { facts?: Record<string, any> } | undefined)?.facts
    const own = {
      roles: { [about[0]![0]]: made.roles[role]! },
      kinds: { [about[0]![0]]: about[0]![1] },
      people: made.people,
    }
    await liveRow(
      house,
      r,
      own,
      { row: { sponsor: house.outside.ours.unit } },
      facts?.registered ?? plusDays(on, -1500),
    )
  }
}
/** What the start would know: of what is raised, the first rule of its register. */
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
