/** 办件即事件: what a matter finds in due form, or what our own record is, is an event without a second confirmation: the case had its own. */
import type { Actor } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, insertMany, newIds, widely } from '#core/db'
import type { Engine } from '#core/engine'
import type { Loaded } from '#core/procedures/load'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { takeEffect } from './events.ts'
import { type Known, sortByKnown } from './known.ts'
import type { LifeEvent } from './life-event.ts'

export interface Found {
  readonly act: { readonly caseId: number; readonly outcome?: string; readonly by: Actor }
  readonly one: Loaded
  readonly c: { readonly row: Readonly<Record<string, unknown>> }
}
/** An event that a case is, of its subject where nobody is named. */
export interface Made {
  readonly event: Event
  readonly one: Loaded
  readonly day: Day
  readonly personId?: number | null
  readonly householdId?: number | null
}
/** The outcomes that are a matter's good end. */
const good = new Set(['grant', 'found', 'close', 'continue', 'adjust'])

/**
 * Events that the outcomes of these decisions are: by the step's own word, or by the matter's good end. Whoever opened the case has reported,
 * whoever decides confirms. What is known already is kept as a second statement; where the days differ it waits for a third person.
 */
export const recordFindings = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  all: readonly Found[],
  on: Day,
): Promise<void> => {
  const made = all.flatMap(f => eventsOf(p, step, f, on))
  if (made.length) await recordMade(trx, engine, all[0]!.act.by, p, made, on)
}

export const recordMade = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure,
  made: readonly Made[],
  on: Day,
): Promise<void> => {
  if (!made.length) return
  const ids = await newIds(trx, made.length)
  const said = made.map((m, i) => ({
    ...{ county_id: by.countyId, id: ids[i]!, event: m.event, happened_on: m.day, source: p.title, case_id: m.one.id },
    is_confidential: !!p.register.told.isConfidential,
    person_id: m.personId === undefined ? m.one.header.person_id : m.personId,
    household_id: m.householdId === undefined ? m.one.header.household_id : m.householdId,
    ...{ detail: { caseId: m.one.id } as object, opened_by: m.one.header.opened_by },
  }))
  const sure = ({ opened_by, ...e }: (typeof said)[number], known?: Known) => ({
    ...{ ...e, repeats_id: known?.id ?? null, recorded_by: opened_by === by.personId ? null : opened_by },
    ...{ confirmed_by: by.personId, confirmed_on: on },
  })
  const unsure = ({ opened_by, ...e }: (typeof said)[number], known: Known) => ({
    ...{ ...e, repeats_id: known.id, recorded_by: by.personId, confirmed_by: null, confirmed_on: null },
    detail: { ...e.detail, knownOn: known.happened_on, knownFrom: known.source },
  })
  const fresh = await widely(trx, by, async () => {
    const { fresh, same, differing } = await sortByKnown(trx, by.countyId, said)
    const written = fresh.map(e => sure(e))
    await insertMany(trx, 'life_event', [
      ...written,
      ...same.map(s => sure(s.said, s.known)),
      ...differing.map(d => unsure(d.said, d.known)),
    ])
    return written as unknown as LifeEvent[]
  })
  await takeEffect(trx, engine, by, fresh, on)
  const count = { count: said.length, fresh: fresh.length }
  await audit(trx, by, { action: 'event.found', subject: `event:${ids[0]}`, detail: { source: p.title, ...count } })
}

const eventsOf = (p: SomeProcedure, step: string, f: Found, on: Day): Made[] => {
  const said = p.steps[step]?.makes?.[f.act.outcome as 'found']
  const told = typeof said === 'function' ? said(f.c as never) : said
  const { event, on: day } = typeof told === 'object' ? told : { event: told, on: f.one.header.applied_on }
  const own = event ? [{ event, one: f.one, day }] : []
  const known = good.has(f.act.outcome ?? '') ? Object.entries(p.head.makesKnown ?? {}) : []
  return [...own, ...known.flatMap(([event, who]) => madeKnown(p, event as Event, who as Who, f, on))]
}
type Who = string | readonly string[] | { readonly of: string; readonly on: string }

const madeKnown = (p: SomeProcedure, event: Event, who: Who, { one, c }: Found, on: Day): Made[] => {
  const isOnDay = typeof who === 'object' && 'on' in who
  const day = isOnDay ? (c.row[who.on] as Day) : on
  const kinds = new Map(rolesOf(p.register))
  return (isOnDay ? [who.of] : [who].flat()).map(role => {
    const id = (one.columns[subjectColumn(String(role))] as number | null) ?? null
    const isHousehold = kinds.get(String(role)) === 'household'
    return { event, one, day, personId: isHousehold ? null : id, householdId: isHousehold ? id : null }
  })
}
