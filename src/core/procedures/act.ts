/** Does a step: who may, whether it is its turn, what it fills, what it decides, and what follows; one case or thousands. */
import { type Actor, Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Columns, Engine, Values } from '#core/engine'
import { outcomesOf } from '#core/registers/columns'
import type { Day } from '#define/time'
import type { Acted, ActInput } from './act-input.ts'
import { refuseOtherChoices } from './choices.ts'
import { clockFacts, countyClock } from './clock-facts.ts'
import { isInPerson } from './counter.ts'
import { decideCases } from './decide.ts'
import { editionsBy } from './editions.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { clearedIn, columnsFilled, fillCases } from './fill.ts'
import { filledIn } from './filled-in.ts'
import { type Act, journal } from './journal.ts'
import { caseTable, doneOf, type Loaded, loadCases } from './load.ts'
import { moveOn, type Powers } from './move-on.ts'
import { postNotices } from './notices.ts'
import { takeOpinions } from './opinions.ts'
import { countyOf, serialsFor } from './serials.ts'
import { type Standing, standingOf } from './standing.ts'
import { refusePeople, refusePost, refuseStale, refuseTurn } from './turn.ts'
import type { Decision } from './weigh.ts'

/** All acts are of one step, one county and one day. Refused as a whole: nothing is half-done. Each case goes by its own edition. */
export const actOnCases = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
): Promise<Acted[]> => {
  if (engine.catalogue.editionsOf(p).length === 1 || !acts.length) return doStep(trx, engine, p, step, acts)
  const editions = await editionsBy(
    trx,
    engine,
    p,
    acts[0]!.by.countyId,
    acts.map(a => a.caseId),
  )
  const acted: Acted[] = []
  for (const [edition, ids] of editions)
    acted.push(
      ...(await doStep(
        trx,
        engine,
        edition,
        step,
        acts.filter(a => ids.has(a.caseId)),
      )),
    )
  return acts.map(a => acted.find(x => x.caseId === a.caseId)!)
}
const doStep = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
): Promise<Acted[]> => {
  const s = p.steps[step]
  if (!s) throw new Refusal(`「${p.title}」没有这个环节，请刷新页面`, { status: 404 })
  if (!acts.length) return []
  const {
    on,
    by: { countyId },
  } = acts[0]!
  const loaded = await loadCases(
    trx,
    engine,
    countyId,
    p,
    acts.map(a => a.caseId),
    on,
  )
  const clock = await countyClock(trx, engine, countyId, p, on, loaded.values().next().value!.version)
  const powers: Powers | undefined = acts.length > 1 ? new Map() : undefined
  const filling: { act: ActInput; one: Loaded; columns: Columns }[] = []
  for (const act of acts) {
    const one = loaded.get(act.caseId)!
    refuseStale(one, act)
    const { c } = verdictOfRow(p, one)
    const standing = standingOf(p, doneOf(p, one.columns), on, c, clockFacts(clock, one), one.header.applied_on)
    refuseTurn(p, step, one, standing, on)
    await refusePost(trx, engine, p, step, one, act, powers)
    refusePeople(p, step, one, act)
    const filled = columnsFilled(engine, p, [step], act, one.columns, on)
    refuseOtherChoices(p, filled, c)
    const cleared = clearedIn(p, act, one.columns)
    filling.push({ act, one, columns: { ...filled, ...cleared, ...groupOf(p, step, act, one, standing) } })
  }
  if (s.opinions) return takeOpinions(trx, engine, p, step, filling, on)
  await giveSerials(trx, engine, countyId, p, step, filling, on)
  await fillCases(
    trx,
    engine,
    countyId,
    p,
    caseTable(engine, p),
    filling.map(f => ({ ...f.act, columns: f.columns, isAdded: !!s.repeats })),
    on,
  )
  const after = filledIn(engine.catalogue, p, filling)
  if (s.posts)
    await postNotices(
      trx,
      engine,
      p,
      step,
      filling.map(f => f.act),
      after,
    )
  const decides = outcomesOf(p, step).length > 0
  const decisions = decides ? await decideCases(trx, engine, p, step, acts, after) : new Map<number, Decision>()
  await journal(
    trx,
    engine.catalogue.idOf(p),
    acts.map(
      (a): Act => ({
        ...{ caseId: a.caseId, round: loaded.get(a.caseId)!.header.round, step, act: 'done', on, by: a.by },
        ...{
          secondPersonId: a.second?.personId,
          outcome: a.outcome,
          says: a.says,
          fields: plainFields(p, a),
          basis: decisions.get(a.caseId)?.basis,
        },
      }),
    ),
  )
  const standings = await moveOn(
    trx,
    engine,
    countyId,
    p,
    acts.map(a => a.caseId),
    on,
    clock,
    decides ? undefined : after,
  )
  return acts.map(a => ({
    caseId: a.caseId,
    ...(a.outcome && { outcome: a.outcome }),
    stands: standings.get(a.caseId)!.step ? 'open' : 'ended',
  }))
}

const groupOf = (p: SomeProcedure, step: string, act: ActInput, one: Loaded, standing: Standing): Columns => {
  const s = p.steps[step]!
  const column = snake(step)
  const isLate = standing.due && act.on > standing.due
  return {
    ...{ [`${column}_on`]: act.on, [`${column}_by`]: act.by.personId },
    ...(s.people === 2 && { [`${column}_second`]: act.second!.personId }),
    ...(isInPerson(s) && { [`${column}_came`]: act.came ?? [] }),
    ...((s.within || s.before) && {
      [`${column}_due`]: standing.due ?? null,
      [`${column}_missed_on`]: isLate ? standing.due : null,
    }),
    ...(outcomesOf(p, step).length && { [`${column}_outcome`]: act.outcome }),
  }
}
/** Numbers that a step fills are given, not typed: 核对报告编号. */
const giveSerials = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  step: string,
  all: { act: ActInput; columns: Columns }[],
  on: Day,
) => {
  // A refusal uses up no number.
  const filling = all.filter(f => f.act.outcome !== 'refuse')
  const named = (p.steps[step]?.fills ?? []).filter(k => p.register.told.fields[k]?.type === 'serial')
  for (const name of named) {
    const numbers = await serialsFor(
      trx,
      await countyOf(trx, countyId),
      `${engine.catalogue.idOf(p.register)}.${name}`,
      p.register.told.fields[name]!.pattern!,
      on.slice(0, 4),
      filling.length,
    )
    filling.forEach((f, i) => {
      f.columns[snake(name)] = numbers[i]
    })
  }
}
/** For the journal: what was written, without secrets. */
const plainFields = (p: SomeProcedure, act: ActInput) => {
  const plain: [string, unknown][] = Object.entries(act.fields ?? {}).filter(
    ([k]) => !p.register.told.fields[k]?.isSecret,
  )
  if (act.came?.length) plain.push(['came', act.came])
  const parts = Object.entries(act.parts ?? {}).map(([k, lines]) => [k, lines.length])
  return plain.length || parts.length ? Object.fromEntries([...plain, ...parts]) : undefined
}
