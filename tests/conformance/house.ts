/** A county with every post in two towns, and from outside two organisations, two places and two departments: who is asked, and who must not see. */
import { sql } from 'kysely'
import { createAccounts, type NewAccount } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { permissionsOf } from '#core/access/permissions'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, one, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { inventCreditCode } from '#core/identity/credit-code'
import { openKeys } from '#core/identity/keys'
import { machine } from '#core/machine'
import { declaredBy } from '#core/profile/declared'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { modules } from '#domains/index'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export const password = 'correct horse 马'
type At = 'county' | 'town' | 'village' | 'village2' | 'nextTown' | 'nextVillage'
interface Seat {
  readonly post: Post
  readonly at: At
  readonly mayDecide?: true
  /** 'ours' or 'theirs': of which of the two. */
  readonly of?: 'ours' | 'theirs'
}
const many = (count: number, seat: Seat) => Array.from({ length: count }, () => seat)
const both = (post: Post): Seat[] => [
  { post, at: 'village', of: 'ours' },
  { post, at: 'nextVillage', of: 'theirs' },
]
const seats: readonly Seat[] = [
  ...many(2, { post: 'village', at: 'village' }),
  ...many(2, { post: 'village', at: 'nextVillage' }),
  ...many(3, { post: 'town', at: 'town' }),
  ...many(2, { post: 'town', at: 'town', mayDecide: true }),
  ...many(2, { post: 'town', at: 'nextTown' }),
  ...many(3, { post: 'county', at: 'county' }),
  ...many(2, { post: 'county', at: 'county', mayDecide: true }),
  ...many(2, { post: 'bureau-head', at: 'county', mayDecide: true }),
  ...many(2, { post: 'finance', at: 'county' }),
  ...many(1, { post: 'auditor', at: 'county' }),
  ...many(1, { post: 'admin', at: 'county' }),
  ...(['registry', 'inspector', 'facility'] as const).flatMap(post => [
    ...many(2, { post, at: 'county' }),
    ...many(2, { post, at: 'county', mayDecide: true }),
  ]),
  ...both('organisation'),
  ...both('provider'),
  ...both('sponsor'),
]

