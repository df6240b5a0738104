/** An outcome may name an event: a decided finding is an event without a second confirmation, since the case had its own. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, newIds, one } from '#core/db'
import type { Engine } from '#core/engine'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { takeEffect } from './events.ts'
import type { LifeEvent } from './life-event.ts'

interface Found {
  readonly act: { readonly caseId: number; readonly outcome?: string; readonly by: Actor }
  readonly header: {
    readonly household_id: number | null
    readonly person_id: number | null
    readonly opened_by: number
    readonly applied_on: Day
  }
  readonly c: { readonly row: Readonly<Record<string, unknown>> }
}
const good = new Set(['grant', 'found'])

/** Events that the outcomes of these decisions are: by the step's own word, or by the matter's good end. */
export const recordFindings = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  all: readonly Found[],
  on: Day,
): Promise<void> => {
  const made = all.flatMap(f => eventsOf(p, step, f, on).map(e => ({ ...e, f })))
  if (!made.length) return
  const by = all[0]!.act.by
  const ids = await newIds(trx, made.length)
  const office = await one(trx, sql<{ id: number }>`select ${by.personId}::bigint as id`)
  const written = made.map((m, i) => ({
    ...{
      county_id: by.countyId,
      id: ids[i]!,
      event: m.event,
      person_id: m.personId,
      household_id: m.householdId,
      happened_on: m.day,
    },
    ...{
      source: p.title,
      detail: { caseId: m.f.act.caseId },
      recorded_by: m.f.header.opened_by === office.id ? null : m.f.header.opened_by,
      confirmed_by: office.id,
      confirmed_on: on,
    },
  }))
  await insertMany(trx, 'life_event', written)
  await takeEffect(trx, engine, by, written as unknown as LifeEvent[], on)
}

const eventsOf = (p: SomeProcedure, step: string, f: Found, on: Day) => {
  const said = p.steps[step]?.makes?.[f.act.outcome as 'found']
  const own = said && {
    event: (typeof said === 'function' ? said(f.c as never) : said) as Event,
    personId: f.header.person_id,
    householdId: f.header.household_id,
    day: f.header.applied_on,
  }
  const known = good.has(f.act.outcome ?? '') ? Object.entries(p.head.makesKnown ?? {}) : []
  return [
    ...(own ? [own] : []),
    ...known.flatMap(([event, who]) => {
      const day = typeof who === 'object' && !Array.isArray(who) && 'on' in who ? (f.c.row[String(who.on)] as Day) : on
      const roles = typeof who === 'object' && !Array.isArray(who) ? [(who as { of: string }).of] : [who].flat()
      return roles.map(role => ({
        event: event as Event,
        personId: Number(f.c.row[`${snake(String(role))}_id`]) || f.header.person_id,
        householdId: f.header.household_id,
        day,
      }))
    }),
  ]
}
