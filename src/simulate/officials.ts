/** 经办人员: invented officials with an account for every post, so that each step has somebody who may do it. */
import { createHash } from 'node:crypto'
import { createAccounts, type NewAccount, needsSecondFactor } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { findOrAddPeople } from '#core/people/persons'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { bornBetween } from './family.ts'
import { inventName } from './names.ts'
import type { Numbers } from './numbers.ts'
import type { Town } from './places.ts'
import type { Random } from './random.ts'

/** Of every account of a rehearsal; a real ledger never has it. */
export const demoPassword = 'rehearsal-2024'

export interface TownHall {
  /** Two visit, the third proposes: nobody checks themselves. */
  readonly handlers: readonly [Actor, Actor, Actor]
  readonly leader: Actor
}
export interface Staff {
  readonly section: readonly [Actor, Actor, Actor]
  /** 审核确认人 of the county. */
  readonly decider: Actor
  readonly head: Actor
  readonly finance: readonly [Actor, Actor]
  readonly auditor: Actor
  readonly admins: readonly [Actor, Actor]
  readonly townHalls: ReadonlyMap<number, TownHall>
  /** Every post's people, deciders last. */
  readonly of: (post: Post) => readonly Actor[]
  /** Accounts of those outside the bureau, once what they belong to is there: organisations, places, departments. */
  readonly outside: (seats: readonly OutsideSeat[]) => Promise<readonly Actor[]>
  /** Villages with a worker who has an account. */
  readonly villageWorkers: ReadonlyMap<number, Actor>
}
interface Seat {
  readonly login: string
  readonly post: Post
  readonly divisionId: number
  readonly divisions: readonly number[] | 'all'
  readonly homeId: number
  readonly isDecider?: boolean
}

/** `prefix`: before each login, where the ledger has another county already. */
export const hireStaff = async (
  trx: Db,
  engine: Engine,
  random: Random,
  numbers: Numbers,
  of: { countyId: number; countyDivision: number; towns: readonly Town[]; on: Day; prefix: string },
): Promise<Staff> => {
  const seats = seatsOf(random, of.countyDivision, of.towns)
  const people = seats.map(s => {
    const sex = random.pick(['男', '女'] as const)
    const born = bornBetween(random, of.on, 26, 55)
    return { name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex), divisionId: s.homeId }
  })
  const found = await findOrAddPeople(trx, engine, of.countyId, of.on, people)
  const password = { hash: await hashPassword(demoPassword) }
  const accounts = await createAccounts(
    trx,
    engine.keys,
    of.countyId,
    seats.map(
      (s, i): NewAccount => ({
        ...{ login: of.prefix + s.login, personId: found[i]!.id, name: people[i]!.name, password, post: s.post },
        ...{ divisionId: s.divisionId, businesses: s.post === 'admin' ? [] : 'all', mayDecide: s.isDecider ?? false },
        ...(needsSecondFactor({ post: s.post, mayDecide: s.isDecider ?? false }) && {
          totpSecret: secretFor(random, s.login),
        }),
      }),
    ),
  )
  const actors = new Map(
    seats.map((s, i): [string, Actor] => [
      s.login,
      {
        ...{
          countyId: of.countyId,
          accountId: accounts[i]!.accountId,
          personId: found[i]!.id,
          name: people[i]!.name,
          post: s.post,
        },
        ...{ divisionId: s.divisionId, divisions: s.divisions, businesses: s.post === 'admin' ? [] : ('all' as const) },
        mayDecide: s.isDecider ?? false,
      },
    ]),
  )
  const a = (login: string) => actors.get(login)!
  return {
    section: [a('county-1'), a('county-2'), a('county-3')],
    decider: a('decider'),
    head: a('head'),
    finance: [a('finance-1'), a('finance-2')],
    auditor: a('auditor'),
    admins: [a('admin-1'), a('admin-2')],
    townHalls: new Map(
      of.towns.map(t => [
        t.id,
        {
          handlers: [a(`town-${t.code}-1`), a(`town-${t.code}-2`), a(`town-${t.code}-3`)],
          leader: a(`leader-${t.code}`),
        },
      ]),
    ),
    of: post =>
      [...actors.values()].filter(x => x.post === post).sort((x, y) => Number(x.mayDecide) - Number(y.mayDecide)),
    outside: seats => hireOutside(trx, engine, of, seats),
    villageWorkers: new Map(seats.filter(s => s.post === 'village').map(s => [s.divisionId, a(s.login)])),
  }
}

