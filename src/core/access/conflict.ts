/** 回避: nobody handles the case of their own household or of a near relative's. (公务员法第七十六条、民法典第一千零四十五条) */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, one } from '#core/db'

/** Whether the person lives in the household or is a near relative of any who does, also where the relation is on record in another town. */
export const conflicts = async (db: Db, countyId: number, personId: number, householdId: number) =>
  (await one(db, sql<{ yes: boolean }>`select conflicts(${countyId}::smallint, ${personId}, ${householdId}) as yes`))
    .yes

/** Before a step is offered or done; the table's own trigger (`no_conflict`) refuses it again. */
export const mustNotConflict = async (trx: Db, actor: Actor, householdId: number) => {
  if (await conflicts(trx, actor.countyId, actor.personId, householdId))
    throw new Refusal('回避：您是该家庭成员或其近亲属，不得办理，请转由其他人员办理', {
      status: 403,
      basis: '民法典第一千零四十五条',
    })
}
