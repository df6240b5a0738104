/** Which input a refusal is about: as the server says it, or by the 「title」 in its sentence. */
import { Refused } from '../server/call.ts'
import type { ShownField, ShownPart } from '../server/catalogue.ts'

export type Asked = readonly (ShownField | ShownPart)[]
export interface Place {
  readonly part?: string
  readonly row?: number
  readonly field?: string
}
export const isPart = (a: ShownField | ShownPart): a is ShownPart => 'fields' in a

export const placeOf = (error: unknown, asked: Asked): Place | undefined => {
  if (!(error instanceof Refused)) return undefined
  const told = toldBy(error.detail)
  if (told?.part || (told?.field && asked.some(a => a.id === told.field))) return told
  const titles = [...error.reason.matchAll(/「([^」]+)」/g)].map(m => m[1])
  for (const title of titles) {
    const named = asked.find(a => a.title === title)
    if (!named) continue
    if (!isPart(named)) return { field: named.id }
    const row = Number(/第\s*(\d+)\s*行/.exec(error.reason)?.[1] ?? 1) - 1
    const field = told?.field ?? named.fields.find(f => titles.includes(f.title))?.id
    return { part: named.id, row, ...(field && { field }) }
  }
}
const toldBy = (detail: unknown): Place | undefined =>
  Array.isArray(detail)
    ? typeof detail[0] === 'string'
      ? { field: detail[0] }
      : undefined
    : detail && typeof detail === 'object' && ('field' in detail || 'part' in detail)
      ? (detail as Place)
      : undefined

interface Typed {
  readonly fields: Readonly<Record<string, unknown>>
  readonly parts: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}
/** The first required thing that is still empty, so that the form says so before the server must. */
export const firstMissing = (asked: Asked, v: Typed): Refused | undefined => {
  for (const a of asked) {
    if (isPart(a)) {
      for (const [row, line] of (v.parts[a.id] ?? []).entries())
        for (const f of a.fields)
          if (isNeeded(f) && isBlank(line[f.id]))
            return new Refused(422, `${a.title}第 ${row + 1} 行的「${f.title}」还没有填写。`, undefined, {
              part: a.id,
              row,
              field: f.id,
            })
    } else if (isNeeded(a) && isBlank(v.fields[a.id]))
      return new Refused(422, `「${a.title}」还没有填写。`, undefined, { field: a.id })
  }
}
const isNeeded = (f: ShownField) => !f.mayBeMissing && !f.sharedBy && f.type !== 'serial' && f.type !== 'instant'
const isBlank = (v: unknown) => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0)
