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

const atFirst = (r: ShownRegister) => [
  ...r.fields
    .filter(f => f.type === 'choice' || f.type === 'subject')
    .slice(0, 3)
    .map(f => f.id),
  ...r.measures.slice(0, 2).map(m => m.id),
]
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
