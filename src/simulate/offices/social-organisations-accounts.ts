/** 账号: some organisations and every sponsor sign in for themselves; the others bring paper to the window. */
import { sql } from 'kysely'
import { createAccounts, type NewAccount } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import type { Actor } from '#core/actor'
import { one, rows } from '#core/db'
import { findOrAddPeople } from '#core/people/persons'
import { countyOf } from '#core/procedures/serials'
import { bornBetween } from '../family.ts'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'
import { demoPassword } from '../officials.ts'
import { type Society, sponsors } from './social-organisations-names.ts'

const withAccounts = 40

/** The first of them and every sponsor sign in for themselves; the others bring paper to the window. */
export const openAccounts = async (life: Life, all: readonly Society[]) => {
  const { trx, engine, countyId, plan, numbers } = life
  const random = life.random.fork('accounts')
  const county = await one(
    trx,
    sql<{ id: number }>`select id from division where county_id = ${countyId} and level = 'county'`,
  )
  const [first] = await rows(trx, sql`select from account where county_id <> ${countyId} limit 1`)
  const prefix = first ? `${(await countyOf(trx, countyId)).code}-` : ''
  const seats = [
    ...all.slice(-withAccounts).map((s, i) => ({
      ...{ login: `society-${i + 1}`, post: 'organisation' as const, organisationId: s.id, village: s.village.id },
    })),
    ...sponsors.map((unit, i) => ({
      ...{ login: `sponsor-${i + 1}`, post: 'sponsor' as const, unit, village: all[0]!.village.id },
    })),
  ]
  const people = seats.map(s => {
    const sex = random.pick(['男', '女'] as const)
    const born = bornBetween(random, plan.opens, 28, 60)
    return { name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex), divisionId: s.village }
  })
  const found = await findOrAddPeople(trx, engine, countyId, plan.opens, people)
  const password = { hash: await hashPassword(demoPassword) }
  const made = await createAccounts(
    trx,
    engine.keys,
    countyId,
    seats.map(
      ({ village: _, login, ...s }, i): NewAccount => ({
        ...{ ...s, login: prefix + login, personId: found[i]!.id, name: people[i]!.name, password },
        ...{ divisionId: county.id, businesses: 'all' },
      }),
    ),
  )
  const ofSponsors = new Map<string, Actor>()
  seats.forEach((s, i) => {
    const actor = {
      ...{ countyId, accountId: made[i]!.accountId, personId: found[i]!.id, name: people[i]!.name, post: s.post },
      ...{ divisionId: county.id, divisions: [], businesses: 'all' as const },
    }
    if ('unit' in s) ofSponsors.set(s.unit, { ...actor, unit: s.unit })
    else all.at(i - Math.min(withAccounts, all.length))!.account = { ...actor, organisationId: s.organisationId }
  })
  return ofSponsors
}
