/** 高龄老人 of a rehearsal: residents of so many ages in every village, those of 低保 households among them; real people with numbers of nobody. */
import { sql } from 'kysely'
import { dayAt, dayNumber } from '#core/calendar/days'
import { rows } from '#core/db'
import { findOrAddPeople } from '#core/people/persons'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { AnyRegister } from '#define/register'
import { birthdayOf, type Day, firstDay, fullYears, monthOf } from '#define/time'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'
import { inPortions } from '../portions.ts'
import type { Random } from '../random.ts'

export interface Elder {
  readonly personId: number
  readonly divisionId: number
  readonly born: Day
}
/** Born between these days, spread over the county by the shares of its towns. */
export const inventElders = async (life: Life, random: Random, count: number, from: Day, to: Day): Promise<Elder[]> => {
  const { trx, engine, countyId, plan, numbers } = life
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const invented = Array.from({ length: count }, () => {
    const sex = random.chance(42) ? ('男' as const) : ('女' as const)
    const born = dayAt(random.int(first, last))
    const divisionId = life.home().village.id
    return { name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex), divisionId, born }
  })
  return inPortions(invented, portion, async some => {
    const found = await findOrAddPeople(trx, engine, countyId, plan.opens, some)
    return some.map((e, i): Elder => ({ personId: found[i]!.id, divisionId: e.divisionId, born: e.born }))
  })
}
const portion = 1_000

/** Residents of eighty and more whom the ledger has already: the old of the 低保 households. */
export const eldersKnown = ({ trx, countyId, plan }: Life): Promise<Elder[]> =>
  rows(
    trx,
    sql<Elder>`select id as "personId", division_id as "divisionId", born from person where county_id = ${countyId} and died_on is null
      and registered_division_id is not null and born <= (${plan.opens}::date - interval '80 years')::date order by id`,
  )

/** 期初转入: live since the month of the birthday, or since the first standard of this ledger. */
export const enterElders = async (life: Life, roster: AnyRegister, elders: readonly Elder[], since: Day) => {
  const { trx, engine, countyId, plan, numbers, villages } = life
  const random = life.random.fork('old-age accounts')
  await inPortions(elders, portion, some =>
    enterRows(
      trx,
      engine,
      countyId,
      roster,
      some.map(e => {
        const begun = firstDay(monthOf(birthdayOf(e.born, 80)))
        const values = {
          account: numbers.card(),
          livesAlone: random.chance(18),
          proof: random.pick(['face', 'face', 'phone', 'visit']),
        }
        return {
          ...{
            divisionId: e.divisionId,
            townId: villages.get(e.divisionId)?.townId ?? null,
            caseId: null,
            because: '期初转入',
          },
          from: begun > since ? begun : since,
          columns: { ...toColumns(engine, roster.told.fields, values, plan.opens), person_id: e.personId },
        }
      }),
    ),
  )
}
export const ageAt = (e: Elder, on: Day) => fullYears(e.born, on)
