/** 村（居）: where the invented households live, by the profile's shares of the towns and of town and country. */
import type { Calibration } from '#core/profile/calibration'
import { apportion, type Random } from './random.ts'

export interface Village {
  readonly id: number
  readonly townId: number
  readonly name: string
  readonly kind: 'urban' | 'rural'
}
export interface Town {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly villages: readonly Village[]
}
export interface Home {
  readonly village: Village
  readonly area: 'urban' | 'rural'
}

/** So many homes in random order, whose numbers by town and by area are as the shares say. */
export const homesFor = (
  random: Random,
  towns: readonly Town[],
  shares: Calibration['minimumLiving']['towns'],
  count: number,
): Home[] => {
  const ofTown = apportion(
    count,
    shares.map(s => s.perMille),
  )
  const homes = shares.flatMap((share, i) => {
    const town = towns.find(t => t.code === share.code)!
    const [urban = 0, rural = 0] = apportion(ofTown[i]!, [share.urbanPerMille, 1000 - share.urbanPerMille])
    const some = (area: 'urban' | 'rural', n: number): Home[] => {
      const villages = town.villages.filter(v => v.kind === area)
      return Array.from({ length: n }, () => ({ area, village: random.pick(villages) }))
    }
    return [...some('urban', urban), ...some('rural', rural)]
  })
  return random.shuffled(homes)
}
