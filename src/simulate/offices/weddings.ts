/** 结婚登记和抽查: couples marry in the order in which they came; of some the papers are looked over. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { rows } from '#core/db'
import type { Columns } from '#core/engine'
import { actOnCases } from '#core/procedures/act'
import { beginCases } from '#core/procedures/begin'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { spread } from '../random.ts'
import { type Couple, come } from './couples.ts'

const statement = (isAcross: boolean) => ({
  ...{ voluntary: true, noSpouse: true, notKin: true, disease: 'none', hukouBook: true },
  ...{ husbandBefore: 'single', wifeBefore: 'single', residencePermit: isAcross },
})
/** The cases, as they come. */
export const marry = (life: Life, days: readonly Day[], couples: readonly Couple[]): readonly number[] => {
  const married: number[] = []
  const { trx, engine, agenda, staff } = life
  const p = engine.catalogue.procedure('marriage.registration')!
  const by = staff.of('registry').at(-1)!
  const left = [...couples]
  const counts = spread(life.random.fork('wedding days'), couples.length, days.length)
  days.forEach((on, i) =>
    agenda.at(on, 70, async () => {
      const some = left.splice(0, counts[i])
      const opened = await openCases(
        trx,
        engine,
        p,
        some.map(c => come(by, on, c, statement(c.isAcross))),
      )
      await actOnCases(
        trx,
        engine,
        p,
        'register',
        opened.map(o => ({ caseId: o.caseId, by, on, outcome: 'grant' })),
      )
      married.push(...opened.map(o => o.caseId))
    }),
  )
  return married
}
/** In the last month, by somebody who has not registered them. */
export const check = (life: Life, married: readonly number[], count: number, faulty: number) => {
  const { trx, engine, countyId, agenda, staff, plan } = life
  const p = engine.catalogue.procedure('registration-checks.check')!
  const from = engine.catalogue.procedure('marriage.registration')!
  const by = staff.of('registry').at(-2)!
  const on = agenda.workday(plusDays(plan.period.to, -6), 0)
  agenda.at(on, 80, async () => {
    const drawn = life.random.fork('checks').shuffled(married).slice(0, count)
    const seen = await rows(
      trx,
      sql<Columns & { id: number; division_id: number }>`select d.*, c.* from case_file c
        join marriage_registration_case d on d.county_id = c.county_id and d.id = c.id where c.county_id = ${countyId} and c.id = any(${drawn}::bigint[])`,
    )
    const causes = seen.map(c => ({ divisionId: c.division_id, columns: c, caseId: c.id }))
    const opened = await beginCases(trx, engine, by, p, from.register, causes, 'sample', on)
    const said = (i: number) =>
      i < faulty ? { isCompliant: false, faults: '声明书缺指纹', corrected: '已通知当事人补正' } : { isCompliant: true }
    for (const isFaulty of [true, false]) {
      const some = opened.map((o, i) => ({ o, i })).filter(({ i }) => i < faulty === isFaulty)
      await actOnCases(
        trx,
        engine,
        p,
        'decide',
        some.map(({ o, i }) => ({
          ...{ caseId: o.caseId, by, on, outcome: 'close', fields: said(i) },
        })),
      )
    }
  })
}
