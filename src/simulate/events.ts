/** 生活事件: reported by one and confirmed by another, month by month; they are what most people leave by. */

import { dayNumber, plusDays } from '#core/calendar/days'
import { confirmEvents, type EventInput, recordEvents } from '#core/people/events'
import { findOrAddPeople } from '#core/people/persons'
import type { Event } from '#define/events'
import type { Day } from '#define/time'
import { bornBetween } from './family.ts'
import { hallOf, type Kept, type Life, workerOf } from './life.ts'
import { inventName } from './names.ts'

export interface Happening {
  readonly kept: Kept
  readonly event: Event
  /** Place in the family of whom it concerns; without one the whole household. */
  readonly member?: number
  readonly on: Day
  readonly source: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Reports on one day, confirms on the next working day; `isOpen`: waits for somebody to confirm. */
export const happen = (life: Life, told: Day, all: readonly Happening[], isOpen = false) => {
  if (!all.length) return
  let ids: number[] = []
  life.agenda.at(told, 5, async () => {
    ids = await recordEvents(
      life.trx,
      all.map(h => inputOf(life, h)),
      told,
    )
  })
  const confirmed = life.agenda.workday(told, 1)
  if (!isOpen)
    life.agenda.at(confirmed, 6, () => confirmEvents(life.trx, life.engine, life.staff.section[0], ids, confirmed))
}
const inputOf = (life: Life, { kept, event, member, on, source, detail }: Happening): EventInput => ({
  ...{
    by:
      event === 'person.died'
        ? workerOf(life, kept.family.home.village.id)
        : hallOf(life, kept.family.home.village.id).handlers[0],
  },
  ...{ event, on, source },
  ...(member === undefined ? { householdId: kept.householdId } : { personId: kept.personIds[member]! }),
  ...(detail && { detail }),
})

/** New members: a child is born or comes to live there. */
export const join = (life: Life, told: Day, joining: readonly Kept[]) => {
  if (!joining.length) return
  const { agenda, trx, engine, countyId } = life
  const random = life.random.fork(`join ${told}`)
  let ids: number[] = []
  agenda.at(told, 7, async () => {
    const children = joining.map(k => {
      const isBorn = random.chance(60)
      const sex = random.pick(['男', '女'] as const)
      const born = isBorn ? plusDays(told, -random.int(3, 25)) : bornBetween(random, told, 2, 12)
      const name = inventName(random, sex, born, [...k.family.members[0]!.input.name][0]!)
      return {
        k,
        isBorn,
        born,
        sex,
        input: { name, idNumber: life.numbers.idNumber(born, sex), divisionId: k.family.home.village.id },
      }
    })
    const found = await findOrAddPeople(
      trx,
      engine,
      countyId,
      told,
      children.map(c => c.input),
    )
    ids = await recordEvents(
      trx,
      children.map(({ k, isBorn, born, sex }, i) => ({
        ...{
          by: hallOf(life, k.family.home.village.id).handlers[0],
          event: isBorn ? ('person.born' as const) : ('person.joined' as const),
        },
        ...{
          on: isBorn ? born : plusDays(told, -2),
          source: '公安户籍',
          personId: found[i]!.id,
          householdId: k.householdId,
        },
        detail: { relation: sex === '男' ? '20' : '30' },
      })),
      told,
    )
  })
  const confirmed = agenda.workday(told, 1)
  agenda.at(confirmed, 8, () => confirmEvents(trx, engine, life.staff.section[0], ids, confirmed))
}

/** A day of the month of `told` before it, or that day. */
export const earlierIn = ({ random }: Pick<Life, 'random'>, told: Day): Day =>
  plusDays(told, -random.int(0, Math.min(12, dayNumber(told) - dayNumber(`${told.slice(0, 8)}01` as Day))))
