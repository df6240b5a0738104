/** 惠民殡葬补贴: item by item, so that people and money come to what the file says; some cremated elsewhere and paid on receipt. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { rows } from '#core/db'
import { confirmEvents, recordEvents } from '#core/people/events'
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import { timelineOf } from '#core/registers/timeline'
import type { Day } from '#define/time'
import { hallOf, type Life, workerOf } from '../life.ts'
import type { FuneralHome } from './cremation-people.ts'
import { type Dead, dyingBefore, knownDead } from './cremation-people.ts'

export interface OpenCase {
  readonly id: number
  readonly division_id: number
  readonly is_local: boolean
}
/** The open cases of a matter at a step, the oldest first. */
export const openAt = (life: Life, procedure: string, step: string) =>
  rows(
    life.trx,
    sql<OpenCase>`select c.id, c.division_id, p.registered_division_id is not null as is_local from case_file c
      join person p on p.county_id = c.county_id and p.id = c.person_id
      where c.county_id = ${life.countyId} and c.procedure = ${procedure} and c.stands = 'open' and c.at_step = ${step} order by c.id`,
  )

interface Items {
  readonly transported: boolean
  readonly storedDays: number
  readonly furnace: 'ordinary' | 'better'
  readonly urnKept: boolean
}
interface Sums {
  readonly count: number
  /** 万元 */
  readonly money: number
  readonly receipts: number
}
/** Checked a day after the fire and agreed the day after that; people of other counties are refused; what is over stays on the desk. */
export const deduct = async (life: Life, home: FuneralHome, days: readonly Day[], sums: Sums) => {
  const { trx, engine, agenda, staff, plan } = life
  const p = engine.catalogue.procedure('funeral-relief.deduction')!
  const of = await combinations(life)
  const [most] = of
  const bills = sums.count - sums.receipts
  const wanted = sums.money * 1_000_000 - sums.receipts * most!.fen
  if (plan.scale === 1 && wanted > bills * most!.fen + 5_000)
    throw new Refusal(
      `calibration.json offices.cremation 惠民殡葬补贴金额多于标准所能给的，请核对人数、金额和 standards.csv。什么都没有写入`,
    )
  let left = { count: bills, fen: wanted }
  const clerk = staff.of('facility')[0]!
  for (const day of days) {
    const [noted, decided] = [agenda.workday(day, 1), agenda.workday(day, 2)].map(d =>
      d > plan.period.to ? plan.period.to : d,
    ) as [Day, Day]
    agenda.at(noted, 62, async () => {
      const open = await openAt(life, 'funeral-relief.deduction', 'note')
      await actOnCases(
        trx,
        engine,
        p,
        'note',
        open.map(c => {
          const { fen, ...items } = c.is_local ? nearest(of, left) : most!
          if (c.is_local && left.count > 0) left = { count: left.count - 1, fen: left.fen - fen }
          const fields = { ...items, home: String(home.placeId), hardship: false, ecological: false }
          return { caseId: c.id, by: clerk, on: noted, fields }
        }),
      )
    })
    agenda.at(decided, 63, async () => {
      const open = await openAt(life, 'funeral-relief.deduction', 'decide')
      const room = bills - (await grantedSoFar(life))
      const local = open.filter(c => c.is_local).slice(0, room)
      const acts = [
        ...local.map(c => ({ caseId: c.id, by: staff.decider, on: decided, outcome: 'grant' })),
        ...open
          .filter(c => !c.is_local)
          .map(c => ({ caseId: c.id, by: staff.decider, on: decided, outcome: 'refuse' })),
      ]
      if (acts.length) await actOnCases(trx, engine, p, 'decide', acts)
    })
  }
}
const grantedSoFar = async ({ trx, countyId }: Life) =>
  (
    await rows(
      trx,
      sql<{
        n: number
      }>`select count(*)::int as n from funeral_relief_granted where county_id = ${countyId} and way = 'bill'`,
    )
  )[0]!.n

