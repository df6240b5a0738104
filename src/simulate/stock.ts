/** 期初转入: the households that are in when the ledger opens, entered as rows with incomes and property, so that the amounts are results of the rules. */

import { plusMonths } from '#core/calendar/days'
import { newIds } from '#core/db'
import type { Columns, Values } from '#core/engine'
import { enterHouseholds } from '#core/people/households'
import { countyOf, serialsFor } from '#core/procedures/serials'
import { type Entry, enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Day } from '#define/time'
import { type Family, inventFamily } from './family.ts'
import { declareSome } from './kin.ts'
import type { Kept, Life } from './life.ts'
import { enterMeans, inventMeans } from './means.ts'
import type { Numbers } from './numbers.ts'
import type { Home } from './places.ts'
import { inPortions } from './portions.ts'
import type { Random } from './random.ts'

/** So many at a time, that the county may be any size. */
const portion = 1_000

/** `ending`: places of those that end in the period; they fall due by class at no time in between. */
export const inventStock = (
  random: Random,
  numbers: Numbers,
  homes: readonly Home[],
  sizes: readonly number[],
  ending: ReadonlySet<number>,
  on: Day,
): Family[] =>
  homes.map((home, i) => {
    const family = inventFamily(random, numbers, home, sizes[i]!, on)
    return ending.has(i) ? { ...family, class: 'A' } : family
  })

/** `firstDay`: no row begins before it, for before it there is no standard. */
export const enterStock = async (
  life: Life,
  families: readonly Family[],
  firstDay: Day,
  progress: (done: number, total: number) => void,
): Promise<Kept[]> => {
  const began = families.map(f => beganOn(life, f, firstDay))
  return inPortions(
    families,
    portion,
    (some, at) => enterPortion(life, some, at, began),
    done => progress(done, families.length),
  )
}

const enterPortion = async (
  life: Life,
  families: readonly Family[],
  at: number,
  began: readonly Day[],
): Promise<Kept[]> => {
  const { trx, engine, countyId, plan, matters } = life
  const random = life.random.fork(`means ${at}`)
  const households = await enterHouseholds(
    trx,
    engine,
    families.map(f => householdInput(life, f, plan.opens)),
  )
  const rowIds = await newIds(trx, families.length)
  const kept = families.map((family, i): Kept => ({ family, ...households[i]!, rowId: rowIds[i]! }))
  const kin = await declareSome(life, kept)
  const certificates = await serialsFor(
    trx,
    await countyOf(trx, countyId),
    `${engine.catalogue.idOf(matters.roster)}.certificate`,
    matters.roster.told.fields.certificate!.pattern!,
    plan.opens.slice(0, 4),
    families.length,
  )
  const parts: Record<string, { rowId: number; from: Day; values: Values }[]> = {}
  const entries: Entry[] = []
  for (const [i, k] of kept.entries()) {
    const from = began[at + i]!
    const wanted = await life.standard(k.family.home.area, plan.opens)
    const share = Math.min(0.95, life.share * (0.1 + random.next() * 1.8))
    const means = inventMeans(random, k.family, { ...wanted, share, ids: k.personIds, on: from })
    for (const [name, lines] of Object.entries(means))
      (parts[name] ??= []).push(...lines.map((values: Values) => ({ rowId: k.rowId, from, values })))
    const village = k.family.home.village
    entries.push({
      ...{ divisionId: village.id, townId: village.townId, from, caseId: null, because: '期初转入', rowId: k.rowId },
      columns: {
        ...columnsOf(life, k, kin.has(k.householdId)),
        household_id: k.householdId,
        certificate: certificates[i],
      },
    })
  }
  await enterMeans(life, parts)
  await enterRows(trx, engine, countyId, matters.roster, entries)
  return kept
}

export const householdInput = ({ countyId }: Life, f: Family, on: Day) => {
  const [head, ...members] = f.members.map(m => m.input)
  const address = `${f.home.village.name}${(Number(head!.idNumber!.slice(14, 17)) % 40) + 1}号`
  return { countyId, on, divisionId: f.home.village.id, address, from: plusMonths(on, -7), head: head!, members }
}

/** Held since the last review: so that the next falls due by class in its turn. */
const beganOn = ({ random, plan }: Life, f: Family, firstDay: Day): Day => {
  const back = random.int(0, { A: 4, B: 5, C: 2 }[f.class])
  const day = plusMonths(plan.opens, -back)
  return day < firstDay ? firstDay : day
}

const columnsOf = ({ engine, matters, plan }: Life, { family, personIds }: Kept, hasOfficial: boolean): Columns =>
  toColumns(
    engine,
    matters.roster.told.fields,
    {
      ...{
        area: family.home.area,
        alone: family.alone,
        applicant: String(personIds[0]),
        cause: family.cause,
        hasOfficial,
      },
      ...{
        account: family.account,
        class: family.class,
        proposal: 'grant',
        visited: [],
        situation: '期初转入，原档案已核',
      },
      reportUntil: plusMonths(plan.ends, 6),
    },
    plan.opens,
  )
