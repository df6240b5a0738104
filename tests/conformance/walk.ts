/** Walks a case of any definition: whoever's turn it is does the step that is due, with valid values, until it ends as wished. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { type SomeProcedure, snake } from '#core/catalogue'
import { maybe, one } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { clockFacts, countyClock } from '#core/procedures/clock-facts'
import { isInPerson } from '#core/procedures/counter'
import { verdictOfRow } from '#core/procedures/evaluate-case'
import { writable } from '#core/procedures/fill'
import { doneOf, type Loaded, loadCases } from '#core/procedures/load'
import { leadingSteps, openCases } from '#core/procedures/open'
import { type Standing, standingOf } from '#core/procedures/standing'
import { postsFor } from '#core/procedures/turn'
import { hasStates, outcomesOf, rolesOf, subjectColumn } from '#core/registers/columns'
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

export const begin = async (house: House, p: SomeProcedure, told: Partial<Told>, own?: Own): Promise<Life> => {
  const on = told.on ?? start
  await house.setToday(on)
  const { engine } = house
  const made = await makeSubjects(house, p.register, told, on, own)
  await registerThem(house, p, made, told, on)
  await knowThem(house, p.register, on)
  const rowId = p.isNew
    ? undefined
    : await liveRow(house, p.register, made, told, hasStates(p.register) ? plusDays(on, -90) : on)
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
const brought = (p: SomeProcedure, on: Day) =>
  Object.fromEntries(Object.entries<any>(p.head.brings ?? {}).map(([k, f]) => [k, f({ on, row: {} })]))

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
const isThere = (o: Official, at: number) => !!o.of || o.divisions === 'all' || o.divisions.includes(at)
const fail = (why: string): never => {
  throw new Error(why)
}

/** Who is to do what now; undefined when it has ended. */
export const turnOf = async (house: House, { caseId, p, made }: Life): Promise<Turn | undefined> => {
  const on = await house.today()
  const { engine, countyId } = house
  return house.wide(async trx => {
    const one = (await loadCases(trx, engine, countyId, p, [caseId], on, false)).get(caseId)!
    if (one.header.stands === 'ended') return undefined
    const clock = clockFacts(await countyClock(trx, engine, countyId, p, on, one.version), one)
    const standing = standingOf(p, doneOf(p, one.columns), on, verdictOfRow(p, one).c, clock, one.header.applied_on)
    if (!standing.step) return undefined
    const posts = await postsFor(trx, engine, p, standing.step, one)
    const s = p.steps[standing.step]!
    const at = s.at ? Number(one.columns[snake(String(s.at))]) : one.header.division_id
    const others = [s.notBy ?? []]
      .flat()
      .flatMap(k => [one.columns[`${snake(String(k))}_by`], one.columns[`${snake(String(k))}_second`]])
    const decides = outcomesOf(p, standing.step).length > 0
    const used = new Set(Object.keys(p.steps).map(k => one.columns[`${snake(k)}_by`]))
    const fit = house.officials
      .filter(
        o =>
          posts.includes(o.post) &&
          isThere(o, at) &&
          o.of !== 'theirs' &&
          !others.includes(o.personId) &&
          (!decides || o.mayDecide),
      )
      .map(o => (o.of ? { ...o, ...ownOf(o, made) } : o))
      .sort((a, b) => Number(used.has(a.personId)) - Number(used.has(b.personId)))
    const [by, second] = fit
    if (!by) return fail(`${p.title} ${standing.step}: no ${posts.join('/')} may do it`)
    return {
      step: standing.step,
      by,
      one,
      standing,
      ...(s.people === 2 && { second: second ?? fail(`${standing.step}: one ${by.post} alone`) }),
    }
  })
}

