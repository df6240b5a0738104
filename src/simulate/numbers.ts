/** 证件号、电话、卡号: invented so that they can be nobody's, each given once. */
import { inventBankCard } from '#core/identity/bank-card'
import { inventIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import type { Random } from './random.ts'

/** No place has this code. */
export const nowhere = '349999'

export class Numbers {
  private readonly taken = new Map<string, number>()
  private readonly begin: number
  private cards: number
  constructor(private readonly random: Random) {
    this.begin = random.int(0, 499)
    this.cards = random.int(1, 9_000) * 1_000_000
  }
  /** @throws Error where more than five hundred of one sex are born on one day */
  idNumber(born: Day, sex: '男' | '女'): string {
    const key = born + sex
    const nth = this.taken.get(key) ?? 0
    if (nth > 499) throw new Error(`too many people born on ${born}`)
    this.taken.set(key, nth + 1)
    // A walk through all of the five hundred, begun anywhere and never twice at the same place.
    const at = (this.begin + Number(born.replaceAll('-', '')) * 7 + nth * 211) % 500
    return inventIdNumber(nowhere, born, at * 2 + (sex === '男' ? 1 : 0))
  }
  card(): string {
    return inventBankCard(this.cards++)
  }
  /** 1000…: no operator gives such numbers. */
  phone(): string {
    return `1000${String(this.random.int(0, 9_999_999)).padStart(7, '0')}`
  }
}
