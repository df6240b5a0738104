/** 投诉举报、县内迁移、县级抽查: the smaller matters of a half-year, some of them left on somebody's desk. */
import { sql } from 'kysely'
import { plusMonths } from '#core/calendar/days'
import type { SomeProcedure } from '#core/catalogue'
import { rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import { openCases } from '#core/procedures/open'
import { drawSamples } from '#core/procedures/sample'
import { type Day, firstDay, monthOf } from '#define/time'
import { goingOn } from './go-on.ts'
import { asSecond, hallOf, type Kept, type Life } from './life.ts'

interface Open {
  readonly id: number
  readonly division_id: number
  readonly movesTo: number | null
}
/** The open cases of a matter at a step. */
const openAt = (life: Life, p: SomeProcedure, step: string): Promise<Open[]> =>
  rows(
    life.trx,
    sql<Open>`select c.id, c.division_id, c.at_division_id as "movesTo" from case_file c where c.county_id = ${life.countyId}
      and c.procedure = ${life.engine.catalogue.idOf(p)} and c.stands = 'open' and c.at_step = ${step} and c.opens_on <= ledger_day(c.county_id) order by c.id`,
  )
const step = async (life: Life, p: SomeProcedure, name: string, of: (o: Open) => Omit<ActInput, 'caseId'>) => {
  const all = await openAt(life, p, name)
  await actOnCases(
    life.trx,
    life.engine,
    p,
    name,
    all.map(o => ({ caseId: o.id, ...of(o) })),
  )
}

const heard = [
  ['hotline', '反映该户子女有车有房，不应享受低保'],
  ['petition', '反映村干部优亲厚友'],
  ['visit', '反映该户常年在外务工'],
  ['other', '反映该户已不在本村居住'],
] as const
/** Heard on a day; without `isOpen` visited and answered, nearly always without foundation. */
export const complain = (life: Life, on: Day, about: readonly Kept[], isOpen: boolean) => {
  const { agenda, matters, staff } = life
  const random = life.random.fork(`complaint ${on}`)
  const p = matters.complaint
  agenda.at(on, 70, async () => {
    await openCases(
      life.trx,
      life.engine,
      p,
      about.map(k => {
        const [channel, says] = random.pick(heard)
        return {
          ...{ by: hallOf(life, k.family.home.village.id).handlers[0], on, divisionId: k.family.home.village.id },
          ...{ householdId: k.householdId, source: 'application' as const, fields: { channel, says, informant: null } },
        }
      }),
    )
  })
  if (isOpen) return
  const [see, decide, tell] = [4, 6, 7].map(n => agenda.workday(on, n)) as [Day, Day, Day]
  const [, seer, other] = staff.section
  agenda.at(see, 71, () =>
    step(life, p, 'see', () => ({
      ...{ on: see, by: seer, second: asSecond(other) },
      fields: { seen: '入户核查并走访邻里，反映的情况不属实', finding: 'nothing' },
    })),
  )
  agenda.at(decide, 72, () =>
    step(life, p, 'decide', () => ({ on: decide, by: staff.decider, outcome: 'not found', says: '经核查不属实' })),
  )
  agenda.at(tell, 73, () => step(life, p, 'tell', o => ({ on: tell, by: hallOf(life, o.division_id).handlers[0] })))
}

/** Households that move to another town and keep their money. */
export const move = (life: Life, on: Day, moving: readonly Kept[], isOpen: boolean) => {
  const { agenda, matters, staff, villages } = life
  const random = life.random.fork(`move ${on}`)
  const p = matters.transfer
  agenda.at(on, 74, async () => {
    await openCases(
      life.trx,
      life.engine,
      p,
      moving.map(k => {
        const { village, area } = k.family.home
        const to = random.pick([...villages.values()].filter(v => v.townId !== village.townId && v.kind === area))
        return {
          ...{
            by: hallOf(life, village.id).handlers[0],
            on,
            divisionId: village.id,
            householdId: k.householdId,
            rowId: k.rowId,
          },
          ...{ source: 'application' as const, fields: { movesTo: String(to.id) } },
        }
      }),
    )
  })
  if (isOpen) return
  const [receive, decide] = [3, 5].map(n => agenda.workday(on, n)) as [Day, Day]
  agenda.at(receive, 75, () =>
    step(life, p, 'receive', o => ({ on: receive, by: hallOf(life, o.movesTo ?? o.division_id).handlers[1] })),
  )
  agenda.at(decide, 76, () => step(life, p, 'decide', () => ({ on: decide, by: staff.decider, outcome: 'continue' })))
}

/** 县级抽查 of what towns granted in the month before; the last draw is still to be visited. */
export const revisit = (life: Life, on: Day, isOpen: boolean) => {
  const { agenda, matters, staff } = life
  const p = matters.revisit
  const [clerk, seer, other] = staff.section
  const since = plusMonths(firstDay(monthOf(on)), -1)
  agenda.at(on, 77, async () => {
    await drawSamples(life.trx, life.engine, clerk, p, since, on, `${life.plan.period.name} ${monthOf(on)}`)
  })
  if (isOpen) return
  const [see, decide, tell] = [5, 7, 8].map(n => agenda.workday(on, n)) as [Day, Day, Day]
  agenda.at(see, 78, () =>
    step(life, p, 'see', () => ({
      on: see,
      // Not who looked into the case before it was decided.
      by: other,
      second: asSecond(seer),
      fields: { seen: '县级抽查入户，与审核结论一致' },
    })),
  )
  agenda.at(decide, 79, async () => {
    const all = await openAt(life, p, 'decide')
    const may = await goingOn(
      life,
      p,
      decide,
      all.map(o => o.id),
    )
    const acts = [...may].map(([caseId, outcome]) => ({ caseId, on: decide, by: staff.decider, outcome }))
    await actOnCases(life.trx, life.engine, p, 'decide', acts)
  })
  agenda.at(tell, 80, () => step(life, p, 'tell', o => ({ on: tell, by: hallOf(life, o.division_id).handlers[1] })))
}
