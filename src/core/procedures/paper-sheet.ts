/** The sheet that was kept with a decision, as a letter prints it, and the county's standards that its clauses asked for. */
import type { SheetLine } from '#core/documents/letters'
import type { SheetLine as KeptLine } from '#core/registers/evaluate'
import { traced } from '#core/registers/timeline'
import { fenOf } from '#core/registers/values'
import type { Fields } from '#define/field'
import { verdictOfRow } from './evaluate-case.ts'
import type { Paper } from './paper.ts'
import type { Basis } from './weigh.ts'

export const counted = (c: Paper, basis: Basis): SheetLine[] => {
  const covers = c.benefit?.worth.covers
  const people = covers && basis.persons !== null
  return [
    ...(people
      ? [{ title: c.p.register.measures[covers]?.title ?? '人数', amount: null, shows: `${basis.persons}人` }]
      : []),
    ...(basis.sheet as KeptLine[]).map(line).filter(l => l.amount !== 0 || !/^[加减]：/.test(l.title)),
  ]
}
const line = (l: KeptLine): SheetLine => ({
  title: l.title,
  ...(typeof l.amount === 'string' && /^-?\d+\.\d\d$/.test(l.amount)
    ? { amount: fenOf(l.amount) }
    : { amount: null, shows: l.amount === null ? '' : String(l.amount) }),
  ...(l.law && { law: l.law }),
})

/** So that whoever is refused sees the figure that was missed: each standard that a clause has read, with its value of that day. */
export const standardsAsked = (c: Paper, basis: Basis): SheetLine[] => {
  const { reads, seen } = traced(basis.standards)
  const rule = c.p.head.must
  const { c: facts } = verdictOfRow(c.p, c.case)
  rule?.({ ...facts, standards: seen } as never)
  const fields = (c.p.register.told.standards?.told.fields ?? {}) as Fields
  return Object.entries(fields)
    .filter(([k, f]) => reads.has(k) && (f.type === 'money' || f.type === 'count') && basis.standards[k] !== undefined)
    .map(([k, f]) => {
      const value = Number(basis.standards[k])
      return {
        title: f.unit && !f.title.endsWith('）') ? `${f.title}（${f.unit}）` : f.title,
        source: '当地标准',
        ...(f.type === 'money' ? { amount: Math.round(value / 12) } : { amount: null, shows: String(value) }),
      }
    })
}
