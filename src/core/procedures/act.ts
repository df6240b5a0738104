/** Does a step: who may, whether it is its turn, what it fills, what it decides, and what follows; one case or thousands. */
import { type Actor, Refusal } from '#core/actor'
import { snake, type SomeProcedure } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Columns, Engine, Values } from '#core/engine'
import { outcomesOf } from '#core/registers/columns'
import { posts, verbs } from '#define/posts'
import type { Day } from '#define/time'
import { clockFacts, countyClock } from './clock-facts.ts'
import { type Decision, decideCases } from './decide.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { columnsFilled, fillCases } from './fill.ts'
import { type Act, journal } from './journal.ts'
import { caseTable, doneOf, type Loaded, loadCases } from './load.ts'
import { handedDown, moveOn } from './move-on.ts'
import { postNotices } from './notices.ts'
import { serialsFor, countyOf } from './serials.ts'
import { type Standing, standingOf } from './standing.ts'

export interface ActInput {
  readonly caseId: number
  /** The version that was on the screen; another one in the ledger is a conflict. */
  readonly version?: number
  readonly by: Actor
  readonly second?: { readonly accountId: number; readonly personId: number; readonly name?: string }
  readonly on: Day
  readonly fields?: Values
  readonly parts?: Readonly<Record<string, readonly Values[]>>
  readonly outcome?: string
  readonly says?: string
}
export interface Acted {
  readonly caseId: number
  readonly outcome?: string
  readonly stands: 'open' | 'ended'
}
export const titleOf = (p: SomeProcedure, step: string) =>
  p.steps[step]?.does ?? verbs[step as keyof typeof verbs] ?? step

/** All acts are of one step, one county and one day. Refused as a whole: nothing is half-done. */
export const actOnCases = async (
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
  const clock = await countyClock(trx, engine, countyId, p, on)
  const powers = new Map<number, boolean>()
  const filling: { act: ActInput; one: Loaded; columns: Columns }[] = []
  for (const act of acts) {
    const one = loaded.get(act.caseId)!
    refuseStale(one, act)
    const standing = standingOf(
      p,
      doneOf(p, one.columns),
      on,
      verdictOfRow(p, one).c,
      clockFacts(clock, one),
      one.header.applied_on,
    )
    refuseTurn(p, step, one, standing, on)
    await refusePost(trx, engine, p, step, one, act, powers)
    refusePeople(p, step, one, act)
    const filled = columnsFilled(engine, p, [step], act, one.columns, on)
    filling.push({ act, one, columns: { ...filled, ...groupOf(p, step, act, one, standing) } })
  }
  await giveSerials(trx, engine, countyId, p, step, filling, on)
  await fillCases(
    trx,
    engine,
    countyId,
    p,
    caseTable(engine, p),
    filling.map(f => ({ ...f.act, columns: f.columns })),
    on,
  )
  if (s.posts)
    await postNotices(
      trx,
      engine,
      p,
      step,
      filling.map(f => f.act),
    )
  const decisions = outcomesOf(p, step).length
    ? await decideCases(trx, engine, p, step, acts)
    : new Map<number, Decision>()
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
  )
  return acts.map(a => ({
    caseId: a.caseId,
    ...(a.outcome && { outcome: a.outcome }),
    stands: standings.get(a.caseId)!.step ? 'open' : 'ended',
  }))
}

