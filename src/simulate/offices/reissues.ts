/** 补领: papers lost long ago, issued again. */
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { spread } from '../random.ts'
import { come, inventCouples } from './couples.ts'

export const reissue = async (
  life: Life,
  days: readonly Day[],
  office: 'marriage' | 'divorce',
  count: number,
  marital: '20' | '40',
) => {
  const { trx, engine, agenda, staff, plan } = life
  const p = engine.catalogue.procedure(`${office}.reissue`)!
  const by = staff.of('registry').at(-1)!
  const random = life.random.fork(`${office} reissued`)
  const left = await inventCouples(life, plan.opens, {
    ...{ count, across: 0, ages: [28, 60] as const, marital, name: `${office} reissues` },
  })
  const fortnights = days.filter((_, i) => i % 2 === 0)
  const counts = spread(random, count, fortnights.length)
  const kept = (nth: number) => ({
    ...{ former: `演示旧证${nth}`, registeredOn: `20${random.int(10, 19)}-0${random.int(1, 9)}-1${random.int(0, 9)}` },
    ...{ cause: random.pick(['lost', 'lost', 'spoilt', 'changed']), inArchive: true },
    ...(office === 'marriage' && { stillMarried: true }),
  })
  fortnights.forEach((on, i) =>
    agenda.at(on, 72, async () => {
      const some = left.splice(0, counts[i])
      const opened = await openCases(
        trx,
        engine,
        p,
        some.map((c, n) => come(by, on, c, kept(i * 1000 + n))),
      )
      await actOnCases(
        trx,
        engine,
        p,
        'issue',
        opened.map(o => ({ caseId: o.caseId, by, on, outcome: 'grant' })),
      )
    }),
  )
}
