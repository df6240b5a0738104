/** 一条链: a record and all that began with it, step by step with day and hand; open ends are seen; and what its event did to each benefit. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { startOf } from '#core/procedures/begin'
import { titleOf } from '#core/procedures/turn'
import { titleOfOutcome } from '#core/procedures/view-steps'
import { hasStates } from '#core/registers/columns'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { type Follow, followedBy } from './follows.ts'
import type { Looked } from './look.ts'

export interface ChainStep {
  readonly title: string
  readonly state: 'done' | 'open' | 'late'
  readonly on: Day | null
  /** The hour, where it is known: '09:30'. */
  readonly at: string | null
  readonly by: string | null
  readonly outcomeTitle: string | null
  readonly due: Day | null
}
export interface ChainLink {
  readonly caseId: string
  readonly number: string
  readonly title: string
  readonly stands: 'open' | 'ended'
  readonly steps: readonly ChainStep[]
}
export interface Chain {
  readonly title: string
  /** Closed: nothing of it is open any more. Annulled: the record with which it began was wrong. */
  readonly stands: 'open' | 'closed' | 'annulled'
  readonly links: readonly ChainLink[]
  readonly follows: readonly Omit<Follow, 'eventId'>[]
}

/** Of a person: what was opened about them, where other matters begin with its record. */
export const chainsOf = async (db: Db, look: Looked, personId: number): Promise<Chain[]> => {
  const { engine, actor } = look
  const roots = beginners(engine)
  if (!roots.length) return []
  const found = await rows(
    db,
    sql<Linked>`with recursive linked as (
        select c.id as root, c.id, c.number, c.procedure, c.stands, c.at_step, c.due, c.outcome from case_file c
          where c.county_id = ${actor.countyId} and c.person_id = ${personId} and c.procedure = any(${roots}::text[])
        union all select l.root, n.id, n.number, n.procedure, n.stands, n.at_step, n.due, n.outcome from linked l
          join case_file n on n.county_id = ${actor.countyId} and n.earlier_case_id = l.id and n.source in ('entry', 'lapse'))
      select l.*, (select json_agg(json_build_object('step', a.step, 'act', a.act, 'on', a.on_day, 'at', to_char(a.known_from, 'HH24:MI'),
            'by', x.name, 'outcome', a.outcome) order by a.id)
          from case_act a left join account x on x.county_id = a.county_id and x.id = a.account_id
          where a.county_id = ${actor.countyId} and a.case_id = l.id and a.act in ('opened', 'done', 'withdrawn', 'lapsed')) as acts
      from linked l order by l.root desc, l.id`,
  )
  const chains = new Map<number, Linked[]>()
  for (const f of found) chains.set(f.root, [...(chains.get(f.root) ?? []), f])
  return Promise.all(
    [...chains.values()].map(async links => ({
      title: engine.catalogue.procedure(links[0]!.procedure)?.title ?? links[0]!.procedure,
      stands: (await isAnnulled(db, look, links[0]!))
        ? 'annulled'
        : links.every(l => l.stands === 'ended')
          ? 'closed'
          : 'open',
      links: links.map(l => linkOf(engine, l, look.on)),
      follows: await followedFrom(
        db,
        look,
        links.map(l => l.id),
      ),
    })),
  )
}
interface Linked {
  readonly root: number
  readonly id: number
  readonly number: string
  readonly procedure: string
  readonly stands: 'open' | 'ended'
  readonly at_step: string | null
  readonly due: Day | null
  readonly outcome: string | null
  readonly acts:
    | readonly { step: string; act: string; on: Day; at: string; by: string | null; outcome: string | null }[]
    | null
}
const isAnnulled = async (db: Db, { engine, actor }: Look, root: Linked) => {
  const register = engine.catalogue.procedure(root.procedure)?.register
  if (!register || hasStates(register)) return false
  const found = await rows(
    db,
    sql`select from ${sql.table(engine.catalogue.tableOf(register))} where county_id = ${actor.countyId} and case_id = ${root.id} and annulled_on is not null`,
  )
  return found.length > 0
}
type Look = Pick<Looked, 'engine' | 'actor'>
/** Matters with whose record others begin. */
const beginners = ({ catalogue }: Engine) =>
  catalogue.procedures
    .filter(p => p.isNew && catalogue.procedures.some(q => startOf(q, 'enters')?.enters === p.register))
    .map(p => catalogue.idOf(p))

const words: Readonly<Record<string, string>> = { withdrawn: '撤下', lapsed: '逾期' }
const linkOf = (engine: Engine, l: Linked, on: Day): ChainLink => {
  const p = engine.catalogue.procedure(l.procedure)
  const acts = (l.acts ?? []).filter(a => a.act !== 'opened' || p?.steps[a.step]?.who === 'applicant')
  const done = acts.map(
    (a): ChainStep => ({
      title: words[a.act] ?? (p ? titleOf(p, a.step) : a.step),
      ...{ state: 'done', on: a.on, at: a.at, by: a.by, due: null },
      outcomeTitle: a.outcome ? titleOfOutcome(a.outcome) : null,
    }),
  )
  const open =
    l.stands === 'open' && l.at_step
      ? [
          {
            title: p ? titleOf(p, l.at_step) : l.at_step,
            state: l.due && l.due < on ? ('late' as const) : ('open' as const),
            ...{ on: null, at: null, by: null, outcomeTitle: null, due: l.due },
          },
        ]
      : []
  const { id, number, stands } = l
  return { caseId: String(id), number, title: p?.title ?? l.procedure, stands, steps: [...done, ...open] }
}

/** What the events of these cases did to rows of benefits, as far as the asker works in them. */
const followedFrom = async (db: Db, look: Looked, caseIds: readonly number[]) =>
  followedBy(
    db,
    look,
    await rows(
      db,
      sql<{ id: number; event: Event }>`select id, event from life_event
        where county_id = ${look.actor.countyId} and case_id = any(${caseIds}::bigint[]) order by id`,
    ),
  )
