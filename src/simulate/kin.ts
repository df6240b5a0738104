/** 近亲属备案 of a rehearsal. */
import { declareKin } from '#core/people/kin'
import type { Family } from './family.ts'
import type { Life } from './life.ts'

/** A few households have a relative among the village workers. Answers which. */
export const declareSome = async (
  life: Life,
  kept: readonly { family: Family; householdId: number; personIds: readonly number[] }[],
): Promise<Set<number>> => {
  const random = life.random.fork(`kin ${kept[0]?.family.account}`)
  const workers = [...life.staff.villageWorkers.values()]
  const some = kept.filter(() => random.chance(0.8))
  const told = some.map(k => {
    const near = life.staff.villageWorkers.get(k.family.home.village.id) ?? random.pick(workers)
    return {
      personId: k.personIds[0]!,
      relation: random.pick(['兄弟姐妹', '子女'] as const),
      relativeId: near.personId,
    }
  })
  if (told.length) await declareKin(life.trx, life.engine, life.countyId, life.plan.opens, told)
  return new Set(some.map(k => k.householdId))
}
