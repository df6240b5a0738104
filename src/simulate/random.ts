/** Chance that can be told again: the same seed and the same name give the same draws, whatever else was drawn. */

export class Random {
  private state: number
  constructor(seed: number | string) {
    this.state = hashed(String(seed))
  }
  /** A source of its own, so that more draws here change nothing there. */
  fork(name: string) {
    return new Random(`${this.state}/${name}`)
  }
  /** From nought to below one (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  /** A whole number, both ends included. */
  int(from: number, to: number) {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  chance(perHundred: number) {
    return this.next() * 100 < perHundred
  }
  pick<T>(all: readonly T[]): T {
    if (!all.length) throw new Error('nothing to pick from')
    return all[Math.floor(this.next() * all.length)]!
  }
  /** By weights. */
  of<T>(all: readonly (readonly [T, number])[]): T {
    let at = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of all) {
      at -= weight
      if (at < 0) return value
    }
    return all.at(-1)![0]
  }
  shuffled<T>(all: readonly T[]): T[] {
    const mixed = [...all]
    for (let i = mixed.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1))
      ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
    }
    return mixed
  }
}

const hashed = (text: string) => {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h | 0
}

/** A whole over parts as even as whole numbers allow; the remainder falls by chance. */
export const spread = (random: Random, total: number, parts: number): number[] => {
  const base = Math.floor(total / parts)
  const more = new Set(random.shuffled([...Array(parts).keys()]).slice(0, total - base * parts))
  return Array.from({ length: parts }, (_, i) => base + (more.has(i) ? 1 : 0))
}

/** A whole by shares: the largest remainders take what rounding leaves. */
export const apportion = (total: number, shares: readonly number[]): number[] => {
  const sum = shares.reduce((a, b) => a + b, 0)
  const exact = shares.map(s => (sum ? (total * s) / sum : 0))
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((e, i) => [e - whole[i]!, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, i] of byRemainder.slice(0, left)) whole[i]!++
  return whole
}
