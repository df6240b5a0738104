/** 男方女方: invented couples of an age to marry, or married already; some of them from another county. */
import { findOrAddPeople } from '#core/people/persons'
import type { OpenInput } from '#core/procedures/open-input'
import type { Day } from '#define/time'
import { bornBetween } from '../family.ts'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'

export interface Couple {
  readonly husband: number
  readonly wife: number
  readonly isAcross: boolean
}
interface Wanted {
  readonly count: number
  /** Of these, couples of whom neither is from here. */
  readonly across: number
  readonly ages: readonly [number, number]
  readonly marital: '10' | '20' | '40'
  readonly name: string
}

export const inventCouples = async (life: Life, on: Day, w: Wanted): Promise<Couple[]> => {
  const { trx, engine, countyId, numbers, staff } = life
  const random = life.random.fork(w.name)
  const villages = [...life.villages.values()]
  const far = new Set(random.shuffled([...Array(w.count).keys()]).slice(0, w.across))
  const away = staff.of('registry')[0]!.divisionId
  const one = (sex: '男' | '女', isLocal: boolean) => {
    const born = bornBetween(random, on, w.ages[0], w.ages[1])
    return {
      ...{ name: inventName(random, sex, born), idNumber: numbers.idNumber(born, sex), marital: w.marital },
      divisionId: isLocal ? random.pick(villages).id : away,
      ...(!isLocal && { registeredDivisionId: null }),
    }
  }
  const entries = Array.from({ length: w.count }, (_, i) => {
    const isMixed = random.chance(15)
    const pair = [one('男', !far.has(i)), one('女', !far.has(i) && !isMixed)]
    return pair
  }).flat()
  const found = await findOrAddPeople(trx, engine, countyId, on, entries)
  return Array.from({ length: w.count }, (_, i) => ({
    ...{ husband: found[i * 2]!.id, wife: found[i * 2 + 1]!.id, isAcross: far.has(i) },
  }))
}

/** Both at the counter. */
export const come = (by: OpenInput['by'], on: Day, c: Couple, fields: object): OpenInput => ({
  ...{ by, on, divisionId: by.divisionId, source: 'application', roles: { husband: c.husband, wife: c.wife } },
  ...{ came: ['husband', 'wife'], fields: fields as never },
})
