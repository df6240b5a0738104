/** A case on its way to the screen: the engine's view, with objections, appeals and pauses in the same words. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, maybe, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { titleOf } from '#core/procedures/turn'
import { readCase } from '#core/procedures/view'
import type { Day } from '#define/time'
import { mayDo, mustWorkIn } from './policy.ts'
import { stepTitle } from './routes/catalogue.ts'

export const caseView = async (trx: Db, engine: Engine, actor: Actor, caseId: number, on: Day) => {
  const view = await readCase(trx, engine, actor, caseId, on)
  mustWorkIn(actor, view.business)
  const hints = view.stands === 'open' && actor.mayDecide ? await softTies(trx, actor, caseId) : []
  const objections = view.objections.map(o => ({ ...o, on: o.lodgedOn, by: o.informant, holds: o.upheld }))
  const appeals = view.appeals.map(a => ({
    ...a,
    on: a.lodgedOn,
    by: a.kind,
    says: a.grounds,
    holds: a.outcome && a.outcome === 'annulled',
  }))
  const pauses = view.pauses.map(p => ({ ...p, says: p.reason }))
  const beside = [
    ...(mayDo(actor, 'cases.act') && view.stands === 'open' && objections.some(o => o.answer === null)
      ? ['objection-answer']
      : []),
    ...(mayDo(actor, 'cases.appeal') && actor.post !== 'town' && appeals.some(a => a.outcome === null)
      ? ['appeal-answer']
      : []),
  ]
  return { ...view, hints, objections, appeals, pauses, can: { ...view.can, acts: [...view.can.acts, ...beside] } }
}

/** 疑似亲属: for whoever decides; they ask, nothing is barred. */
const softTies = async (trx: Db, { countyId }: Actor, caseId: number) =>
  (
    await rows(
      trx,
      sql<{ official: string; person: string; why: string }>`select * from soft_ties(${countyId}::smallint, ${caseId})`,
    )
  ).map(t => `经办人${t.official}与${t.person}${t.why}，请核实是否近亲属`)

/** The matter of a case. @throws Refusal 404 where the asker does not see it */
export const procedureOfCase = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  caseId: number,
): Promise<{ p: SomeProcedure; of: string; divisionId: number; appliedOn: Day }> => {
  const found = await maybe(
    trx,
    sql<{
      procedure: string
      division_id: number
      applied_on: Day
    }>`select procedure, division_id, applied_on from case_file
      where county_id = ${actor.countyId} and id = ${caseId}`,
  )
  const p = found && engine.catalogue.procedure(found.procedure, found.applied_on)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  mustWorkIn(actor, engine.catalogue.businessOf(p))
  return { p, of: found.procedure, divisionId: found.division_id, appliedOn: found.applied_on }
}

/** A conflict of versions tells who did what in between. */
export const withChanges = async <T>(
  trx: Db,
  engine: Engine,
  actor: Actor,
  caseId: number,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (
      !(error instanceof Refusal) ||
      error.status !== 409 ||
      !(error.more.detail as { version?: number } | undefined)?.version
    )
      throw error
    const acts = await rows(
      trx,
      sql<{
        procedure: string
        applied: Day
        step: string
        act: string
        outcome: string | null
        on: Day
        by: string | null
      }>`
        select c.procedure, c.applied_on as applied, a.step, a.act, a.outcome, a.on_day as on, x.name as by from case_act a
          join case_file c on c.county_id = a.county_id and c.id = a.case_id
          left join account x on x.county_id = a.county_id and x.id = a.account_id
        where a.county_id = ${actor.countyId} and a.case_id = ${caseId} order by a.id desc limit 3`,
    )
    const changes = acts.map(a => {
      const p = engine.catalogue.procedure(a.procedure, a.applied)
      return {
        ...a,
        procedure: undefined,
        applied: undefined,
        stepTitle: p ? titleOf(p, a.step) || stepTitle(p, a.step) : a.step,
      }
    })
    throw new Refusal(error.reason, { ...error.more, detail: { ...(error.more.detail as object), changes } })
  }
}
