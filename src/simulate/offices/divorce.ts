/** 离婚登记: of those who ask some think again within thirty days, some never come back, some part; the last are under way at the end. */
import { dayNumber, plusDays } from '#core/calendar/days'
import { actOnCases } from '#core/procedures/act'
import { endLapsed } from '#core/procedures/lapse'
import { openCases } from '#core/procedures/open'
import { withdraw } from '#core/procedures/withdraw'
import { type Day, days } from '#define/time'
import type { Life } from '../life.ts'
import { spread } from '../random.ts'
import { type Couple, come, inventCouples } from './couples.ts'
import { daysOf, type Told } from './marriage-told.ts'

type Fate = 'parts' | 'thinks again' | 'never comes' | 'under way'
/** So long before the end of the period they must have asked, that it has come to this by then: two spans of thirty days and a holiday. */
const before: Readonly<Record<Fate, number>> = { parts: 45, 'thinks again': 31, 'never comes': 72, 'under way': 0 }

export const liveDivorces = async (life: Life, t: Told, size: (n: number) => number) => {
  const { plan } = life
  const across = size(t['离婚登记(跨区域通办)'])
  const fates = {
    parts: size(t.离婚登记),
    'thinks again': size(t.撤回离婚登记申请),
    'never comes': size(t.逾期视为撤回离婚登记申请),
  }
  const decided = fates.parts + fates['thinks again'] + fates['never comes']
  const rest = Math.max(0, size(t.受理离婚申请) - decided)
  const weeks = daysOf(life)
  const asking = new Map<Day, Asking[]>()
  for (const [fate, count] of Object.entries({ ...fates, 'under way': rest }) as [Fate, number][]) {
    const couples = await inventCouples(life, plan.opens, {
      ...{ count, across: fate === 'parts' ? across : 0 },
      ...{ ages: [25, 55] as const, marital: '20', name: `divorce ${fate}` },
    })
    const askedOn = daysFor(weeks, fate, plan.period.to)
    const counts = spread(life.random.fork(fate), count, askedOn.length)
    askedOn.forEach((on, i) => {
      for (const couple of couples.splice(0, counts[i])) asking.set(on, [...(asking.get(on) ?? []), { couple, fate }])
    })
  }
  for (const [on, all] of asking) ask(life, on, all)
  // The machine looks every day; here every other week, and each case ends on its own day all the same.
  for (const on of weeks.filter((_, i) => i % 2)) runOut(life, on)
  runOut(life, plan.period.to)
}
/** Whoever is under way at the end has asked within its last weeks. */
const daysFor = (weeks: readonly Day[], fate: Fate, end: Day) =>
  weeks.filter(d => {
    const left = dayNumber(end) - dayNumber(d)
    return fate === 'under way' ? left < 55 : left >= before[fate]
  })

const agreement = (isAcross: boolean, nth: number, reason: string) => ({
  ...{ certificate: `演示结婚证${nth}`, inMainland: true, settled: true, children: nth % 3, reason },
  ...{ hukouBook: true, residencePermit: isAcross },
})
interface Asking {
  readonly couple: Couple
  readonly fate: Fate
}
const ask = (life: Life, on: Day, all: readonly Asking[]) => {
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure('divorce.registration')!
  const random = life.random.fork(`divorce ${on}`)
  const by = staff.of('registry').at(-1)!
  agenda.at(on, 71, async () => {
    const reason = () => random.pick(['temper', 'temper', 'family', 'money', 'apart'])
    const opened = await openCases(
      trx,
      engine,
      p,
      all.map(({ couple }, i) => come(by, on, couple, agreement(couple.isAcross, i, reason()))),
    )
    const ids = opened.map(o => o.caseId)
    const accepted = ids.map(caseId => ({ caseId, by, on, outcome: 'continue' }))
    await actOnCases(trx, engine, p, 'accept', accepted)
    const of = (fate: Fate) => ids.filter((_, i) => all[i]!.fate === fate)
    thinkAgain(life, on, of('thinks again'), random)
    const free = plusDays(life.calendar.lastDay(on, days(30)).day, 1) // 民法典第一千零七十七条, 第二百零三条
    part(life, agenda.workday(free, random.int(1, 4)), of('parts'))
  })
}
const thinkAgain = (life: Life, asked: Day, ids: readonly number[], random: Life['random']) => {
  const { trx, engine, agenda, staff } = life
  const by = staff.of('registry')[0]!
  const on = agenda.workday(plusDays(asked, random.int(5, 26)), 0)
  if (!ids.length) return
  agenda.at(on, 73, async () => {
    for (const caseId of ids)
      await withdraw(trx, engine, { caseId, by, on, says: '不愿离婚', came: [random.pick(['husband', 'wife'])] })
  })
}
const part = (life: Life, on: Day, ids: readonly number[]) => {
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure('divorce.registration')!
  const by = staff.of('registry').at(-1)!
  if (!ids.length) return
  agenda.at(on, 74, async () => {
    await actOnCases(
      trx,
      engine,
      p,
      'collect',
      ids.map(caseId => ({ caseId, by, on, came: ['husband', 'wife'] })),
    )
    await actOnCases(
      trx,
      engine,
      p,
      'register',
      ids.map(caseId => ({ caseId, by, on, outcome: 'grant' })),
    )
  })
}
/** 每日: the machine's part. */
const runOut = ({ trx, engine, agenda, staff }: Life, on: Day) => {
  const p = engine.catalogue.procedure('divorce.registration')!
  agenda.at(on, 90, async () => void (await endLapsed(trx, engine, staff.of('registry')[0]!, p, on)))
}
