/** 复核: what falls due by class or is sent by an event is visited and decided: most go on, some are adjusted, tapered or stopped. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import { machine } from '#core/machine'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import { openReviews } from '#core/procedures/schedule'
import { turnAges } from '#core/registers/birthdays'
import { type Day, type Month, monthAfter, monthOf } from '#define/time'
import { goingOn } from './go-on.ts'
import { asSecond, hallOf, type Kept, type Life } from './life.ts'
import { inventMeans } from './means.ts'

/** What a visit will find; without one, all is as before. */
export type Found = { readonly kind: 'too much' } | { readonly kind: 'taper'; readonly until: Month }
interface Open {
  readonly id: number
  readonly row_id: number
  readonly division_id: number
  readonly at_step: string
  readonly isTowns: boolean
}

/** What begins by time: the reviews due by class, and the ages that were reached in the month before. */
export const beginByTime = async ({ trx, engine, countyId, matters }: Life, on: Day) => {
  await turnAges(trx, engine, countyId, matters.roster, monthAfter(monthOf(on), -1))
  await openReviews(trx, engine, machine(countyId), matters.review, on)
}

interface Reviewed {
  /** Row → what the visit finds. */
  readonly found: ReadonlyMap<number, Found>
  /** Rows that end at another time and in another way. */
  readonly apart: ReadonlySet<number>
  readonly kept: ReadonlyMap<number, Kept>
  /** Of a hundred so many are left lying at each step. */
  readonly lies: number
}
/** All open reviews that nobody has begun, through every step. */
export const review = (life: Life, from: Day, of: Reviewed) => {
  const { agenda } = life
  const { found, apart, kept, lies } = of
  const random = life.random.fork(`review ${from}`)
  const isDone = (o: Open) => found.has(o.row_id) || !(apart.has(o.row_id) || random.chance(lies))
  const [visit, propose, decide, tell] = [0, 2, 4, 5].map(n => agenda.workday(from, n)) as [Day, Day, Day, Day]
  let ids: number[] = []
  const still = async (step: string) => (await openAt(life, ids, step)).filter(isDone)
  agenda.at(visit, 50, async () => {
    const fresh = (await openAt(life, null, 'visit')).filter(isDone)
    ids = fresh.map(o => o.id)
    await visitAll(life, visit, fresh, found, kept)
  })
  agenda.at(propose, 51, async () => {
    const all = await still('propose')
    const worth = await worthsOf(
      life,
      all.map(o => o.row_id),
      propose,
    )
    await act(
      life,
      'propose',
      all.map(o => ({
        ...{ caseId: o.id, on: propose, by: hallOf(life, o.division_id).handlers[2] },
        fields: proposal(found.get(o.row_id), worth.get(o.row_id) ?? 0),
      })),
    )
  })
  agenda.at(decide, 52, async () => {
    const [, seer, other] = life.staff.section
    await act(
      life,
      'see',
      (await openAt(life, ids, 'see')).map(o => ({
        ...{
          caseId: o.id,
          on: decide,
          by: seer,
          second: asSecond(other),
          fields: { seen: '县级入户核查，未发现违规' },
        },
      })),
    )
    await decideAll(life, decide, await still('decide'), found)
  })
  agenda.at(tell, 53, async () => {
    const all = await openAt(life, ids, 'tell')
    await act(
      life,
      'tell',
      all.map(o => ({ caseId: o.id, on: tell, by: hallOf(life, o.division_id).handlers[2] })),
    )
  })
}

/** The month in which a review that begins on a day is decided. */
export const decidedIn = ({ agenda }: Pick<Life, 'agenda'>, from: Day) => monthOf(agenda.workday(from, 4))

const act = (life: Life, step: string, acts: readonly ActInput[]) =>
  actOnCases(life.trx, life.engine, life.matters.review, step, acts)

const openAt = (life: Life, ids: readonly number[] | null, step: string): Promise<Open[]> =>
  rows(
    life.trx,
    sql<Open>`select c.id, c.row_id, c.division_id, c.at_step, c.at_post = 'town' as "isTowns" from case_file c
      where c.county_id = ${life.countyId} and c.procedure = ${life.engine.catalogue.idOf(life.matters.review)} and c.stands = 'open'
        and c.at_step = ${step} and (${ids}::bigint[] is null or c.id = any(${ids}::bigint[])) order by c.id`,
  )

const visitAll = async (
  life: Life,
  on: Day,
  all: readonly Open[],
  found: ReadonlyMap<number, Found>,
  kept: ReadonlyMap<number, Kept>,
) => {
  const random = life.random.fork(`visit ${on}`)
  const acts: ActInput[] = []
  for (const o of all) {
    const [first, second] = hallOf(life, o.division_id).handlers
    const what = found.get(o.row_id)
    const k = kept.get(o.row_id)
    const isOtherwise = k && !k.family.alone && (what || random.chance(6))
    const wanted = isOtherwise && (await life.standard(k.family.home.area, on))
    const share =
      what?.kind === 'too much'
        ? 1.3 + random.next()
        : what
          ? 1.15
          : Math.min(0.9, life.share * (0.3 + random.next() * 1.6))
    const means = wanted && inventMeans(random, k.family, { ...wanted, share, ids: k.personIds, on })
    acts.push({
      ...{ caseId: o.id, on, by: first, second: asSecond(second) },
      fields: {
        visited: [],
        situation: isOtherwise ? '入户查看，收入有变化' : '入户查看，情况无变化',
        class: k?.family.class ?? 'A',
      },
      ...(means && { parts: { incomes: means.incomes } }),
    })
  }
  await act(life, 'visit', acts)
}
const proposal = (what: Found | undefined, worth: number) =>
  what?.kind === 'taper'
    ? { advice: 'taper', taperUntil: what.until, taperAmount: `${Math.floor(worth / 200)}.00` }
    : what
      ? { advice: 'stop', stopReason: 'income' }
      : { advice: 'continue' }

const decideAll = async (life: Life, on: Day, all: readonly Open[], found: ReadonlyMap<number, Found>) => {
  const ordinary = all.filter(o => !found.has(o.row_id)).map(o => o.id)
  const may = await goingOn(life, life.matters.review, on, ordinary)
  const acts = all.flatMap((o): ActInput[] => {
    const by = o.isTowns ? hallOf(life, o.division_id).leader : life.staff.decider
    const at = { caseId: o.id, on, by }
    const what = found.get(o.row_id)
    if (what?.kind === 'taper') return [{ ...at, outcome: 'taper', says: '成员就业，给予渐退期' }]
    if (what) return [{ ...at, outcome: 'stop', says: '复核：家庭人均收入已高于当地低保标准' }]
    const outcome = may.get(o.id)
    return outcome ? [{ ...at, outcome }] : []
  })
  await act(life, 'decide', acts)
}

/** What rows are worth on a day, in fen a month. */
const worthsOf = async ({ trx, engine, countyId, matters }: Life, rowIds: readonly number[], on: Day) => {
  const found = await rows(
    trx,
    sql<{
      row_id: number
      worth: number
    }>`select distinct on (row_id) row_id, allowance_amount as worth from ${sql.table(`${engine.catalogue.tableOf(matters.roster)}_state`)}
      where county_id = ${countyId} and row_id = any(${rowIds}::bigint[]) and starts <= ${on}::date order by row_id, version desc`,
  )
  return new Map(found.map(f => [f.row_id, f.worth]))
}
