/** 逝者: those of whom the ledger knows already that they died, and residents invented to die; no one is taken out of a benefit twice. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { rows } from '#core/db'
import { findOrAddPeople } from '#core/people/persons'
import type { Day } from '#define/time'
import { bornBetween } from '../family.ts'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'

export interface FuneralHome {
  readonly placeId: number
  readonly divisionId: number
}
export interface Body {
  readonly personId: number
  readonly divisionId: number
  /** Known already; an invented one dies when it is brought. */
  readonly died?: Day
}
export interface Dead {
  readonly local: Body[]
  readonly strangers: Body[]
}

/** Residents not yet eighty, who are in no benefit; people of other counties stay with the funeral home. */
export const inventDead = async (
  life: Life,
  home: FuneralHome,
  wanted: { local: number; strangers: number },
): Promise<Dead> => {
  const { trx, engine, countyId, plan, numbers } = life
  const random = life.random.fork('dead')
  const entries = Array.from({ length: wanted.local + wanted.strangers }, (_, i) => {
    const sex = random.pick(['男', '女'] as const)
    const [from, to] = random.of<readonly [number, number]>([
      [[66, 78], 70],
      [[45, 65], 25],
      [[19, 44], 5],
    ])
    const born = bornBetween(random, plan.opens, from, to)
    const isLocal = i < wanted.local
    return {
      ...{ name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex) },
      divisionId: isLocal ? life.home().village.id : home.divisionId,
      ...(!isLocal && { registeredDivisionId: null }),
    }
  })
  const found = await findOrAddPeople(trx, engine, countyId, plan.opens, entries)
  const bodies = entries.map((e, i): Body => ({ personId: found[i]!.id, divisionId: e.divisionId }))
  return { local: bodies.slice(0, wanted.local), strangers: bodies.slice(wanted.local) }
}

/** Residents who died between these days, as two people have said, and have been neither cremated nor paid for. */
export const knownDead = (life: Life, from: Day, to: Day, count: number): Promise<Body[]> =>
  rows(
    life.trx,
    sql<Body>`select e.person_id as "personId", p.division_id as "divisionId", e.happened_on as died from life_event e
      join person p on p.county_id = e.county_id and p.id = e.person_id and p.registered_division_id is not null
      where e.county_id = ${life.countyId} and e.event = 'person.died' and e.happened_on between ${from}::date and ${to}::date
        and e.confirmed_by is not null and e.undone_by is null and e.repeats_id is null and not exists (
          select from case_party y join case_file c on c.county_id = y.county_id and c.id = y.case_id
          where y.county_id = e.county_id and y.person_id = e.person_id and c.procedure in ('cremation.cremation', 'funeral-relief.reimbursement'))
      order by e.happened_on, e.id limit ${count}`,
  )
/** The invented die on the day on which they are brought, or the day before. */
export const dyingBefore = (all: readonly Body[], on: Day) =>
  all.map((b, i) => ({ ...b, died: b.died ?? plusDays(on, -(i % 2)) }))
