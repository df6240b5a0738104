/** 演练: an invented county, lived month by month through the core's own rules, whose ledger yields the profile's figures. */
import { sql } from 'kysely'
import { mustBeItsKeys } from '#core/access/key-check'
import { Refusal } from '#core/actor'
import { calendarOn } from '#core/calendar/load'
import { Catalogue } from '#core/catalogue'
import { type Db, maybe, one, rows, setContext } from '#core/db'
import type { Engine } from '#core/engine'
import { openKeys } from '#core/identity/keys'
import { indicators } from '#core/indicators/indicators'
import { ledgerHome } from '#core/postgres/home'
import { declaredBy } from '#core/profile/declared'
import { installProfile } from '#core/profile/install'
import { loadProfile, type Profile } from '#core/profile/load'
import type { Progress } from '#core/progress'
import { timelineOf } from '#core/registers/timeline'
import type { Day } from '#define/time'
import { modules } from '#domains/index'
import { planCourse } from './course.ts'
import { inLanes, type NewLane } from './lanes.ts'
import { Agenda, allAtOnce, type Life, type Matters, setDay } from './life.ts'
import { shareFor } from './need.ts'
import { Numbers } from './numbers.ts'
import { toldOf } from './offices/rehearsal.ts'
import { rehearsals } from './offices/rehearsals.ts'
import { hireStaff } from './officials.ts'
import { homesFor, type Town, type Village } from './places.ts'
import { type Plan, planFor, stockOf } from './plan.ts'
import { Random } from './random.ts'
import { referencesAsSets } from './references.ts'
import { lookAtAll, lookAtGrown } from './statistics.ts'
import { enterStock, inventStock } from './stock.ts'

export { sampleAccounts } from './samples.ts'

export interface Simulation {
  /** Of the tables: a county that is not there yet is seen by nobody else. */
  readonly owner: Db
  /** A county's folder, or what was read from one. */
  readonly profile: string | Profile
  /** Keys and attachments; this machine's where left out. */
  readonly home?: string
  /** So many times the county. */
  readonly scale?: number
  readonly seed?: number | string
  /** The last day that is lived; the day after the period where left out. */
  readonly until?: Day
  readonly progress?: Progress
}
export interface Simulated {
  readonly countyId: number
  readonly county: string
  /** The day on which the rehearsal stands. */
  readonly today: Day
  readonly period: string
  /** The six figures as the ledger yields them. */
  readonly figures: Readonly<Record<string, number>>
}

/**
 * The whole county in one transaction: stopped on the way, nothing of it is there.
 * @throws Refusal where the profile is wrong or disagrees with itself, or its county has people already
 */
export const simulate = async (s: Simulation): Promise<Simulated> => {
  const catalogue = new Catalogue(modules)
  const profile = typeof s.profile === 'string' ? await loadProfile(s.profile, declaredBy(catalogue)) : s.profile
  const scale = s.scale ?? 1
  if (!(scale > 0 && scale <= 1000)) throw new Refusal(`倍数 ${scale} 不对，应大于 0、不超过 1000`)
  const plan = planFor(profile.calibration, scale)
  toldOf(rehearsals, profile.calibration.offices) // a wrong section is refused before anything is written
  const home = s.home ?? ledgerHome()
  const engine: Engine = { catalogue, keys: openKeys(home), home }
  return inLanes(s.owner, lane => live(lane, engine, profile, plan, s))
}

const live = async (lane: NewLane, engine: Engine, profile: Profile, plan: Plan, s: Simulation): Promise<Simulated> => {
  s.progress?.('载入县配置', 0, 1)
  const trx = lane()
  const countyId = await emptyCounty(trx, profile)
  return referencesAsSets(trx, countyId, () => lived(lane, trx, countyId, engine, profile, plan, s))
}

const lived = async (
  lane: NewLane,
  trx: Db,
  countyId: number,
  engine: Engine,
  profile: Profile,
  plan: Plan,
  s: Simulation,
): Promise<Simulated> => {
  const progress: Progress = s.progress ?? (() => {})
  const random = new Random(`${profile.county.code}/${s.seed ?? 1}`)
  await setDay(trx, countyId, plan.opens)
  const found = await rows(
    trx,
    sql<Place>`select id, code, name, level, kind, parent_id as "parentId" from division
      where county_id = ${countyId} and valid @> ${plan.opens}::date order by code`,
  )
  const towns = townsOf(found)
  const numbers = new Numbers(random.fork('numbers'))
  const countyDivision = found.find(d => d.level === 'county')!.id
  await setContext(trx, nobody(countyId, countyDivision))
  await mustBeItsKeys(trx, countyId, engine.keys)
  const prefix = (await maybe(trx, sql`select from account where county_id <> ${countyId} limit 1`))
    ? `${profile.county.code}-`
    : ''
  const staff = await hireStaff(trx, engine, random.fork('staff'), numbers, {
    countyId,
    countyDivision,
    towns,
    on: plan.opens,
    prefix,
  })
  await setContext(trx, staff.section[0])

  const calendar = await calendarOn(trx, countyId)
  const matters = mattersOf(engine.catalogue)
  const timeline = timelineOf(trx, engine, countyId, matters.roster)
  const standard: Life['standard'] = async (area, on) => {
    const t = (await timeline.on(on)) as Record<string, number>
    return { perHead: Math.floor(area === 'urban' ? t.urban! / 12 : t.rural! / 144), supportFrom: t.supportFrom! }
  }
  const shares = profile.calibration.minimumLiving.towns
  const stock = stockOf(random.fork('sizes'), plan.start, plan.leaves)
  const homes = homesFor(random.fork('homes'), towns, shares, stock.sizes.length)
  const families = inventStock(random.fork('stock'), numbers, homes, stock.sizes, new Set(stock.ending), plan.opens)
  const average = profile.calibration.minimumLiving.averagePerPersonMonth
  const share = shareFor(families, await timeline.on(plan.opens), plan.opens, average)
  const agenda = new Agenda(day => calendar.isWorkday(day) ?? true, plan.opens, s.until ?? plan.ends)
  const newcomers = random.fork('newcomers')
  const life: Life = {
    ...{ trx, engine, countyId, plan, random, numbers, calendar, staff, matters, agenda, standard, share },
    villages: new Map(towns.flatMap(t => t.villages).map(v => [v.id, v])),
    home: homesByChance(newcomers, towns, shares),
  }
  const kept = await enterStock(life, families, firstStandardDay(profile), (done, total) =>
    progress('期初转入', done, total),
  )
  await lookAtGrown(trx)
  await planCourse(life, kept, stock)
  await allAtOnce(
    toldOf(rehearsals, profile.calibration.offices).map(
      ({ rehearsal, told }) =>
        () =>
          rehearsal.rehearse({ ...life, trx: lane(), agenda: agenda.of(rehearsal.business) }, told, progress),
    ),
  )
  await agenda.run(trx, countyId, async (day, done, total) => {
    progress(`演练 ${day.slice(0, 7)}`, done, total)
    await lookAtGrown(trx)
  })
  await lookAtAll(trx)
  return {
    countyId,
    county: profile.county.name,
    today: agenda.until,
    period: plan.period.name,
    figures: await sixFigures(life, agenda.until),
  }
}