/** What each choice of items comes to by the county's standards, the dearest first. */
const combinations = async ({ trx, engine, countyId, plan }: Life): Promise<(Items & { fen: number })[]> => {
  const register = engine.catalogue.register('funeral-relief.granted')!
  const s = (await timelineOf(trx, engine, countyId, register).on(plan.period.from)) as Record<string, number>
  const days = Array.from({ length: s.storageDays! + 1 }, (_, n) => n)
  const all = [true, false].flatMap(transported =>
    [true, false].flatMap(urnKept =>
      (['ordinary', 'better'] as const).flatMap(furnace =>
        days.map(storedDays => ({ transported, urnKept, furnace, storedDays })),
      ),
    ),
  )
  const worth = (i: Items) =>
    Math.min(
      (i.transported ? s.transport! : 0) +
        i.storedDays * s.storage! +
        (i.furnace === 'ordinary' ? s.furnace! : 0) +
        (i.urnKept ? s.urn! : 0),
      s.cap!,
    ) / 12
  return all.map(i => ({ ...i, fen: worth(i) })).sort((a, b) => b.fen - a.fen)
}
/** The choice nearest to the average of what is left. */
const nearest = (of: readonly (Items & { fen: number })[], left: { count: number; fen: number }) => {
  const average = left.count > 0 ? left.fen / left.count : of[0]!.fen
  return of.reduce((best, c) => (Math.abs(c.fen - average) < Math.abs(best.fen - average) ? c : best))
}

/** Some died and were cremated in another county: known late, or told by their village; thrice in the period. */
export const refundOnReceipt = (life: Life, dead: Dead, days: readonly Day[], rounds: readonly number[]) => {
  const { trx, engine, agenda, staff, numbers } = life
  const p = engine.catalogue.procedure('funeral-relief.reimbursement')!
  for (const [i, count] of rounds.entries()) {
    if (!count) continue
    const told = agenda.workday(days[Math.floor((days.length * (i + 1)) / (rounds.length + 1))]!, 0)
    const [confirmed, applied, reviewed, decided] = [1, 2, 4, 6].map(n => agenda.workday(told, n)) as [
      Day,
      Day,
      Day,
      Day,
    ]
    let bodies: { personId: number; divisionId: number; died: Day }[] = []
    let events: number[] = []
    agenda.at(told, 64, async () => {
      const known = await knownDead(life, life.plan.opens, plusDays(told, -30), count)
      const invented = dyingBefore(dead.local.splice(0, count - known.length), plusDays(told, -4))
      bodies = [...dyingBefore(known, told), ...invented]
      events = await recordEvents(
        trx,
        invented.map(b => ({
          by: workerOf(life, b.divisionId),
          event: 'person.died' as const,
          personId: b.personId,
          on: b.died,
          source: '县外火化证',
        })),
        told,
      )
    })
    agenda.at(confirmed, 65, () => confirmEvents(trx, engine, staff.section[0], events, confirmed))
    const ids = new Map<number, number>()
    agenda.at(applied, 66, async () => {
      const opened = await openCases(
        trx,
        engine,
        p,
        bodies.map(b => ({
          ...{
            by: hallOf(life, b.divisionId).handlers[0],
            on: applied,
            divisionId: b.divisionId,
            roles: { deceased: b.personId },
          },
          source: 'application' as const,
          fields: {
            ...{
              receipt: `演示火化证${b.personId}、票据${b.personId}`,
              billed: '2400.00',
              payee: '家属某',
              account: numbers.card(),
            },
            ...{ transported: true, storedDays: 3, furnace: 'ordinary', urnKept: true, ecological: false },
          },
        })),
      )
      opened.forEach((o, n) => ids.set(o.caseId, bodies[n]!.divisionId))
    })
    const acts = <T extends object>(of: (divisionId: number) => T) =>
      [...ids].map(([caseId, at]) => ({ caseId, ...of(at) }))
    agenda.at(reviewed, 67, async () => {
      await actOnCases(
        trx,
        engine,
        p,
        'review',
        acts(at => ({ by: hallOf(life, at).handlers[1], on: reviewed, fields: { hardship: false } })),
      )
    })
    agenda.at(decided, 68, async () => {
      await actOnCases(
        trx,
        engine,
        p,
        'decide',
        acts(() => ({ by: staff.decider, on: decided, outcome: 'grant' })),
      )
    })
  }
}
