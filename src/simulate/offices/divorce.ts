/** 离婚登记: of those who ask some think again within thirty days, some never come back, some part; the last are under way at the end. */
import { dayNumber, plusDays } from '#core/calendar/days'
import { actOnCases } from '#core/procedures/act'
import { endLapsed } from '#core/procedures/lapse'
import { openCases } from '#core/procedures/open'
import { withdraw } from '#core/procedures/withdraw'
import type { Day } from '#define/time'
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
  const rest = size(t.受理离婚申请) - fates.parts - fates['thinks again'] - fates['never comes']
  const weeks = daysOf(life)
  for (const [fate, count] of Object.entries({ ...fates, 'under way': rest }) as [Fate, number][]) {
    const couples = await inventCouples(life, plan.opens, {
      ...{ count, across: fate === 'parts' ? across : 0 },
      ...{ ages: [25, 55] as const, marital: '20', name: `divorce ${fate}` },
    })
    const days = daysFor(weeks, fate, plan.period.to)
    const counts = spread(life.random.fork(fate), count, days.length)
    days.forEach((on, i) => ask(life, on, fate, couples.splice(0, counts[i])))
  }
  for (const on of weeks) runOut(life, on)
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
const ask = (life: Life, on: Day, fate: Fate, couples: readonly Couple[]) => {
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure('divorce.registration')!
  const random = life.random.fork(`${fate} ${on}`)
  const by = staff.of('registry').at(-1)!
  if (!couples.length) return
  agenda.at(on, 71, async () => {
    const told = (nth: number) =>
      agreement(couples[nth]!.isAcross, nth, random.pick(['temper', 'temper', 'family', 'money', 'apart']))
    const opened = await openCases(
      trx,
      engine,
      p,
      couples.map((c, i) => come(by, on, c, told(i))),
    )
    const ids = opened.map(o => o.caseId)
    await actOnCases(
      trx,
      engine,
      p,
      'accept',
      ids.map(caseId => ({ caseId, by, on, outcome: 'continue' })),
    )
    if (fate === 'thinks again') thinkAgain(life, on, ids, random)
    if (fate === 'parts') part(life, agenda.workday(plusDays(on, 33), random.int(0, 3)), ids)
  })
}
const thinkAgain = (life: Life, asked: Day, ids: readonly number[], random: Life['random']) => {
  const { trx, engine, agenda, staff } = life
  const by = staff.of('registry')[0]!
  const on = agenda.workday(plusDays(asked, random.int(5, 26)), 0)
  agenda.at(on, 73, async () => {
    for (const caseId of ids)
      await withdraw(trx, engine, { caseId, by, on, says: '不愿离婚', came: [random.pick(['husband', 'wife'])] })
  })
}
const part = (life: Life, on: Day, ids: readonly number[]) => {
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure('divorce.registration')!
  const by = staff.of('registry').at(-1)!
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
