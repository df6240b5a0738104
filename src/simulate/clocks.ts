/** 时限暂停和延长: applications that wait for a paper or for another province, and those for which the county allows more time. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import { extend, pause, resume } from '#core/procedures/side'
import { pauseReasons } from '#core/standards/limits'
import type { Day } from '#define/time'
import { hallOf, type Life } from './life.ts'

interface Wanted {
  readonly on: Day
  readonly pauses: number
  readonly extends: number
}
/** Of the applications that wait for their visit on this day or soon after it, when its work is done; each goes on the next morning. */
export const stopClocks = (life: Life, wanted: Wanted, tries = 12) => {
  const { agenda, trx, engine, staff } = life
  if (!wanted.pauses && !wanted.extends) return
  agenda.at(wanted.on, 95, async () => {
    const random = life.random.fork(`clocks ${wanted.on}`)
    const open = random.shuffled(await waiting(life))
    const paused = open.slice(0, wanted.pauses)
    const longer = open.slice(wanted.pauses, wanted.pauses + wanted.extends)
    const [reason] = await pauseReasons(trx, life.countyId, 'minimum-living', wanted.on)
    const says = reason?.title ?? '等待申请人补正材料'
    const of = (o: Waiting, on: Day) => ({ caseId: o.id, by: hallOf(life, o.division_id).handlers[0], on, says })
    for (const o of paused) await pause(trx, engine, of(o, wanted.on))
    for (const o of longer)
      await extend(trx, engine, {
        caseId: o.id,
        by: staff.section[0],
        on: wanted.on,
        says: '外省协查结果未回，情况复杂',
      })
    const on = agenda.workday(wanted.on, 1)
    if (paused.length)
      agenda.at(on, 14, async () => {
        for (const o of paused) await resume(trx, engine, of(o, on))
      })
    const rest = { pauses: wanted.pauses - paused.length, extends: wanted.extends - longer.length }
    if (tries) stopClocks(life, { on, ...rest }, tries - 1)
  })
}
interface Waiting {
  readonly id: number
  readonly division_id: number
}
/** Accepted, matched, still to be visited: nobody has decided anything. */
const waiting = (life: Life): Promise<Waiting[]> =>
  rows(
    life.trx,
    sql<Waiting>`select id, division_id from case_file where county_id = ${life.countyId}
      and procedure = ${life.engine.catalogue.idOf(life.matters.application)} and stands = 'open' and at_step = 'visit' and decided_on is null
      and source = 'application' and paused_on is null and extended_to is null and total_due > ledger_day(county_id) order by id`,
  )