export interface OutsideSeat {
  /** Without the county's prefix: 'shetuan-1'. */
  readonly login: string
  readonly post: 'organisation' | 'provider' | 'facility' | 'sponsor'
  readonly personId: number
  readonly name: string
  /** Where it lies. */
  readonly divisionId: number
  readonly organisationId?: number
  readonly placeId?: number
  readonly unit?: string
}
const hireOutside = async (
  trx: Db,
  engine: Engine,
  of: { countyId: number; prefix: string },
  seats: readonly OutsideSeat[],
): Promise<Actor[]> => {
  const password = { hash: await hashPassword(demoPassword) }
  const made = await createAccounts(
    trx,
    engine.keys,
    of.countyId,
    seats.map(s => ({ ...s, login: of.prefix + s.login, password, businesses: 'all' as const })),
  )
  return seats.map(({ login: _, ...s }, i) => ({
    ...{ countyId: of.countyId, accountId: made[i]!.accountId, ...s, divisions: [], businesses: 'all' as const },
  }))
}

const seatsOf = (random: Random, county: number, towns: readonly Town[]): Seat[] => {
  const homes = towns.flatMap(t => t.villages)
  const ofCounty = (login: string, post: Post, isDecider = false): Seat => ({
    ...{ login, post, divisionId: county, divisions: 'all', homeId: random.pick(homes).id, isDecider },
  })
  return [
    ...['county-1', 'county-2', 'county-3'].map(login => ofCounty(login, 'county')),
    ofCounty('decider', 'county', true),
    ofCounty('head', 'bureau-head', true),
    ...['finance-1', 'finance-2'].map(login => ofCounty(login, 'finance')),
    ofCounty('auditor', 'auditor'),
    ofCounty('registry-1', 'registry'),
    // One registers, another looks over what was registered.
    ...['registry-2', 'registry-3'].map(login => ofCounty(login, 'registry', true)),
    ...[1, 2, 3, 4].map(n => ofCounty(`inspector-${n}`, 'inspector', n === 4)),
    ...['facility-1', 'facility-2'].map(login => ofCounty(login, 'facility', login === 'facility-2')),
    ...['admin-1', 'admin-2'].map(login => ofCounty(login, 'admin')),
    ...towns.flatMap(t => {
      const seen = [t.id, ...t.villages.map(v => v.id)]
      const ofTown = (login: string, isDecider = false): Seat => ({
        ...{ login, post: 'town', divisionId: t.id, divisions: seen, homeId: random.pick(t.villages).id, isDecider },
      })
      return [
        ...[1, 2, 3].map(n => ofTown(`town-${t.code}-${n}`)),
        ofTown(`leader-${t.code}`, true),
        ...random
          .shuffled(t.villages)
          .slice(0, 3)
          .map(
            (v, n): Seat => ({
              ...{
                login: `village-${t.code}-${n + 1}`,
                post: 'village',
                divisionId: v.id,
                divisions: [v.id],
                homeId: v.id,
              },
            }),
          ),
      ]
    }),
  ]
}

/** Base32, the same for the same seed: in a rehearsal it is printed anyway. */
const secretFor = (random: Random, login: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bytes = createHash('sha256').update(`${random.next()} ${login}`).digest()
  return [...bytes].map(b => alphabet[b % 32]).join('')
}