export interface Official extends Actor {
  readonly login: string
  readonly of?: 'ours' | 'theirs'
}
export type House = Awaited<ReturnType<typeof openHouse>>
export const openHouse = async (
  given?: { ledger: TestLedger; engine: Engine; countyId: number },
  catalogue = new Catalogue(modules),
) => {
  const ledger = given?.ledger ?? (await testLedger())
  const { owner, app } = ledger
  const engine: Engine = given?.engine ?? { catalogue, keys: openKeys(ledger.home), home: ledger.home }
  const countyId =
    given?.countyId ??
    (await installProfile(owner, await loadProfile('profiles/nanling', declaredBy(engine.catalogue)))).countyId
  const setToday = async (day: Day) =>
    void (await sql`update county set rehearsal_day = ${day}::date where county_id = ${countyId}`.execute(owner))
  await setToday('2024-06-03')
  const towns = await rows(
    owner,
    sql<{ id: number; village: number; village2: number }>`select t.id, v.ids[1] as village, v.ids[2] as village2
      from division t, lateral (select array_agg(v.id order by v.code) as ids from division v
        where v.county_id = t.county_id and v.parent_id = t.id and v.kind = 'rural') v
      where t.county_id = ${countyId} and t.level = 'town' and not exists (select from power p where p.county_id = t.county_id
        and p.division_id = t.id) order by t.code`,
  )
  const [town, next] = towns as [(typeof towns)[0], (typeof towns)[0]]
  const county = await one(
    owner,
    sql<{ id: number }>`select id from division where county_id = ${countyId} and level = 'county'`,
  )
  const places: Record<At, number> = {
    ...{
      county: county.id,
      town: town.id,
      village: town.village,
      village2: town.village2,
      nextTown: next.id,
      nextVillage: next.village,
    },
  }
  const add = async (table: 'organisation' | 'place', columns: object) =>
    (
      await one(
        owner,
        sql<{
          id: number
        }>`insert into ${sql.table(table)} (county_id, ${sql.join(Object.keys(columns).map(c => sql.ref(c)))})
          values (${countyId}, ${sql.join(Object.values(columns))}) returning id`,
      )
    ).id
  const kinds = { ours: places.village, theirs: places.nextVillage } as const
  const outside = Object.fromEntries(
    await Promise.all(
      Object.entries(kinds).map(async ([key, division_id]) => [
        key,
        {
          organisationId: await add('organisation', {
            division_id,
            name: `${key}书画协会`,
            sponsor: `${key}文化局`,
            credit_code: inventCreditCode('51', '349999', 90_000 + key.length),
          }),
          placeId: await add('place', { division_id, kind: 'meal point', name: `${key}助餐点` }),
          unit: `${key}文化局`,
        },
      ]),
    ),
  ) as Record<'ours' | 'theirs', { organisationId: number; placeId: number; unit: string }>
  const bound = ({ post, of }: Seat) => {
    if (!of) return {}
    const { organisationId, placeId, unit } = outside[of]
    return post === 'organisation' ? { organisationId } : post === 'provider' ? { placeId } : { unit }
  }
  const hash = await hashPassword(password)
  const people = await rows(
    owner,
    sql<{ id: number }>`insert into person (county_id, division_id, name, born) select ${countyId}, d, n, '1980-01-01'
      from unnest(${seats.map(s => places[s.at])}::bigint[], ${seats.map((s, i) => `经办${i}${s.post}`)}::text[]) t (d, n) returning id`,
  )
  const founded = await createAccounts(
    owner,
    engine.keys,
    countyId,
    seats.map(
      (s, i): NewAccount => ({
        ...{ login: `house-${i}`, personId: people[i]!.id, name: `经办${i}`, password: { hash }, post: s.post },
        ...{ divisionId: places[s.at], businesses: s.post === 'admin' ? [] : 'all', mayDecide: !!s.mayDecide },
        ...bound(s),
      }),
    ),
  )
  const within = await rows(
    owner,
    sql<{ ancestor_id: number; all: number[] }>`select ancestor_id, json_agg(division_id) as all from division_within
      where county_id = ${countyId} group by 1`,
  )
  const officials = seats.map((s, i): Official => {
    const account = founded[i]!
    const divisions = s.of ? [] : s.at === 'county' ? 'all' : within.find(w => w.ancestor_id === places[s.at])!.all
    const actor: Actor = {
      ...{ countyId, accountId: account.accountId, personId: people[i]!.id, name: `经办${i}`, post: s.post },
      ...{ divisionId: places[s.at], divisions, businesses: s.post === 'admin' ? [] : ('all' as const) },
      ...{ mayDecide: !!s.mayDecide, ...bound(s) },
    }
    return { ...permissionsOf(engine.catalogue).within(actor), login: account.login, ...(s.of && { of: s.of }) }
  })
  return {
    ...{
      ledger,
      engine,
      catalogue: engine.catalogue,
      permissions: permissionsOf(engine.catalogue),
      countyId,
      places,
      outside,
      officials,
      setToday,
    },
    /** Register → a subject that has a live row in it, for fields that name one of those. */
    known: new Map<unknown, number>(),
    today: async () => (await one(owner, sql<{ day: Day }>`select ledger_day(${countyId}::smallint) as day`)).day,
    as: <T>(by: Actor, work: (trx: Db) => Promise<T>) => asActor(app, by, work),
    /** The engine's own eyes. */
    wide: <T>(work: (trx: Db, by: Actor) => Promise<T>) =>
      asActor(app, machine(countyId), trx => work(trx, machine(countyId))),
    close: () => (given ? Promise.resolve() : ledger.close()),
  }
}
