/** 投诉属实: an income that was not declared is found out; the finding is the event, and the household's review follows from it. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import { asSecond, hallOf, type Kept, type Life } from './life.ts'

/** Heard on a day, visited by two of the county, decided by another, answered by the town. */
export const complainFounded = (life: Life, on: Day, about: readonly Kept[]) => {
  if (!about.length) return
  const { agenda, matters, staff, trx, engine } = life
  const p = matters.complaint
  const [, seer, other] = staff.section
  const [see, decide, tell] = [4, 6, 7].map(n => agenda.workday(on, n)) as [Day, Day, Day]
  let opened: { readonly id: number; readonly divisionId: number }[] = []
  const still = async (step: string) => {
    const open = await rows(
      trx,
      sql<{
        id: number
      }>`select id from case_file where county_id = ${life.countyId} and at_step = ${step} and stands = 'open'
        and id = any(${opened.map(o => o.id)}::bigint[])`,
    )
    const ids = new Set(open.map(o => o.id))
    return opened.filter(o => ids.has(o.id))
  }
  const act = async (step: string, of: (o: (typeof opened)[number]) => Omit<ActInput, 'caseId'>) =>
    void (await actOnCases(
      trx,
      engine,
      p,
      step,
      (await still(step)).map(o => ({ caseId: o.id, ...of(o) })),
    ))
  agenda.at(on, 81, async () => {
    const places = about.map(k => k.family.home.village.id)
    const cases = await openCases(
      trx,
      engine,
      p,
      about.map((k, i) => ({
        ...{ by: hallOf(life, places[i]!).handlers[0], on, divisionId: places[i]!, householdId: k.householdId },
        ...{ source: 'application' as const },
        fields: { channel: 'visit', says: '反映该户成员已务工，收入没有申报', informant: null },
      })),
    )
    opened = cases.map((c, i) => ({ id: c.caseId, divisionId: places[i]! }))
  })
  const fields = { seen: '入户核查并函询用工单位，确有务工收入未申报', finding: 'income' }
  agenda.at(see, 82, () => act('see', () => ({ on: see, by: seer, second: asSecond(other), fields })))
  agenda.at(decide, 83, () =>
    act('decide', () => ({ on: decide, by: staff.decider, outcome: 'found', says: '收入变化未申报，属实，转复核' })),
  )
  agenda.at(tell, 84, () => act('tell', o => ({ on: tell, by: hallOf(life, o.divisionId).handlers[0] })))
}
