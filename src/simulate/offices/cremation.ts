/** 殡葬: who dies is cremated, its ashes followed, the basic items deducted; so many of each as the calibration file says. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import type { AnyBenefit } from '#core/catalogue'
import { divisionsOn } from '#core/divisions/tree'
import { indicators } from '#core/indicators/indicators'
import { enterBase } from '#core/indicators/published'
import { type Day, monthAfter } from '#define/time'
import type { Life } from '../life.ts'
import { spread } from '../random.ts'
import { follow } from './cremation-ashes.ts'
import { cremate, openHome } from './cremation-bodies.ts'
import { inventDead } from './cremation-people.ts'
import { deduct, refundOnReceipt } from './cremation-relief.ts'
import { payOffice } from './pay-office.ts'
import type { Rehearsal } from './rehearsal.ts'
import { settleOffice } from './settle-office.ts'

const whole = z.int().nonnegative()
const told = z
  .strictObject({
    火化遗体: whole,
    /** At least so many per cent of the deaths in the zone where people are to be cremated, with one decimal. */
    火化率: z.number().min(0).max(100),
    享受惠民殡葬补贴人数: whole,
    /** 万元, with two decimals. */
    惠民殡葬补贴金额: z.number().nonnegative(),
    县外户籍火化遗体: whole,
    凭票补给家属人数: whole,
    火化区死亡人数: whole,
    死亡人数: whole,
  })
  .refine(t => t.县外户籍火化遗体 <= t.火化遗体, '县外户籍火化遗体多于火化遗体')
  .refine(t => t.凭票补给家属人数 <= t.享受惠民殡葬补贴人数, '凭票补给的多于享受补贴的')
  .refine(
    t => t.享受惠民殡葬补贴人数 - t.凭票补给家属人数 <= t.火化遗体 - t.县外户籍火化遗体,
    '直接减免的多于本县户籍火化的',
  )
  .refine(t => t.火化遗体 - t.县外户籍火化遗体 <= t.火化区死亡人数, '火化区死亡人数少于火化区火化的')
  .refine(
    t =>
      !t.火化区死亡人数 || Math.round(((t.火化遗体 - t.县外户籍火化遗体) / t.火化区死亡人数) * 1000) >= t.火化率 * 10,
    '按火化区死亡人数算得的火化率低于所填的火化率',
  )
type Told = z.infer<typeof told>

/** Bodies of a week are burnt on one day, that the whole county is lived in seconds; three days after they were brought. */
const storedFor = 3

export const cremationRehearsal: Rehearsal<Told> = {
  business: 'cremation',
  told,
  rehearse: async (life, t) => {
    const { plan, agenda } = life
    const size = (n: number) => Math.round(n * plan.scale)
    const random = life.random.fork('cremation')
    const days = daysOf(plan.period.from, plan.period.to)
    const local = size(t.火化遗体) - size(t.县外户籍火化遗体)
    const quotas = spread(random, local, days.length)
    const strangers = spread(random, size(t.县外户籍火化遗体), days.length)
    const receipts = spread(random, size(t.凭票补给家属人数), 3)
    const home = await openHome(life)
    const strange = size(t.县外户籍火化遗体)
    const dead = await inventDead(life, home, { local: local + size(t.凭票补给家属人数) + 4, strangers: strange })
    for (const [i, day] of days.entries())
      cremate(life, {
        home,
        dead,
        day,
        broughtOn: plusDays(day, -storedFor),
        local: quotas[i]!,
        strangers: strangers[i]!,
      })
    // A few wait in the store when the county is opened.
    cremate(life, { home, dead, day: plusDays(plan.ends, 2), broughtOn: plan.period.to, local: 4, strangers: 0 })
    const granted = size(t.享受惠民殡葬补贴人数)
    const money = Math.round(t.惠民殡葬补贴金额 * plan.scale * 100) / 100
    await deduct(life, home, days, { count: granted, money, receipts: size(t.凭票补给家属人数) })
    refundOnReceipt(life, dead, days, receipts)
    payRelief(life)
    follow(life, days)
    agenda.at(plan.ends, 96, () =>
      enterBases(life, { 火化区死亡人数: size(t.火化区死亡人数), 死亡人数: size(t.死亡人数) }),
    )
    agenda.at(plan.ends, 97, () =>
      mustYield(life, {
        火化遗体: size(t.火化遗体),
        享受惠民殡葬补贴人数: granted,
        // Of a part of the county the sum is only about so much: it is made of whole items.
        ...(plan.scale === 1 && { 惠民殡葬补贴金额: money }),
      }),
    )
  },
}

/** What the home has deducted in a month is settled and paid to it in the next; kin with a receipt are paid then too. */
const payRelief = (life: Life) => {
  const { catalogue } = life.engine
  const [relief, refund] = ['relief', 'refund'].map(b => catalogue.benefit(`funeral-relief.${b}`)!) as [
    AnyBenefit,
    AnyBenefit,
  ]
  const clerk = life.staff.of('facility')[0]!
  for (const month of life.plan.paid) {
    settleOffice(life, {
      ...{ benefit: relief, procedure: 'funeral-relief.settlement', month, order: 69 },
      steps: { confirm: { after: 1, by: () => clerk, fields: { confirmed: true } } },
    })
    payOffice(life, { benefit: relief, month, in: monthAfter(month), day: 14, order: 87 })
    payOffice(life, { benefit: refund, month, in: monthAfter(month), day: 15, order: 88 })
  }
}

/** Once a week; brought within the period, and long enough before its end for what is decided after. */
const daysOf = (from: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let day = plusDays(to, -4); plusDays(day, -storedFor) >= from; day = plusDays(day, -7)) days.unshift(day)
  return days
}

const enterBases = async (life: Life, bases: { 火化区死亡人数: number; 死亡人数: number }) => {
  const { from, to } = life.plan.period
  const [county] = await divisionsOn(life.trx, life.countyId, to, 'county')
  for (const [what, value] of Object.entries(bases) as [keyof typeof bases, number][])
    await enterBase(life.trx, {
      what,
      area: county!.code,
      from,
      to,
      value,
      source: '演示：公安、卫健、殡葬死亡信息比对',
    })
}

const mustYield = async ({ trx, engine, plan }: Life, wanted: Readonly<Record<string, number>>) => {
  const period = { ...plan.period, title: plan.period.name }
  const found = await indicators(trx, engine.catalogue, { period, names: Object.keys(wanted) })
  const wrong = found.filter(f => f.value !== wanted[f.id])
  if (wrong.length)
    throw new Error(
      `the rehearsal does not yield its figures: ${wrong.map(f => `${f.id} ${f.value} for ${wanted[f.id]}`).join(', ')}`,
    )
}
