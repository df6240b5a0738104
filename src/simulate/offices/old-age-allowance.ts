/** 高龄津贴: so many elders at the end, so much paid in the period; found at eighty, dying, applying late, and paid month by month. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/actor'
import { plusDays, plusMonths } from '#core/calendar/days'
import { one, rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { confirmEvents, recordEvents } from '#core/people/events'
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import { openBirthdays } from '#core/registers/birthdays'
import { timelineOf } from '#core/registers/timeline'
import { type Day, firstDay, type Month } from '#define/time'
import { hallOf, type Life } from '../life.ts'
import { spread } from '../random.ts'
import { ageAt, type Elder, eldersKnown, enterElders, inventElders } from './old-age-people.ts'
import { paidSoFar, payOffice } from './pay-office.ts'
import type { Rehearsal } from './rehearsal.ts'

const whole = z.int().nonnegative()
const told = z
  .strictObject({
    享受高龄津贴人数: whole,
    /** 万元, with two decimals, by the day of payment. */
    高龄津贴累计支出: z.number().nonnegative(),
    /** Of the period: who turns eighty and is found, who dies, and the oldest. */
    到龄新增: whole,
    死亡退出: whole,
    百岁老人: whole,
  })
  .refine(t => t.百岁老人 + t.到龄新增 + t.死亡退出 <= t.享受高龄津贴人数, '人数对不上')
type Told = z.infer<typeof told>
/** A little more is planned than is paid: what is left over comes back from the bank in the last month. */
const margin = 1.0025
/** Who applies late makes up for what chance takes away. */
const lateOnes = (scale: number) => Math.max(6, Math.round(60 * scale))

export const oldAgeAllowanceRehearsal: Rehearsal<Told> = {
  business: 'old-age-allowance',
  told,
  rehearse: async (life, t) => {
    const { plan, engine, agenda } = life
    const size = (n: number) => Math.round(n * plan.scale)
    const random = life.random.fork('old-age')
    const roster = engine.catalogue.register('old-age-allowance.roster')!
    const benefit = engine.catalogue.benefit('old-age-allowance.allowance')!
    const wanted = { people: size(t.享受高龄津贴人数), fen: Math.round(t.高龄津贴累计支出 * plan.scale * 1e6) }
    const stock = await stockFor(life, random, t, wanted)
    await enterElders(life, roster, stock.elders, await firstStandard(life))
    const turning = { from: plusMonths(plan.period.from, -960), to: plusMonths(plusDays(plan.period.to, -12), -960) }
    const some = Math.max(0, size(t.到龄新增) - (await turningKnown(life, turning.to)))
    await inventElders(life, random.fork('turning'), some, turning.from, turning.to)
    const pool = await inventElders(
      life,
      random.fork('late'),
      3 * lateOnes(plan.scale),
      plusMonths(plan.opens, -85 * 12),
      plusMonths(plan.opens, -81 * 12),
    )
    const dying = spread(random, size(t.死亡退出), plan.paid.length)
    const mortal = random.shuffled(stock.mortal)
    for (const [i, month] of plan.paid.entries()) {
      payOffice(life, {
        ...{ benefit, month, in: month, day: 5, order: 84 },
        ...(i === plan.paid.length - 1 && { returned: batch => leftOver(life, batch, wanted.fen) }),
      })
      die(life, month, mortal.splice(0, dying[i]!))
      findThem(life, month)
    }
    const last = agenda.workday(plusDays(plan.period.to, -4), 0)
    agenda.at(last, 89, () => fillUp(life, pool, wanted.people, last))
    agenda.at(plan.ends, 97, () => mustYield(life, wanted))
  },
}

/** How many of each band, so that the months of the period come to the sum. */
const stockFor = async (life: Life, random: Life['random'], t: Told, wanted: { people: number; fen: number }) => {
  const { plan, engine } = life
  const size = (n: number) => Math.round(n * plan.scale)
  const months = plan.paid.length
  const roster = engine.catalogue.register('old-age-allowance.roster')!
  const s = (await timelineOf(life.trx, engine, life.countyId, roster).on(plan.period.from)) as Record<string, number>
  const [from80, from90, from100] = [s.from80! / 12, s.from90! / 12, s.from100! / 12]
  const known = await eldersKnown(life)
  const [joining, leaving] = [size(t.到龄新增), size(t.死亡退出)]
  const start = wanted.people - joining + leaving - lateOnes(plan.scale)
  if (start < known.length)
    throw new Refusal(
      `calibration.json 享受高龄津贴人数少于低保家庭中已有的 ${known.length} 名高龄老人，请改正后重试。什么都没有写入`,
    )
  const personMonths =
    start * months - (leaving * (months - 1)) / 2 + ((joining * (months - 1)) / 2) * ((months - 0.2) / months)
  const of100 = Math.min(size(t.百岁老人), start - known.length)
  const rest = wanted.fen * margin - from80 * personMonths - (from100 - from80) * of100 * months
  const known90 = known.filter(e => ageAt(e, plan.period.from) >= 90).length
  const of90 = Math.min(
    Math.max(0, Math.round(rest / ((from90 - from80) * months)) - known90),
    start - known.length - of100,
  )
  const back = (years: number) => plusDays(plusMonths(plan.opens, -years * 12), -1)
  const invent = (name: string, count: number, from: number, to: number) =>
    inventElders(life, random.fork(name), count, plusMonths(back(to), -11), plusMonths(back(from), -8))
  const hundred = await invent('hundred', of100, 100, 104)
  const ninety = await invent('ninety', of90, 90, 97)
  const eighty = await invent('eighty', start - known.length - of100 - of90, 80, 87)
  return { elders: [...known, ...hundred, ...ninety, ...eighty], mortal: eighty }
}
/** Of the 低保 households, who turns eighty before the last look. */
const turningKnown = async ({ trx, countyId, plan }: Life, until: Day) =>
  (
    await one(
      trx,
      sql<{
        n: number
      }>`select count(*)::int as n from person where county_id = ${countyId} and died_on is null and registered_division_id is not null
        and born > (${plan.opens}::date - interval '80 years')::date and born <= ${until}::date`,
    )
  ).n
