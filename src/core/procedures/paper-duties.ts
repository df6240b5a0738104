/** What a household that is granted something has to report, and how often it is looked at again: read from the definitions. */

import { type Event, events } from '#define/events'
import type { Span } from '#define/time'
import { verdictOfRow } from './evaluate-case.ts'
import type { Paper } from './paper.ts'
import { spanWords } from './paper-before.ts'

/** Happens by itself, or is found by the office: nobody has to report it. */
const ofTheOffice = new Set<Event>([
  ...(['person.turned-age', 'person.not-found', 'person.found-again', 'person.not-proven-alive'] as const),
  ...(['person.proven-alive', 'person.refused-work', 'household.deceived', 'household.gave-up'] as const),
  ...(['household.refused-checks', 'standard.raised'] as const),
])
export const duties = (c: Paper): string[] => {
  const reported = (Object.keys(c.benefit?.worth.changes ?? {}) as Event[]).filter(e => !ofTheOffice.has(e))
  if (!reported.length) return []
  return [
    `有下列情形之一的，及时告知所在村（居）或乡镇：${reported.map(e => events[e]).join('、')}。`,
    '如实提供情况，配合定期复核和入户核查；虚报、隐瞒、伪造的，停发并追缴多领的资金。',
  ]
}

/** 每3个月: of the matter that looks at the row again by time. */
export const reviewWords = (c: Paper): string | undefined => {
  for (const p of c.engine.catalogue.proceduresOf(c.p.register))
    for (const s of p.head.starts)
      if (typeof s === 'object' && 'every' in s) {
        const every = typeof s.every === 'function' ? s.every(verdictOfRow(c.p, c.case).c as never) : (s.every as Span)
        return Number.isFinite(every.count) ? `每${spanWords(every)}复核一次` : undefined
      }
  return undefined
}
