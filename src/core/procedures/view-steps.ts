/** The steps of a case with who did them and when, and the clock of the one that is open. */
import { sql } from 'kysely'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { outcomesOf } from '#core/registers/columns'
import { posts } from '#define/posts'
import { outcomeTitles } from '#define/steps'
import { roleTitles } from '#define/subjects'
import type { Day } from '#define/time'
import type { clockFacts } from './clock-facts.ts'
import { isOfParties } from './counter.ts'
import type { Loaded } from './load.ts'
import type { Standing } from './standing.ts'
import { postsFor, titleOf } from './turn.ts'
import type { Page } from './view-page.ts'

/** How a case may end without a decision. */
const endings: Readonly<Record<string, string>> = {
  ...{ withdrawn: '撤回', 'not accepted': '不予受理', lapsed: '逾期终止', fallen: '随之终止' },
  ...{ agrees: '同意', disagrees: '不同意' },
}
/** As this office calls it, where it has a word of its own. */
export const titleOfOutcome = (outcome: string, p?: SomeProcedure) =>
  Object.values(p?.steps ?? {}).find(s => s.called?.[outcome as 'grant'])?.called?.[outcome as 'grant'] ??
  outcomeTitles[outcome as keyof typeof outcomeTitles] ??
  endings[outcome] ??
  outcome

const parties: Readonly<Record<string, string>> = {
  ...roleTitles,
  ...{ applicant: '申请人', 'both parties': '双方', 'either party': '任何一方' },
}
export const whoTitle = (who: string) => posts[who as keyof typeof posts] ?? parties[who] ?? who

/** `decider`: whose the steps are that may be handed down, here and for this case. */
export const stepsOf = (
  p: SomeProcedure,
  one: Loaded,
  standing: Standing,
  c: unknown,
  names: ReadonlyMap<number, string>,
  decider: string,
) =>
  Object.entries(p.steps).map(([id, s]) => {
    const who = s.delegable ? decider : String(s.who)
    const at = (suffix: string) => one.columns[`${snake(id)}_${suffix}`] as any
    const isSkipped = !at('on') && s.when && !s.when(c as never)
    const wait = waitOf(p, id, one, standing)
    const isLapsed = !at('on') && !!s.lapses && one.header.outcome === 'lapsed'
    return {
      ...{
        id,
        title: titleOf(p, id),
        who,
        whoTitle: whoTitle(who),
      },
      state: at('on')
        ? ('done' as const)
        : wait
          ? wait.state
          : standing.step === id && !isAhead(one, standing)
            ? ('now' as const)
            : isSkipped || one.header.stands === 'ended'
              ? ('skipped' as const)
              : ('later' as const),
      ...{
        on: at('on') ?? wait?.on ?? null,
        until: wait?.until ?? null,
        by: names.get(at('by')) ?? null,
        second: names.get(at('second')) ?? null,
        due: at('due') ?? null,
        missedOn: at('missed_on') ?? (isLapsed ? at('due') : null),
      },
      ...{ outcome: at('outcome') ?? null, outcomeTitle: at('outcome') ? titleOfOutcome(at('outcome'), p) : null },
    }
  })
/** A wait of the parties has no day on which anybody did it: it runs, and then it is over. */
const waitOf = (p: SomeProcedure, id: string, one: Loaded, standing: Standing) => {
  const s = p.steps[id]!
  if (!s.lasts || !isOfParties(p, s)) return undefined
  const steps = Object.keys(p.steps)
  const isOver = steps.slice(steps.indexOf(id) + 1).some(k => one.columns[`${snake(k)}_on`])
  const { lasting } = standing
  if (isOver || one.header.outcome === 'lapsed') return { state: 'done' as const }
  if (lasting?.step !== id) return undefined
  return one.given.on > lasting.until
    ? { state: 'done' as const, on: lasting.until }
    : { state: 'now' as const, until: lasting.until }
}
/** The next step is known, and may not be done before a wait is over. */
const isAhead = (one: Loaded, { lasting }: Standing) => !!lasting && one.given.on <= lasting.until
/** Whoever did a step stands in its journal; anybody else is looked up. */
export const peopleNames = async (db: Db, countyId: number, p: SomeProcedure, one: Loaded, page: Page) => {
  const known = new Map<number, string>()
  for (const a of page.acts ?? []) {
    known.set(a.person, known.get(a.person) ?? a.by)
    if (a.secondPerson) known.set(a.secondPerson, a.second)
  }
  const ids = Object.keys(p.steps)
    .flatMap(k => [one.columns[`${snake(k)}_by`], one.columns[`${snake(k)}_second`]])
    .filter(Boolean) as number[]
  if (ids.every(id => known.has(id))) return known
  const found = await rows(
    db,
    sql<{
      person_id: number
      name: string
    }>`select distinct on (person_id) person_id, name from account where county_id = ${countyId} and person_id = any(${ids}::bigint[])`,
  )
  return new Map(found.map(f => [f.person_id, f.name]))
}

export const nowOf = async (
  db: Db,
  engine: Engine,
  p: SomeProcedure,
  one: Loaded,
  standing: Standing,
  on: Day,
  clock: ReturnType<typeof clockFacts>,
) => {
  const h = one.header
  const due = standing.due ?? standing.totalDue
  const may = standing.step ? await postsFor(db, engine, p, standing.step, one) : []
  return {
    ...{
      step: standing.step ?? null,
      stepTitle: standing.step ? titleOf(p, standing.step) : null,
      by: may.map(m => posts[m as keyof typeof posts] ?? m),
    },
    ...{
      opensOn: standing.opensOn ?? null,
      due: standing.due ?? null,
      totalDue: standing.totalDue ?? null,
      lasting: standing.lasting ?? null,
    },
    light: h.paused_on || !due ? ('green' as const) : clock.calendar.light(due, on),
    daysLeft: due ? clock.calendar.workingDaysBetween(on, due) : null,
    ...{ paused: !!h.paused_on, pauseReason: h.pause_reason, lapsed: standing.lapsed?.as ?? null },
    outcomes: standing.step ? outcomesOf(p, standing.step).map(id => ({ id, title: titleOfOutcome(id, p) })) : [],
  }
}