const firstStandard = async ({ trx, countyId }: Life): Promise<Day> =>
  (
    await one(
      trx,
      sql<{ day: Day }>`select max(first) as day from (select min(starts) as first from standard_value
        where county_id = ${countyId} and business = 'old-age-allowance' group by name) s`,
    )
  ).day

/** Reported by the village, confirmed by the county: no month beyond that of the death is paid. */
const die = ({ agenda, trx, engine, staff }: Life, month: Month, gone: readonly Elder[]) => {
  const day = agenda.workday(plusDays(firstDay(month), 15), 0)
  agenda.at(day, 82, async () => {
    const by = staff.section[0]
    const ids = await recordEvents(
      trx,
      gone.map((e, i) => ({
        by,
        event: 'person.died' as const,
        personId: e.personId,
        on: plusDays(firstDay(month), 2 + (i % 12)),
        source: '公安、卫健',
      })),
      day,
    )
    if (ids.length) await confirmEvents(trx, engine, staff.section[1], ids, day)
  })
}

const application = (life: Life) => life.engine.catalogue.procedure('old-age-allowance.application')!
/** 免申即享: found each month, asked for the account, and decided before the month is out. */
const findThem = (life: Life, month: Month) => {
  const { agenda, trx, engine, staff } = life
  const day = agenda.workday(plusDays(firstDay(month), 19), 0)
  agenda.at(day, 85, async () => {
    await openBirthdays(trx, engine, staff.section[0], application(life), day, 60)
    const open = await rows(
      trx,
      sql<{ id: number; division_id: number }>`select id, division_id from case_file where county_id = ${life.countyId}
        and procedure = 'old-age-allowance.application' and stands = 'open' and at_step = 'apply' order by id`,
    )
    const p = application(life)
    await actOnCases(
      trx,
      engine,
      p,
      'apply',
      open.map(c => ({
        caseId: c.id,
        by: hallOf(life, c.division_id).handlers[0],
        on: day,
        fields: { account: life.numbers.card(), livesAlone: false },
      })),
    )
    await through(life, open, day)
  })
}
const through = async (life: Life, cases: readonly { id: number; division_id: number }[], on: Day) => {
  if (!cases.length) return
  const { trx, engine, staff } = life
  const p = application(life)
  const each = (step: string, by: (division: number) => Actor, outcome?: 'grant') =>
    actOnCases(
      trx,
      engine,
      p,
      step,
      cases.map(c => ({ caseId: c.id, by: by(c.division_id), on, ...(outcome && { outcome }) })),
    )
  await each('accept', d => hallOf(life, d).handlers[0])
  await each('review', d => hallOf(life, d).handlers[1])
  await each('decide', () => staff.decider, 'grant')
}

/** Those who apply late, until there are as many as there must be. */
const fillUp = async (life: Life, pool: readonly Elder[], wanted: number, on: Day) => {
  const { n } = await one(
    life.trx,
    sql<{
      n: number
    }>`select count(*)::int as n from old_age_allowance_roster where county_id = ${life.countyId} and held @> ${life.plan.period.to}::date`,
  )
  const some = pool.slice(0, Math.max(0, wanted - n))
  const opened = await openCases(
    life.trx,
    life.engine,
    application(life),
    some.map(e => ({
      ...{
        by: hallOf(life, e.divisionId).handlers[0],
        on,
        divisionId: e.divisionId,
        personId: e.personId,
        source: 'application' as const,
      },
      fields: { account: life.numbers.card(), livesAlone: false },
    })),
  )
  await through(
    life,
    opened.map((o, i) => ({ id: o.caseId, division_id: some[i]!.divisionId })),
    on,
  )
}

/** The transfers that the bank sends back, so that the period has paid what the file says; the least sums first. */
const leftOver = async (life: Life, batch: { run: number; total: number }, wanted: number): Promise<number[]> => {
  const paid = await paidSoFar(life, life.engine.catalogue.benefit('old-age-allowance.allowance')!)
  let over = paid + batch.total - wanted
  if (over <= 0) return []
  const lines = await rows(
    life.trx,
    sql<{ line: number; fen: number }>`select file_line as line, sum(amount)::bigint as fen from payment_line
      where county_id = ${life.countyId} and run_id = ${batch.run} and file_line is not null group by 1 having count(*) = 1 order by 2, 1`,
  )
  const chosen: number[] = []
  const least = lines[0]?.fen ?? 0
  for (const l of life.random.fork('left over').shuffled(lines.filter(x => x.fen === least))) {
    if (over < l.fen / 2) break
    chosen.push(l.line)
    over -= l.fen
  }
  return chosen
}

const mustYield = async ({ trx, engine, plan }: Life, wanted: { people: number; fen: number }) => {
  const names = { 享受高龄津贴人数: wanted.people, ...(plan.scale === 1 && { 高龄津贴累计支出: wanted.fen / 1e6 }) }
  const found = await indicators(trx, engine.catalogue, {
    period: { ...plan.period, title: plan.period.name },
    names: Object.keys(names),
  })
  const wrong = found.filter(f => f.value !== (names as Record<string, number>)[f.id])
  if (wrong.length)
    throw new Error(
      `the rehearsal does not yield its figures: ${wrong.map(f => `${f.id} ${f.value} for ${(names as Record<string, number>)[f.id]}`).join(', ')}`,
    )
}
