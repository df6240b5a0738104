/** 老年助餐: a month's meals at every point, recorded by the file, settled with the operators and paid; so many and so much as the file says. */
import { sql } from 'kysely'
import { z } from 'zod'

import { rows } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { mergeStaged } from '#core/registers/days/merge'
import { makeStage, staged } from '#core/registers/days/stage'
import { timelineOf } from '#core/registers/timeline'
import { firstDay, lastDay, type Month, monthAfter } from '#define/time'
import { hallOf, type Life } from '../life.ts'
import { spread } from '../random.ts'
import { chooseDiners, inventDiners, openPoints, type Point } from './meals-points.ts'
import { payOffice } from './pay-office.ts'
import type { Rehearsal } from './rehearsal.ts'
import { settleOffice } from './settle-office.ts'

const told = z.strictObject({
  老年人助餐补贴人次: z.int().positive(),
  /** 万元, with two decimals, by the day of payment. */
  老年人助餐补贴金额: z.number().nonnegative(),
  运营中的助餐点: z.int().positive(),
  助餐点座位数: z.int().positive(),
  /** Who eats there, of seventy-nine and less, and of the poor. */
  六十至七十九周岁用餐老人: z.int().positive(),
})
type Told = z.infer<typeof told>
type Tier = 'hardship' | 'from80' | 'from60'
/** Meals of a month: of each tier so many. */
export type Menu = Readonly<Record<Tier, number>>

export const mealsRehearsal: Rehearsal<Told> = {
  business: 'meals',
  told,
  rehearse: async (life, t) => {
    const { plan, agenda } = life
    const size = (n: number) => Math.max(1, Math.round(n * plan.scale))
    const wanted = { meals: size(t.老年人助餐补贴人次), fen: Math.round(t.老年人助餐补贴金额 * plan.scale * 1e6) }
    const points = await openPoints(life, Math.max(2, size(t.运营中的助餐点)), size(t.助餐点座位数))
    await inventDiners(life, size(t.六十至七十九周岁用餐老人))
    const benefit = life.engine.catalogue.benefit('meals.subsidy')!
    const actors = new Map(points.map(x => [x.placeId, x.actor]))
    const menus = await menusFor(life, wanted, size(t.六十至七十九周岁用餐老人))
    for (const [month, menu] of menus) {
      // The last month is recorded on the day after the period, and settled after the rehearsal.
      const after = monthAfter(month)
      const workday = agenda.workday(firstDay(after), 0)
      const day = month === plan.paid.at(-1) ? plan.ends : workday
      agenda.at(day, 60, () => record(life, points, month, menu))
      // The operator confirms, the town looks over it, the county agrees.
      settleOffice(life, {
        ...{ benefit, procedure: 'meals.settlement', month, order: 61 },
        steps: {
          confirm: { after: 1, by: c => actors.get(c.place_id)!, fields: { confirmed: true } },
          check: { after: 2, by: c => hallOf(life, c.division_id).handlers[1] },
        },
      })
      payOffice(life, { benefit, month, in: after, day: 12, order: 86 })
    }
    agenda.at(plan.ends, 98, () => mustYield(life, wanted))
  },
}

/** The month before the period is paid in its first month; what the period pays is settled through the month before its last. */
const menusFor = async (
  life: Life,
  wanted: { meals: number; fen: number },
  young: number,
): Promise<[Month, Menu][]> => {
  const { plan, trx, engine, countyId } = life
  const s = (await timelineOf(trx, engine, countyId, engine.catalogue.register('meals.meals')!).on(
    plan.period.from,
  )) as Record<Tier, number>
  const [poor, old, others] = [s.hardship / 12, s.from80 / 12, s.from60 / 12]
  const inPeriod = spread(life.random.fork('meals'), wanted.meals, plan.paid.length)
  const counts = [Math.round(wanted.meals / plan.paid.length), ...inPeriod]
  const months = [monthAfter(plan.paid[0]!, -1), ...plan.paid]
  const paid = counts.slice(0, -1)
  const all = paid.reduce((a, b) => a + b, 0)
  const hardship = Math.round(all * 0.1)
  // others × n + (old − others) × n80 + (poor − others) × n_h = the sum
  const from80 = Math.round((wanted.fen - others * all - (poor - others) * hardship) / (old - others))
  if (from80 < 0 || from80 + hardship > all || young < 1)
    throw new Error('the meals of the file can be of no tiers by these standards')
  const random = life.random.fork('tiers')
  const [h, e] = [spread(random, hardship, paid.length), spread(random, from80, paid.length)]
  return months.map((month, i): [Month, Menu] => {
    const at = Math.min(i, paid.length - 1)
    return [month, { hardship: h[at]!, from80: e[at]!, from60: counts[i]! - h[at]! - e[at]! }]
  })
}

/** As a file of the month would bring it: staged, judged and entered by the same sets. */
const record = async (life: Life, points: readonly Point[], month: Month, menu: Menu) => {
  const { trx, engine, staff } = life
  const meals = engine.catalogue.register('meals.meals')!
  const on = lastDay(month)
  const days = Number(on.slice(8))
  await chooseDiners(
    life,
    points,
    month,
    Object.fromEntries(Object.entries(menu).map(([k, n]) => [k, Math.ceil(n / (days * 0.62))])),
  )
  await makeStage(trx, meals)
  await sql`insert into ${sql.raw(staged)} (line, name, person_id, on_day, point, sitting, price)
    with day as materialized (select d::date as on_day, to_char(d, 'YYYYMMDD')::bigint as number
        from generate_series(${firstDay(month)}::date, ${on}::date, interval '1 day') d),
      lots as materialized (select d.id, d.point, d.tier, day.on_day, hashint8extended(d.id, day.number) as lot from meals_diner d cross join day)
    select row_number() over (order by on_day, id), '', id, on_day, point, case when lot % 9 = 0 then 'dinner' else 'lunch' end, 800 + abs(lot % 5) * 50
    from jsonb_each_text(${JSON.stringify(menu)}::jsonb) m cross join lateral (select * from lots where tier = m.key order by lot limit m.value::int) x`.execute(
    trx,
  )
  const done = await mergeStaged(trx, engine, staff.section[0], meals, on, { by: 'id', takesGood: false })
  const wanted = menu.hardship + menu.from80 + menu.from60
  if (done.added !== wanted)
    throw new Error(
      `${month}: ${done.added} meals recorded for ${wanted}${done.problems[0] ? `, ${done.problems[0].says}` : ''}`,
    )
}

const mustYield = async ({ trx, engine, plan }: Life, wanted: { meals: number; fen: number }) => {
  const names: Record<string, number> = {
    老年人助餐补贴人次: wanted.meals,
    ...(plan.scale === 1 && { 老年人助餐补贴金额: wanted.fen / 1e6 }),
  }
  const found = await indicators(trx, engine.catalogue, {
    period: { ...plan.period, title: plan.period.name },
    names: Object.keys(names),
  })
  const wrong = found.filter(f => f.value !== names[f.id])
  if (wrong.length)
    throw new Error(
      `the rehearsal does not yield its figures: ${wrong.map(f => `${f.id} ${f.value} for ${names[f.id]}`).join(', ')}`,
    )
}
