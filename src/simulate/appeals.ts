/** 申诉: refused applicants who do not agree; nearly always the decision stands, now and then it is annulled and the matter begins anew. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { type Day, firstDay, lastDay, type Month } from '#define/time'
import { hallOf, type Life } from './life.ts'

interface Wanted {
  readonly refusedIn: Month
  readonly on: Day
  readonly count: number
  readonly outcome: 'upheld' | 'annulled'
}
/** Lodged with one of the county, answered by another who has not decided. */
export const appeal = (life: Life, { refusedIn, on, count, outcome }: Wanted) => {
  if (!count) return
  const { agenda, trx, engine, matters } = life
  const [receiver, answerer] = life.staff.section
  const answered = agenda.workday(on, 8)
  let lodged: { readonly id: number; readonly appealId: number; readonly division_id: number }[] = []
  agenda.at(on, 85, async () => {
    const refused = await rows(
      trx,
      sql<{
        id: number
        division_id: number
      }>`select id, division_id from case_file c where county_id = ${life.countyId}
        and procedure = ${engine.catalogue.idOf(matters.application)} and stands = 'ended' and outcome = 'refuse'
        and decided_on between ${firstDay(refusedIn)}::date and least(${lastDay(refusedIn)}::date, ${on}::date)
        and not exists (select from case_appeal a where a.county_id = c.county_id and a.case_id = c.id) order by id`,
    )
    for (const r of life.random.fork(`appeal ${on} ${outcome}`).shuffled(refused).slice(0, count)) {
      const said = { caseId: r.id, by: receiver, on, kind: '申诉' as const, says: '本人患病不能劳动，收入核算有误' }
      lodged = [...lodged, { ...r, appealId: await lodgeAppeal(trx, engine, said) }]
    }
  })
  agenda.at(answered, 86, async () => {
    const says = outcome === 'upheld' ? '经复查，核算正确，原决定适当' : '漏计医疗支出扣减，原决定撤销，重新办理'
    const anew: { readonly caseId: number; readonly divisionId: number }[] = []
    for (const a of lodged) {
      const { newCaseId } = await answerAppeal(trx, engine, {
        appealId: a.appealId,
        by: answerer,
        on: answered,
        outcome,
        says,
      })
      if (newCaseId) anew.push({ caseId: newCaseId, divisionId: a.division_id })
    }
    const accepts = anew.map(a => ({ caseId: a.caseId, on: answered, by: hallOf(life, a.divisionId).handlers[2] }))
    if (accepts.length) await actOnCases(trx, engine, matters.application, 'accept', accepts)
  })
}
