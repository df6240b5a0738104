/** Which columns a register's list shows: everything offered, a few at first, the choice kept in this browser. */
import { useState } from 'react'
import type { ShownRegister } from '../server/catalogue.ts'

/** Long texts, papers and secrets open with the row, not in the list. */
const isListed = (type: string) => !['files', 'signature', 'instant'].includes(type)

export const offeredColumns = (r: ShownRegister) => [
  ...r.fields.filter(f => isListed(f.type) && !f.isSecret).map(f => ({ ...f, from: 'fields' as const })),
  ...r.measures.map(m => ({ ...m, options: m.options, from: 'measures' as const })),
]
export type OfferedColumn = ReturnType<typeof offeredColumns>[number]

/** Where there is little to choose from, what is counted, summed or dated says more than an empty line. */
const few = 3
const atFirst = (r: ShownRegister) => {
  const chosen = [
    ...r.fields.filter(f => ['choice', 'subject', 'month'].includes(f.type)).slice(0, few),
    ...(r.over === 'day' ? sumsFirst(r) : r.measures).slice(0, 2),
  ]
  const more = r.fields.filter(f => ['count', 'sum', 'day'].includes(f.type) && !f.mayBeMissing)
  return [...chosen, ...more.slice(0, Math.max(0, few - chosen.length))].map(f => f.id)
}
/** What a statement comes to is what it is opened for. */
const sumsFirst = (r: ShownRegister) => {
  const isSum = (m: { type: string }) => (m.type === 'money' ? 0 : 1)
  return [...r.measures].sort((a, b) => isSum(a) - isSum(b))
}
export const useColumns = (r: ShownRegister) => {
  const key = `columns:${r.id}`
  const [ids, setIds] = useState<readonly string[]>(() => read(key) ?? atFirst(r))
  const set = (next: readonly string[]) => {
    setIds(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // a browser that keeps nothing still shows the columns of this visit
    }
  }
  return { ids, set }
}
const read = (key: string): string[] | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '')
    return Array.isArray(kept) ? kept : undefined
  } catch {
    return undefined
  }
}