/** Whoever comes from outside comes from the organisation or place that it is about. */
export const ownOf = (o: Official, made: Made) => {
  const of = (kind: string) => Object.entries(made.kinds).find(([, k]) => k === kind)?.[0]
  const id = made.roles[of(o.post === 'organisation' ? 'organisation' : 'place') ?? '']
  return o.post === 'sponsor' || !id ? {} : o.post === 'organisation' ? { organisationId: id } : { placeId: id }
}
const preferred = ['grant', 'found', 'close', 'continue', 'adjust', 'stop', 'annul', 'refuse', 'not found']
/** Does the step that is due. `wish`: which outcome, where the step has it. */
export const doStep = async (house: House, life: Life, turn: Turn, wish?: string) => {
  const { p, caseId, made, told } = life
  const { step, by, second, standing } = turn
  const on = standing.opensOn && standing.opensOn > (await house.today()) ? standing.opensOn : await house.today()
  await house.setToday(on)
  const s = p.steps[step]!
  const outcomes = outcomesOf(p, step)
  const outcome =
    wish && outcomes.includes(wish as never)
      ? wish
      : (preferred.find(o => outcomes.includes(o as never)) ?? outcomes[0])
  const version = turn.one.header.version
  const body = bodyOf(house, p, [step], ownSubjects(life), told, on)
  const act = (more: object = {}) =>
    house.as(by, trx =>
      actOnCases(trx, house.engine, p, step, [
        {
          ...{ caseId, by, on, ...body, says: '依材料办理' },
          ...(outcomes.length && { outcome }),
          ...(second && { second: { accountId: second.accountId, personId: second.personId, name: second.name } }),
          ...(isInPerson(s) && { came: rolesOf(p.register).map(([role]) => role) }),
          ...more,
        } as never,
      ]),
    )
  void made
  void version
  if (!s.opinions) return act()
  for (const department of s.opinions) await act({ opinion: { department, agrees: true } })
  return undefined
}
const ownSubjects = ({ made }: Life) => made

const others = ['refuse', 'stop', 'not found', 'annul', 'adjust', 'continue', 'taper']
/** Where the wish is refused by the law itself, another outcome is taken; what was refused comes back. @throws Stuck where nothing else is left */
export const tryStep = async (house: House, life: Life, turn: Turn, wish?: string): Promise<string | undefined> => {
  const refused: string[] = []
  const may = outcomesOf(life.p, turn.step) as readonly string[]
  for (const outcome of [wish, ...others.filter(o => may.includes(o))])
    try {
      await doStep(house, life, turn, outcome)
      return refused[0]
    } catch (error) {
      if (!(error instanceof Refusal) || !may.length || error.status !== 422) throw error
      refused.push(error.reason)
    }
  throw new Stuck(refused.join('；'))
}
/** The law lets it end in no way with what a stranger's values give: facts that only other offices' records have. */
export class Stuck extends Error {}

/** To the end. */
export const walk = async (house: House, life: Life, wish?: string): Promise<{ turns: Turn[]; refused?: string }> => {
  const turns: Turn[] = []
  let refused: string | undefined
  for (let n = 0; n < 40; n++) {
    const turn = await turnOf(house, life)
    if (!turn) return { turns, ...(refused && { refused }) }
    refused = (await tryStep(house, life, turn, wish)) ?? refused
    turns.push(turn)
  }
  throw new Error(`${life.p.title} does not end: ${turns.map(t => t.step).join(' ')}`)
}

export const headOf = (house: House, caseId: number) =>
  one(
    house.ledger.owner,
    sql<{
      stands: string
      outcome: string | null
      row_id: number | null
      decided_on: Day | null
      procedure: string
      number: string
    }>`select stands, outcome, row_id, decided_on, procedure, number from case_file
      where county_id = ${house.countyId} and id = ${caseId}`,
  )
/** Acts of the journal without a line of the audit, and the other way round. */
export const unaudited = (house: House, caseId: number) =>
  maybe(
    house.ledger.owner,
    sql<{
      acts: number
      noted: number
    }>`select (select count(*)::int from case_act where case_id = ${caseId} and county_id = ${house.countyId}) as acts,
      (select count(*)::int from audit_entry where county_id = ${house.countyId} and subject = ${`case:${caseId}`} and action like 'case.%') as noted`,
  )
