/** 提醒: so long before a step must be done, whoever has to do it is told, once for each span; it stands in the journal. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { calendarOn } from '#core/calendar/load'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day, Span } from '#define/time'
import { startOf } from './begin.ts'
import { journal } from './journal.ts'
import { titleOf } from './turn.ts'

const units = { 'working days': '个工作日', days: '日', months: '个月', hours: '小时' } as const
export const said = (span: Span) => `${span.count}${units[span.of]}`

/** Of spans that have come on the same day, only the shortest is told. */
export const remind = async (trx: Db, engine: Engine, by: Actor, p: SomeProcedure, on: Day): Promise<number> => {
  const spans = (startOf(p, 'yearly') ?? startOf(p, 'runsOut'))?.remind ?? []
  const steps = Object.entries(p.steps).flatMap(([k, s]) => (s.before ? [k] : []))
  if (!spans.length || !steps.length) return 0
  const found = await rows(
    trx,
    sql<{ id: number; round: number; step: string; due: Day; told: string[] | null }>`
      select c.id, c.round, c.at_step as step, c.due, (select array_agg(a.outcome) from case_act a
        where a.county_id = c.county_id and a.case_id = c.id and a.round = c.round and a.step = c.at_step and a.act = 'reminded') as told
      from case_file c where c.county_id = ${by.countyId} and c.procedure = ${engine.catalogue.idOf(p)} and c.stands = 'open'
        and c.at_step = any(${steps}::text[]) and c.due >= ${on}::date and c.paused_on is null order by c.id`,
  )
  const calendar = await calendarOn(trx, by.countyId)
  const acts = found.flatMap(f => {
    const come = spans.map(span => ({ span, day: calendar.dayBefore(f.due, span) })).filter(s => s.day <= on)
    const nearest = come.sort((a, b) => (a.day < b.day ? 1 : -1))[0]
    if (!nearest || f.told?.includes(said(nearest.span))) return []
    const says = `提醒：「${titleOf(p, f.step)}」应于${f.due}前办理`
    return [{ caseId: f.id, round: f.round, step: f.step, act: 'reminded', on, by, outcome: said(nearest.span), says }]
  })
  await journal(trx, engine.catalogue.idOf(p), acts)
  return acts.length
}
