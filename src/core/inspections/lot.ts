/** 抽签: which objects, and which inspectors for each, by HMAC-SHA256 under a seed and a word; the formula of docs/draws.md. Pure. */
import { createHash, createHmac } from 'node:crypto'

/** What is drawn by its public key: an organisation by its credit code, an inspector by the number of the account. */
export interface Lot {
  readonly key: string
  readonly id: number
  readonly name: string
}
export interface Draw {
  readonly seed: string
  readonly word: string
  readonly objects: readonly Lot[]
  readonly inspectors: readonly Lot[]
  /** [key of the object, key of the inspector] who may not meet. */
  readonly apart: readonly (readonly [string, string])[]
  /** In percent; rounded up. */
  readonly share: number
  readonly each: number
}
export interface Drawn {
  readonly object: Lot
  readonly rank: string
  readonly inspectors: readonly Lot[]
}

/** Objects in the order of their rank; inspectors: the fewest so far first, then by rank, never one who is apart. */
export const drawLots = (d: Draw): Drawn[] => {
  const rank = rankOf(d.seed, d.word)
  const apart = new Set(d.apart.map(([o, i]) => `${o}|${i}`))
  const count = Math.ceil((d.objects.length * d.share) / 100)
  const ranked = d.objects.map(object => ({ object, rank: rank(`object|${object.key}`) })).sort(byRank)
  const busy = new Map<string, number>()
  return ranked.slice(0, count).map(({ object, rank: place }) => {
    const free = d.inspectors.filter(i => !apart.has(`${object.key}|${i.key}`))
    const inspectors = free
      .map(i => ({ i, busy: busy.get(i.key) ?? 0, rank: rank(`inspector|${object.key}|${i.key}`) }))
      .sort((a, b) => a.busy - b.busy || byRank(a, b))
      .slice(0, d.each)
      .map(({ i }) => i)
    for (const i of inspectors) busy.set(i.key, (busy.get(i.key) ?? 0) + 1)
    return { object, rank: place, inspectors }
  })
}
const byRank = (a: { rank: string }, b: { rank: string }) => (a.rank < b.rank ? -1 : 1)
/** 64 hexadecimal digits, compared as text. */
export const rankOf = (seed: string, word: string) => (what: string) =>
  createHmac('sha256', `${seed}|${word}`).update(what).digest('hex')

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
/** Of both lists and what is apart, as they were fixed: one line each, sorted by key. */
export const listsHash = (d: Pick<Draw, 'objects' | 'inspectors' | 'apart'>) =>
  hashOf(
    [
      ...sorted(d.objects.map(o => `object|${o.key}|${o.name}`)),
      ...sorted(d.inspectors.map(i => `inspector|${i.key}|${i.name}`)),
      ...sorted(d.apart.map(([o, i]) => `apart|${o}|${i}`)),
    ].join('\n'),
  )
const sorted = (all: readonly string[]) => [...all].sort((a, b) => (a < b ? -1 : 1))
