/** 监测: once a day the ledger itself is asked; what is found goes the way of every row that is entered in sets, and is entered once. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { snake } from '#core/catalogue'
import type { Db } from '#core/db'
import { widely } from '#core/db'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { timelineOf } from '../timeline.ts'
import { mergeStaged } from './merge.ts'
import { makeStage, staged, stagedFields } from './stage.ts'
import { answerTo } from './watches.ts'

/** How many clues were opened. What was found before is there already, and opens none. */
export const watch = async (trx: Db, engine: Engine, by: Actor, r: AnyRegister, on: Day): Promise<number> => {
  const asked = r.told.watches
  if (!asked) return 0
  const after = 'after' in asked ? await daysOf(trx, engine, by.countyId, r, asked.after, on) : 0
  if (after === undefined) return 0
  await makeStage(trx, r)
  const own = stagedFields(r).map(([k]) => sql`, ${sql.ref(snake(k))}`)
  await widely(trx, by, () =>
    sql`insert into ${sql.raw(staged)} (line, name, person_id, on_day ${sql.join(own, sql` `)})
      select row_number() over (order by on_day, person_id), '', person_id, on_day ${sql.join(own, sql` `)}
      from (${answerTo(engine, by.countyId, asked, on, after)}) found where person_id is not null and on_day <= ${on}::date`.execute(
      trx,
    ),
  )
  return (await mergeStaged(trx, engine, by, r, on, { by: 'id', takesGood: true })).raised
}
/** A county that has not decided for how long is not watched. */
const daysOf = async (trx: Db, engine: Engine, countyId: number, r: AnyRegister, name: string, on: Day) => {
  try {
    return Number((await timelineOf(trx, engine, countyId, r).on(on))[name])
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
