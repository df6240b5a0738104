/** 骨灰去向: handed over, seen by the village, closed by the town; of the last weeks some are open, and a few are overdue. */
import { plusDays, plusMonths } from '#core/calendar/days'
import { actOnCases } from '#core/procedures/act'
import type { Day } from '#define/time'
import { hallOf, type Life, workerOf } from '../life.ts'
import { inventSurname } from '../names.ts'
import { type OpenCase, openAt } from './cremation-relief.ts'

const following = 'ashes.following'

export const follow = (life: Life, days: readonly Day[]) => {
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure(following)!
  const random = life.random.fork('ashes')
  const clerk = staff.of('facility')[0]!
  const step = async (name: string, all: readonly OpenCase[], of: (c: OpenCase) => object) => {
    if (all.length) await actOnCases(trx, engine, p, name, all.map(c => ({ caseId: c.id, ...of(c) })) as never)
  }
  for (const [i, day] of days.entries()) {
    const noted = agenda.workday(day, 1)
    agenda.at(noted, 62, async () =>
      step('note', await openAt(life, following, 'note'), c => ({
        ...{ by: clerk, on: noted },
        fields: destinationOf(random, c, day),
      })),
    )
    if (i % 4 !== 3) continue
    const [seen, closed] = [agenda.workday(plusDays(day, 1), 3), agenda.workday(plusDays(day, 1), 5)]
    agenda.at(seen, 63, async () => {
      const open = await openAt(life, following, 'see')
      await step(
        'see',
        open.filter(() => random.chance(97)),
        c => ({
          ...{ by: workerOf(life, c.division_id), on: seen },
          fields: { site: '村公益性公墓', plot: `${random.int(1, 30)}排${random.int(1, 40)}号` },
        }),
      )
    })
    agenda.at(closed, 64, async () =>
      step('decide', await openAt(life, following, 'decide'), c => ({
        ...{ by: hallOf(life, c.division_id).leader, on: closed, outcome: 'close' },
      })),
    )
  }
}
const destinationOf = (random: Life['random'], c: OpenCase, day: Day) => {
  const destination = !c.is_local
    ? 'taken'
    : random.of([
        ['public', 52],
        ['cemetery', 14],
        ['hall', 18],
        ['ecological', 6],
        ['deposit', 9],
        ['unclaimed', 1],
      ] as const)
  const isKept = destination === 'deposit' || destination === 'unclaimed'
  return {
    destination,
    ...(destination === 'deposit' && { until: plusMonths(day, 12) }),
    ...(!isKept && { receiver: `${inventSurname(random)}某` }),
  }
}
