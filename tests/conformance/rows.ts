/** Rows that must be there before a matter can begin: the one it changes, those that its fields name, the facts that it settles. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { maybe } from '#core/db'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { AnyRegister } from '#define/register'
import { type Day, firstDay, monthOf } from '#define/time'
import type { House } from './house.ts'
import { type Made, makeSubjects, type Told, valuesFor } from './values.ts'

export type Own = House['outside']['ours']
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
export const knowThem = async (house: House, r: AnyRegister, on: Day): Promise<void> => {
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

/** Since when the row is there: as the casebook says of a register that tells it, else for three months. */
export const firstDayOf = (r: AnyRegister, told: Partial<Told>, on: Day): Day => {
  if (!hasStates(r)) return on
  const fact = Object.entries<any>(r.told.tells ?? {}).find(([, t]) => t.is === 'its first day')?.[0]
  const facts = Object.values<any>(told.of ?? {})[0]?.facts
  return (fact && facts?.[fact]) || plusDays(on, -90)
}
/** A provider of its own with facts of the month before, where the matter settles such facts. */
export const toSettle = async (house: House, p: SomeProcedure, on: Day): Promise<Own | undefined> => {
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
export const registerThem = async (house: House, p: SomeProcedure, made: Made, told: Partial<Told>, on: Day) => {
  for (const r of house.catalogue.registers) {
    const about = rolesOf(r)
    const { registered } = (r.told.tells ?? {}) as { registered?: { is?: string } }
    if (r === p.register || !hasStates(r) || about.length > 1 || registered?.is !== 'its first day') continue
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
