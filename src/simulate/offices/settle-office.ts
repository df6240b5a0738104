/** 月度结算 of one benefit in a rehearsal: opened on the first workday of the next month, confirmed by the provider, agreed by the county. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import { rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { openMonthly } from '#core/procedures/schedule'
import { firstDay, type Month, monthAfter } from '#define/time'
import type { Life } from '../life.ts'

interface Statement {
  readonly id: number
  readonly division_id: number
  readonly place_id: number
}
export interface Settling {
  readonly benefit: AnyBenefit
  readonly procedure: string
  readonly month: Month
  readonly order: number
  /** The steps before the decision: so many workdays after the first, by whom. */
  readonly steps: Readonly<
    Record<string, { readonly after: number; readonly by: (c: Statement) => Actor; readonly fields?: object }>
  >
}
/** The county decides four workdays after the first; a provider with nothing in the month is refused. */
export const settleOffice = (life: Life, s: Settling) => {
  const { agenda, trx, engine, staff, countyId } = life
  const p = engine.catalogue.procedure(s.procedure)!
  const first = agenda.workday(firstDay(monthAfter(s.month)), 0)
  const at = (step: string) =>
    rows(
      trx,
      sql<Statement>`select id, division_id, place_id from case_file
        where county_id = ${countyId} and procedure = ${s.procedure} and stands = 'open' and at_step = ${step} order by id`,
    )
  const withFacts = async () =>
    new Set(
      (
        await rows(
          trx,
          sql<{ id: number }>`select provider_id as id from provided_month where county_id = ${countyId}
            and benefit = ${engine.catalogue.idOf(s.benefit)} and month = ${firstDay(s.month)}::date and rows > 0`,
        )
      ).map(f => f.id),
    )
  agenda.at(first, s.order, async () => void (await openMonthly(trx, engine, staff.section[0], p, first)))
  for (const [step, { after, by, fields }] of Object.entries(s.steps)) {
    const on = agenda.workday(first, after)
    agenda.at(on, s.order, async () => {
      const acts = (await at(step)).map(c => ({ caseId: c.id, by: by(c), on, ...(fields && { fields }) }))
      if (acts.length) await actOnCases(trx, engine, p, step, acts as never)
    })
  }
  const decided = agenda.workday(first, 4)
  agenda.at(decided, s.order, async () => {
    const fed = await withFacts()
    const acts = (await at('decide')).map(c => ({
      ...{ caseId: c.id, by: staff.decider, on: decided, outcome: fed.has(c.place_id) ? 'grant' : 'refuse' },
      ...(!fed.has(c.place_id) && { says: '本月没有应结的明细' }),
    }))
    if (acts.length) await actOnCases(trx, engine, p, 'decide', acts)
  })
}
