/** 殡仪馆: bodies are brought, stored and burnt, by the house's own two hands; what follows begins by itself. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { one } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { inventSurname } from '../names.ts'
import { type Dead, dyingBefore, type FuneralHome, knownDead } from './cremation-people.ts'

export const openHome = async (life: Life): Promise<FuneralHome> => {
  const { trx, engine, countyId, numbers, plan } = life
  const { village } = life.home()
  const { id } = await one(
    trx,
    sql<{ id: number }>`insert into place (county_id, division_id, kind, name, address)
      values (${countyId}, ${village.id}, 'funeral-home', '县殡仪馆（演示）', ${village.name}) returning id`,
  )
  const homes = engine.catalogue.register('funeral-relief.homes')!
  const values = { operator: '县殡仪馆（演示）', account: numbers.card() }
  await enterRows(trx, engine, countyId, homes, [
    {
      ...{ divisionId: village.id, townId: village.townId, from: plan.opens, caseId: null, because: '期初' },
      columns: { place_id: id, ...toColumns(engine, homes.told.fields, values, plan.opens) },
    },
  ])
  return { placeId: id, divisionId: village.id }
}

interface Burning {
  readonly home: FuneralHome
  readonly dead: Dead
  readonly broughtOn: Day
  readonly day: Day
  readonly local: number
  readonly strangers: number
}
/** Whom the ledger knows to have died of late come first; so their allowances were stopped by the same death, and no second time. */
export const cremate = (life: Life, { dead, broughtOn, day, local, strangers }: Burning) => {
  const { trx, engine, countyId, agenda, staff } = life
  const p = engine.catalogue.procedure('cremation.cremation')!
  const [clerk, burner] = staff.of('facility') as [typeof staff.decider, typeof staff.decider]
  const random = life.random.fork(`cremation ${day}`)
  let ids: number[] = []
  const act = (step: string, on: Day, by: typeof clerk, of: (nth: number) => object) =>
    actOnCases(
      trx,
      engine,
      p,
      step,
      ids.map((caseId, i) => ({ caseId, by, on, ...of(i) })),
    )
  agenda.at(broughtOn, 60, async () => {
    const known = await knownDead(life, plusDays(broughtOn, -12), broughtOn, local)
    const bodies = dyingBefore(
      [...known, ...dead.local.splice(0, local - known.length), ...dead.strangers.splice(0, strangers)],
      broughtOn,
    )
    if (!bodies.length) return
    const opened = await openCases(
      trx,
      engine,
      p,
      bodies.map(b => ({
        ...{
          by: clerk,
          on: broughtOn,
          divisionId: b.divisionId,
          roles: { deceased: b.personId },
          source: 'application' as const,
        },
        fields: {
          ...{ proofKind: random.chance(94) ? 'medical' : 'police', died: b.died, kin: `${inventSurname(random)}某` },
          proof: `演示死证${broughtOn.replaceAll('-', '')}${String(b.personId)}`,
        },
      })),
    )
    ids = opened.map(o => o.caseId)
    await act('collect', broughtOn, clerk, () => ({
      fields: { collectedFrom: random.pick(['家中', '县医院', '镇卫生院']) },
    }))
    const isLocal = (nth: number) => nth < bodies.length - strangers
    await act('store', broughtOn, clerk, nth => ({
      fields: { storedDays: 3, zone: isLocal(nth) ? 'cremation' : 'elsewhere' },
    }))
  })
  agenda.at(day, 61, async () => {
    if (!ids.length) return
    await act('cremate', day, burner, nth => ({
      outcome: 'close',
      fields: {
        furnace: 'ordinary',
        operator: random.pick(['火化工甲', '火化工乙']),
        burntAt: `${String(6 + (Math.floor(nth / 8) % 12)).padStart(2, '0')}:${String((nth % 8) * 7).padStart(2, '0')}`,
      },
    }))
  })
}
