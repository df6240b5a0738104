/** 一条链: a record and all that began with it, step by step with day and hand; open ends are seen; and what its event did to each benefit. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { startOf } from '#core/procedures/begin'
import { titleOf } from '#core/procedures/turn'
import { titleOfOutcome } from '#core/procedures/view-steps'
import { hasStates } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import { yuanOf } from '#core/registers/values'
import { type Event, events } from '#define/events'
import type { Day } from '#define/time'
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
  /** 低保金：自 2024-09-01 起由 1100.00 元变为 550.00 元 */
  readonly follows: readonly {
    readonly event: string
    readonly says: string
    readonly rowId: string
    readonly register: string
  }[]
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
      follows: await followedBy(
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
const followedBy = async (db: Db, look: Looked, caseIds: readonly number[]) => {
  const { engine, actor, sees } = look
  const { catalogue } = engine
  const made = await rows(
    db,
    sql<{ id: number; event: Event; undone: boolean }>`select id, event, undone_by is not null as undone from life_event
      where county_id = ${actor.countyId} and case_id = any(${caseIds}::bigint[]) order by id`,
  )
  const follows: { event: string; says: string; rowId: string; register: string }[] = []
  for (const benefit of catalogue.benefits) {
    const reaching = made.filter(e => benefit.worth.changes?.[e.event])
    const register = benefit.worth.of
    if (!reaching.length || !sees(catalogue.businessOf(benefit)) || register.told.over !== 'period') continue
    const amount = sql.ref(amountColumn(catalogue, benefit))
    const table = catalogue.tableOf(register)
    const states = await rows(
      db,
      sql<{
        event_id: number
        row_id: number
        starts: Day
        because: string
        amount: number
        before: number | null
        ended: boolean
      }>`
        select s.event_id, s.row_id, s.starts, s.because, s.${amount} as amount, upper(t.held) = s.starts and t.end_reason = s.because as ended,
          (select b.${amount} from ${sql.table(`${table}_state`)} b where b.county_id = s.county_id and b.row_id = s.row_id
            and b.version < s.version and b.starts <= s.starts order by b.version desc limit 1) as before
        from ${sql.table(`${table}_state`)} s join ${sql.table(table)} t on t.county_id = s.county_id and t.id = s.row_id
        where s.county_id = ${actor.countyId} and s.event_id = any(${reaching.map(e => e.id)}::bigint[]) and s.because <> '标准调整或到期' order by s.version`,
    )
    for (const s of states) {
      const event = reaching.find(e => e.id === s.event_id)!
      const became = s.ended
        ? `自 ${s.starts} 起停发`
        : s.before === s.amount
          ? `自 ${s.starts} 起重新核算，金额不变`
          : `自 ${s.starts} 起由每月 ${yuanOf(s.before ?? 0)} 元变为 ${yuanOf(s.amount)} 元`
      follows.push({
        ...{ event: events[event.event], rowId: String(s.row_id), register: catalogue.idOf(register) },
        says: `${benefit.title}：${s.because}，${became}`,
      })
    }
  }
  return follows
}
