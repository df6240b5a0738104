/** What this account opens often: kept by hand with a star, and the last few registers opened; on this machine only, addresses without a name. */
import { useSyncExternalStore } from 'react'

interface Kept {
  readonly starred: readonly string[]
  readonly recent: readonly string[]
}
const nothing: Kept = { starred: [], recent: [] }
const recentlyAtMost = 4
const keyOf = (account: string) => `menu:${account}`
const listeners = new Set<() => void>()
const read = new Map<string, Kept>()

const keptBy = (account: string): Kept => {
  const known = read.get(account)
  if (known) return known
  let kept = nothing
  try {
    kept = { ...nothing, ...JSON.parse(localStorage.getItem(keyOf(account)) ?? '{}') }
  } catch {
    // A browser that keeps nothing has no favourites.
  }
  read.set(account, kept)
  return kept
}
const keep = (account: string, kept: Kept) => {
  read.set(account, kept)
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(kept))
  } catch {
    // as above
  }
  for (const tell of listeners) tell()
}
const listen = (changed: () => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

export const useFavourites = (account: string) => {
  const kept = useSyncExternalStore(listen, () => keptBy(account))
  return {
    ...kept,
    star: (to: string) => {
      const { starred } = keptBy(account)
      keep(account, {
        ...keptBy(account),
        starred: starred.includes(to) ? starred.filter(s => s !== to) : [...starred, to],
      })
    },
  }
}
export const opened = (account: string, to: string) => {
  const { recent } = keptBy(account)
  if (recent[0] !== to)
    keep(account, { ...keptBy(account), recent: [to, ...recent.filter(r => r !== to)].slice(0, recentlyAtMost) })
}
