/** Counts, sums and quotients as whole numbers over whole numbers; rounded once, half up, when they are written. */

/** `isMoney`: the numerator is fen. */
export interface Exact {
  readonly over: bigint
  readonly under: bigint
  readonly isMoney: boolean
}
export const whole = (n: number | bigint, isMoney = false): Exact => ({ over: BigInt(n), under: 1n, isMoney })

/** null where the divisor is nought: a rate of nothing is no rate. */
export const quotient = (a: Exact, b: Exact): Exact | null =>
  b.over === 0n ? null : { over: a.over * b.under, under: a.under * b.over, isMoney: a.isMoney && !b.isMoney }

/** As the unit asks: 万元 and 元 from fen, % of a quotient, with so many decimals; everything else as a whole number. */
export const written = (value: Exact, unit: string, decimals = 2): string => {
  const [times, over] = scaleOf(value, unit)
  const top = value.over * times
  const under = value.under * over
  return decimal(top, under, isWhole(value, unit) ? 0 : decimals)
}
const isWhole = (value: Exact, unit: string) => !value.isMoney && unit !== '%' && value.under === 1n
const scaleOf = ({ isMoney }: Exact, unit: string): [bigint, bigint] => {
  if (unit === '%') return [100n, 1n]
  if (!isMoney) return [1n, 1n]
  return unit === '万元' ? [1n, 1_000_000n] : [1n, 100n]
}

const decimal = (top: bigint, under: bigint, places: number): string => {
  const scale = 10n ** BigInt(places)
  const size = top < 0n ? -top : top
  const units = (size * scale * 2n + under) / (under * 2n)
  const digits = String(units).padStart(places + 1, '0')
  const sign = top < 0n && units > 0n ? '-' : ''
  return sign + (places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits)
}

/** `by`: the id of a town or village → its part; 0 where the place lies in none. A missing published number is null. */
export interface Tally {
  readonly total: Exact | null
  readonly by: ReadonlyMap<number, Exact | null>
}