const refuseStale = (one: Loaded, act: ActInput) => {
  if (act.version !== undefined && act.version !== one.header.version)
    throw new Refusal('这个办件刚刚被别人办理过，您看到的内容已不是最新；请查看变化后再办', {
      status: 409,
      detail: { version: one.header.version, at: one.header.at_step, outcome: one.header.outcome },
    })
  if (one.header.stands === 'ended') throw new Refusal('这个办件已办结，不能再办理', { status: 409 })
  if (one.header.paused_on)
    throw new Refusal(`时限自${one.header.paused_on}起暂停（${one.header.pause_reason}），请先恢复`, { status: 409 })
}
const refuseTurn = (p: SomeProcedure, step: string, one: Loaded, standing: Standing, on: Day) => {
  if (standing.lapsed) throw new Refusal(`已逾期，${standing.lapsed.as}`, { status: 409 })
  if (standing.step !== step) {
    const now = standing.step ? `现在应办理「${titleOf(p, standing.step)}」` : '各环节均已办理'
    throw new Refusal(`还不能办理「${titleOf(p, step)}」：${now}`, { status: 409 })
  }
  if (standing.opensOn && on < standing.opensOn) {
    const why = standing.lasting ? `${titleOf(p, standing.lasting.step)}至${standing.lasting.until}，` : ''
    throw new Refusal(`${why}「${titleOf(p, step)}」自${standing.opensOn}起才能办理`, {
      status: 409,
      basis: '《民法典》第二百零一条',
    })
  }
}
/** Posts: a step of the applicant's is done for them by village or town; a power handed down moves the decision to the town. */
const refusePost = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  one: Loaded,
  act: ActInput,
  powers: Map<number, boolean>,
) => {
  const s = p.steps[step]!
  const may = await postsFor(trx, engine, p, step, one, powers)
  if (!may.includes(act.by.post)) {
    const titles = may.map(m => posts[m as keyof typeof posts] ?? m).join('、')
    throw new Refusal(`「${titleOf(p, step)}」由${titles}办理，您的岗位是${posts[act.by.post]}`, { status: 403 })
  }
  const at = s.at ? Number(one.columns[snake(String(s.at))]) : one.header.division_id
  if (act.by.divisions !== 'all' && !act.by.divisions.includes(at))
    throw new Refusal(`「${titleOf(p, step)}」由办件所在地办理，不在您的管辖范围内`, { status: 403 })
}
export const postsFor = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  one: Pick<Loaded, 'header'>,
  powers?: Map<number, boolean>,
): Promise<string[]> => {
  const s = p.steps[step]!
  if (s.who === 'applicant') return ['village', 'town', 'county']
  if (
    s.delegable &&
    (await handedDown(trx, engine, p, one.header.county_id, one.header.division_id, one.header.applied_on, powers))
  )
    return ['town']
  if (s.who === 'county') return ['county', ...(outcomesOf(p, step).length ? ['bureau-head'] : [])]
  if (s.who === 'village') return ['village', 'town']
  return [String(s.who)]
}
/** Two people where the law asks for two; never who did the step that this one checks; over persons, not accounts. */
const refusePeople = (p: SomeProcedure, step: string, one: Loaded, act: ActInput) => {
  const s = p.steps[step]!
  if (s.people === 2 && !act.second) throw new Refusal(`「${titleOf(p, step)}」须由两人共同办理，请填写第二名工作人员`)
  if (act.second && act.second.personId === act.by.personId) throw new Refusal('两名工作人员不能是同一人')
  const actors = [act.by.personId, ...(act.second ? [act.second.personId] : [])]
  for (const other of [s.notBy ?? []].flat() as string[]) {
    const did = [one.columns[`${snake(other)}_by`], one.columns[`${snake(other)}_second`]]
    if (actors.some(a => did.includes(a)))
      throw new Refusal(`办理过「${titleOf(p, other)}」的人不能办理「${titleOf(p, step)}」，请转由其他人员办理`, {
        status: 403,
      })
  }
  const may = outcomesOf(p, step) as readonly string[]
  if (may.length && !act.outcome) throw new Refusal('请选择结论')
  if (act.outcome && !may.includes(act.outcome)) throw new Refusal('本环节没有这个结论，请刷新页面', { status: 400 })
}
const groupOf = (p: SomeProcedure, step: string, act: ActInput, one: Loaded, standing: Standing): Columns => {
  const s = p.steps[step]!
  const column = snake(step)
  const isLate = standing.due && act.on > standing.due
  return {
    ...{ [`${column}_on`]: act.on, [`${column}_by`]: act.by.personId },
    ...(s.people === 2 && { [`${column}_second`]: act.second!.personId }),
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
  filling: { columns: Columns }[],
  on: Day,
) => {
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
  const plain = Object.entries(act.fields ?? {}).filter(([k]) => !p.register.told.fields[k]?.isSecret)
  const parts = Object.entries(act.parts ?? {}).map(([k, lines]) => [k, lines.length])
  return plain.length || parts.length ? Object.fromEntries([...plain, ...parts]) : undefined
}
