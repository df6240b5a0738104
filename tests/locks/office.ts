/** A small county for the tests of the locks: two towns, two villages each, people and officials of every post. */
import { sql } from 'kysely'
import { createAccounts, type NewAccount } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import type { Actor } from '#core/actor'
import { type Db, one, rows } from '#core/db'
import type { Keys } from '#core/identity/keys'
import type { Post } from '#define/posts'

export const password = 'correct horse 马'
export interface Official {
  readonly accountId: number
  readonly personId: number
  readonly totpSecret?: string
  readonly actor: Actor
}
export interface Office {
  readonly countyId: number
  readonly divisions: Readonly<Record<string, number>>
  readonly officials: Readonly<Record<string, Official>>
}

const places = [
  ['甲县', 'county', undefined],
  ...['东镇', '西镇'].flatMap(town => [
    [town, 'town', '甲县'],
    [`${town}一村`, 'village', town],
    [`${town}二村`, 'village', town],
  ]),
] as [string, string, string | undefined][]

const staff: Record<string, { post: Post; at: string; mayDecide?: boolean; businesses?: string[] | 'all' }> = {
  village: { post: 'village', at: '东镇一村' },
  clerk: { post: 'town', at: '东镇' },
  'other-clerk': { post: 'town', at: '西镇' },
  'town-leader': { post: 'town', at: '东镇', mayDecide: true },
  section: { post: 'county', at: '甲县', businesses: ['minimum-living'] },
  decider: { post: 'county', at: '甲县', businesses: ['minimum-living'], mayDecide: true },
  head: { post: 'bureau-head', at: '甲县' },
  cashier: { post: 'finance', at: '甲县' },
  auditor: { post: 'auditor', at: '甲县' },
  'admin-a': { post: 'admin', at: '甲县', businesses: [] },
  'admin-b': { post: 'admin', at: '甲县', businesses: [] },
  'admin-c': { post: 'admin', at: '甲县', businesses: [] },
}

/** `owner` prepares, `founder` founds the accounts: the application's own connection where that is what is tested. */
export const foundOffice = async (owner: Db, founder: Db, keys: Keys, countyId = 1): Promise<Office> => {
  await sql`insert into county (county_id, code, name) values (${countyId}, ${String(349990 + countyId)}, '甲县')`.execute(
    owner,
  )
  const divisions: Record<string, number> = {}
  for (const [i, [name, level, parent]] of places.entries()) {
    const { id } = await one(
      owner,
      sql<{ id: number }>`insert into division (county_id, code, name, level, parent_id)
        values (${countyId}, ${String(countyId * 1000 + i)}, ${name}, ${level}, ${parent ? divisions[parent] : null}) returning id`,
    )
    divisions[name] = id
  }
  await sql`insert into division_within with recursive up as (
      select county_id, id as ancestor_id, id as division_id from division where county_id = ${countyId}
      union all select d.county_id, d.parent_id, up.division_id from up join division d on d.county_id = up.county_id and d.id = up.ancestor_id where d.parent_id is not null)
    select * from up`.execute(owner)
  const names = Object.keys(staff)
  const people = await addPeople(
    owner,
    countyId,
    names.map(name => ({ name, at: divisions[staff[name]!.at]! })),
  )
  const hash = { hash: await hashPassword(password) }
  const accounts = names.map(
    (name, i): NewAccount => ({
      ...{ login: `${name}-${countyId}`, personId: people[i]!, name, password: hash },
      ...{
        post: staff[name]!.post,
        divisionId: divisions[staff[name]!.at]!,
        businesses: staff[name]!.businesses ?? 'all',
      },
      mayDecide: staff[name]!.mayDecide ?? false,
    }),
  )
  const founded = await createAccounts(founder, keys, countyId, accounts)
  const within = await rows(
    owner,
    sql<{
      a: number
      d: number
    }>`select ancestor_id as a, division_id as d from division_within where county_id = ${countyId}`,
  )
  const officials = Object.fromEntries(
    accounts.map(({ name, personId, post, divisionId, businesses, mayDecide = false }, i) => {
      const sees = divisionId === divisions['甲县'] ? 'all' : within.filter(w => w.a === divisionId).map(w => w.d)
      const { accountId, totpSecret } = founded[i]!
      const actor: Actor = {
        countyId,
        accountId,
        personId,
        name,
        post,
        divisionId,
        divisions: sees,
        businesses,
        mayDecide,
      }
      return [name, { accountId, personId, ...(totpSecret && { totpSecret }), actor }]
    }),
  )
  return { countyId, divisions, officials }
}

export const addPeople = async (owner: Db, countyId: number, people: readonly { name: string; at: number }[]) =>
  (
    await rows(
      owner,
      sql<{ id: number }>`insert into person (county_id, division_id, name, born)
        select ${countyId}, t.at, t.name, '1980-01-01' from unnest(${people.map(p => p.at)}::bigint[], ${people.map(p => p.name)}::text[])
          with ordinality t (at, name, n) order by n returning id`,
    )
  ).map(p => p.id)