/** The county of the profile, with no people yet. @throws Refusal */
const emptyCounty = async (trx: Db, profile: Profile): Promise<number> => {
  const { countyId } = await installProfile(trx, profile)
  if (await maybe(trx, sql`select from person where county_id = ${countyId} limit 1`)) {
    const { n } = await one(trx, sql<{ n: number }>`select count(*) as n from household where county_id = ${countyId}`)
    throw new Refusal(
      `台账里已有${profile.county.name}（${n} 户），没有再造；要从头再造一个演练县，请加 --again，或用 MINZHENG_HOME 另指一个目录`,
      {
        status: 409,
      },
    )
  }
  return countyId
}

interface Place {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly kind: 'urban' | 'rural' | null
  readonly parentId: number | null
}
const townsOf = (found: readonly Place[]): Town[] =>
  found
    .filter(d => d.level === 'town')
    .map(({ id, code, name }) => ({
      ...{ id, code, name },
      villages: found
        .filter(v => v.level === 'village' && v.parentId === id)
        .map((v): Village => ({ id: v.id, townId: id, name: v.name, kind: v.kind ?? 'rural' })),
    }))
    .filter(t => t.villages.length > 0)

const nobody = (countyId: number, divisionId: number) => ({
  ...{
    countyId,
    accountId: 0,
    personId: 0,
    name: '演练',
    post: 'admin' as const,
    divisionId,
    divisions: 'all' as const,
    businesses: 'all' as const,
  },
})
const homesByChance = (
  random: Random,
  towns: readonly Town[],
  shares: Profile['calibration']['minimumLiving']['towns'],
): Life['home'] => {
  const weighted = shares.map(s => [s, s.perMille] as const)
  return () => {
    const share = random.of(weighted)
    const area = random.next() * 1000 < share.urbanPerMille ? 'urban' : 'rural'
    const { villages } = towns.find(t => t.code === share.code)!
    return { area, village: random.pick(villages.filter(v => v.kind === area)) }
  }
}
/** From this day on every standard of the county is there. */
const firstStandardDay = ({ standards }: Profile): Day => {
  const first = new Map<string, Day>()
  for (const { business, name, starts } of standards)
    if (business === 'minimum-living' && !(first.get(name)! <= starts)) first.set(name, starts as Day)
  return [...first.values()].sort().at(-1) ?? ('0001-01-01' as Day)
}

const mattersOf = (c: Catalogue): Matters => {
  const p = (id: string) => c.procedure(id)!
  return {
    ...{ roster: c.register('minimum-living.roster')!, allowance: c.benefit('minimum-living.allowance')! },
    ...{ application: p('minimum-living.application'), review: p('minimum-living.review') },
    ...{
      revisit: p('minimum-living.revisit'),
      transfer: p('minimum-living.transfer'),
      complaint: p('complaints.complaint'),
    },
  }
}

/** Counted by the ordinary indicators; lived to the end, they are what the file says, or the rehearsal is wrong. */
const sixFigures = async ({ trx, engine, plan }: Life, today: Day): Promise<Record<string, number>> => {
  if (today < plan.period.from) return {}
  const { enters, leaves, end } = plan
  const wanted = {
    ...{ 新增低保户数: enters.households, 新增低保人数: enters.persons, 退出低保户数: leaves.households },
    ...{ 退出低保人数: leaves.persons, 在保低保户数: end.households, 在保低保人数: end.persons },
  }
  const names = Object.keys(wanted)
  const found = await indicators(trx, engine.catalogue, { period: { ...plan.period, title: plan.period.name }, names })
  const figures = Object.fromEntries(found.map(f => [f.id, f.value ?? 0]))
  const wrong = Object.entries(wanted).filter(([name, value]) => figures[name] !== value)
  if (today >= plan.ends && wrong.length)
    throw new Error(
      `the rehearsal does not yield its figures: ${wrong.map(([n, v]) => `${n} ${figures[n]} for ${v}`).join(', ')}`,
    )
  return figures
}
