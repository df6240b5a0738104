/** 申诉: refused applicants who do not agree; nearly always the decision stands, now and then it is annulled and the matter begins anew. */
import { sql } from 'kysely'
import { plusMonths } from '#core/calendar/days'
import { rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { type Day, firstDay, lastDay, type Month } from '#define/time'
import { asSecond, hallOf, type Life } from './life.ts'

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
  let begun: readonly Begun[] = []
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
    const anew: Begun[] = []
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
    begun = anew
    const accepts = anew.map(a => ({ caseId: a.caseId, on: answered, by: hallOf(life, a.divisionId).handlers[2] }))
    if (accepts.length) await actOnCases(trx, engine, matters.application, 'accept', accepts)
  })
  if (outcome === 'annulled') lookAgain(life, answered, () => begun)
}

interface Begun {
  readonly caseId: number
  readonly divisionId: number
}
/** 重新办理: every step once more, this time with the deduction; the income is above the standard all the same. */
const lookAgain = (life: Life, from: Day, begun: () => readonly Begun[]) => {
  const { agenda, trx, engine, matters, staff } = life
  const [matcher, seer, other] = staff.section
  const step = (name: string, after: number, of: (b: Begun & Waits, on: Day) => Omit<ActInput, 'caseId' | 'on'>) => {
    const on = agenda.workday(from, after)
    agenda.at(on, 86, async () => {
      const acts = (await waiting(life, name, begun())).map(b => ({ caseId: b.caseId, on, ...of(b, on) }))
      if (acts.length) await actOnCases(trx, engine, matters.application, name, acts)
    })
  }
  step('match', 2, ({ applicant }, on) => ({
    ...{ by: matcher, fields: { reportUntil: plusMonths(on, 6) } },
    parts: { findings: [findingOf(applicant)] },
  }))
  step('visit', 4, b => {
    const [first, second] = hallOf(life, b.divisionId).handlers
    const fields = { visited: [], situation: '再次入户，核对了医疗票据，家庭收入与复查一致' }
    return { by: first, second: asSecond(second), fields }
  })
  step('propose', 5, b => ({
    ...{ by: hallOf(life, b.divisionId).handlers[2], fields: { class: 'A', proposal: 'refuse' } },
  }))
  step('see', 6, () => ({ by: seer, second: asSecond(other), fields: { seen: '县级入户核查，未发现违规' } }))
  step('decide', 6, b => ({
    ...{ by: b.isTowns ? hallOf(life, b.divisionId).leader : staff.decider, outcome: 'refuse' },
    says: '重新核算，扣减医疗支出后家庭人均收入仍高于当地低保标准',
  }))
  step('tell', 7, b => ({ by: hallOf(life, b.divisionId).handlers[2] }))
}
const findingOf = (member: string) => ({
  ...{ member, department: 'insurance', item: '医疗报销', value: '住院自付费用一笔' },
  ...{ result: 'clear', explained: null },
})
interface Waits {
  readonly applicant: string
  readonly isTowns: boolean
}
const waiting = async (life: Life, step: string, all: readonly Begun[]) => {
  const found = await rows(
    life.trx,
    sql<
      Waits & { id: number }
    >`select c.id, d.applicant::text as applicant, c.at_post = 'town' as "isTowns" from case_file c
      join minimum_living_application_case d on d.county_id = c.county_id and d.id = c.id where c.county_id = ${life.countyId}
      and c.stands = 'open' and c.at_step = ${step} and c.id = any(${all.map(b => b.caseId)}::bigint[]) order by c.id`,
  )
  return found.map(f => ({ ...all.find(b => b.caseId === f.id)!, ...f }))
}
