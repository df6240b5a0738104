/** The papers of a decision: confirmed, refused, changed, tapering, stopped; printed from the basis that was kept with it. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { one, rows } from '#core/db'
import type { Letter } from '#core/documents/letter'
import { adjustLetter, confirmationLetter, type Reason, refusalLetter, stopLetter } from '#core/documents/letters'
import { taperLetter } from '#core/documents/taper-letter'
import { fixedFields } from '#core/registers/columns'
import type { Verdict } from '#core/registers/evaluate'
import type { Fields } from '#define/field'
import { type Month, monthAfter, monthOf } from '#define/time'
import {
  decisionOf,
  lawOf,
  matterName,
  matterOf,
  type Paper,
  type PaperAct,
  remedyOf,
  withoutNumbers,
} from './paper.ts'
import { duties, reviewWords } from './paper-duties.ts'
import { counted, standardsAsked } from './paper-sheet.ts'

export const confirmation = async (c: Paper): Promise<Letter> => {
  const act = decisionOf(c)
  const { amount, firstMonth } = act.basis
  return confirmationLetter({
    ...(await matterOf(c, act)),
    ...{ applied: c.case.header.applied_on, category: category(c), persons: await persons(c, act.basis.people) },
    ...(amount !== null && firstMonth !== null && { amount, firstMonth }),
    ...{ sheet: counted(c, act.basis), reasons: clauses(act.basis.clauses as Verdict[]) },
    terms: await terms(c),
    duties: duties(c),
    remedy: await remedyOf(c, act.on),
  })
}

/** A refusal says every sentence that does not hold; where all hold, the decider's own reason. */
export const refusal = async (c: Paper): Promise<Letter> => {
  const act = decisionOf(c)
  const failed = clauses(act.basis.clauses as Verdict[]).filter(r => !r.holds)
  return refusalLetter({
    ...(await matterOf(c, act, c.p.isNew ? undefined : c.p.title)),
    applied: c.case.header.applied_on,
    reasons: failed.length ? failed : [said(c, act, '不符合')],
    sheet: [...counted(c, act.basis), ...standardsAsked(c, act.basis)],
    remedy: await remedyOf(c, act.on),
  })
}

export const adjust = async (c: Paper): Promise<Letter> => {
  const act = decisionOf(c)
  const { basis } = act
  const change = {
    ...(await matterOf(c, act)),
    firstMonth: basis.firstMonth!,
    reasons: [
      said(c, act, '变更', act.says?.trim() ? undefined : '人口、收入、财产或者类别发生变化'),
      ...clauses(basis.clauses as Verdict[]),
    ],
    sheet: counted(c, basis),
    remedy: await remedyOf(c, act.on),
  }
  return act.outcome === 'taper'
    ? taperLetter({ ...change, amount: basis.amount ?? 0, until: c.case.columns.taper_until as Month })
    : adjustLetter({ ...change, amountBefore: basis.before ?? 0, amountAfter: basis.amount ?? 0 })
}

export const stop = async (c: Paper): Promise<Letter> => {
  const act = decisionOf(c)
  const firstMonth = monthOf(act.basis.stopsFrom!)
  const field = c.p.register.told.fields.stopReason
  const chosen = field?.options?.[String(c.case.columns.stop_reason)]
  return stopLetter({
    ...(await matterOf(c, act)),
    firstMonth,
    lastMonth: monthAfter(firstMonth, -1),
    reasons: [said(c, act, '属实', chosen), ...clauses(act.basis.clauses as Verdict[]).filter(r => !r.holds)],
    sheet: [...counted(c, act.basis), ...standardsAsked(c, act.basis)],
    remedy: await remedyOf(c, act.on),
  })
}

/** What only reminds the officer (mind) is not the addressee's: it may tell of a complaint. */
const clauses = (all: readonly Verdict[]): Reason[] =>
  all.filter(v => v.weight === 'must').map(v => ({ says: v.says, holds: v.holds, ...(v.law && { law: v.law }) }))
/** What the decider has written, beside the chosen cause where there is one. */
const said = (c: Paper, act: PaperAct, conclusion: string, cause?: string): Reason => {
  const written = withoutNumbers(act.says?.trim() ?? '')
  return {
    says: cause || written || c.p.title,
    ...(cause && written && { found: written }),
    ...{ holds: false, conclusion, law: lawOf(c.p)[0] ?? '' },
  }
}

/** 农村，C类，单人保: the fields that sort it, and the kinds that are marked with a yes. */
const category = (c: Paper) => {
  const fields = Object.entries(c.p.register.told.fields as Fields)
  const sorted = fields.filter(([, f]) => f.options && f.title.includes('类别'))
  const marked = fields.filter(
    ([k, f]) => f.type === 'yes-no' && !f.title.startsWith('是否') && c.case.columns[snake(k)],
  )
  return (
    [
      ...sorted.map(([k, f]) => f.options![String(c.case.columns[snake(k)])]).filter(Boolean),
      ...marked.map(([, f]) => f.title),
    ].join('，') || matterName(c.p.register)
  )
}
const persons = async (c: Paper, ids: readonly number[]): Promise<string[]> => {
  if (!ids.length) return [c.whose.name]
  const found = await rows(
    c.db,
    sql<{ name: string }>`select p.name from unnest(${ids}::bigint[]) with ordinality i(id, n)
      join person p on p.county_id = ${c.countyId} and p.id = i.id order by i.n`,
  )
  return found.map(f => f.name)
}
/** The number of the certificate, the end of the account, the months between reviews. */
const terms = async (c: Paper) => {
  const numbers = fixedFields(c.p.register)
  const row =
    numbers.length && c.case.header.row_id
      ? await one(
          c.db,
          sql<Record<string, string>>`select ${sql.join(numbers.map(([k]) => sql.ref(snake(k))))}
            from ${sql.table(c.engine.catalogue.tableOf(c.p.register))} where county_id = ${c.countyId} and id = ${c.case.header.row_id}`,
        )
      : {}
  const to = c.benefit?.worth.to
  const account = typeof to === 'string' ? (c.case.columns[`${snake(to)}_masked`] as string | null) : null
  const review = reviewWords(c)
  return [
    ...numbers.map(([k, f]) => ({ title: f.title, says: String((row as Record<string, string>)[snake(k)] ?? '') })),
    ...(account ? [{ title: '发放账户', says: `尾号${account.slice(-4)}` }] : []),
    ...(review ? [{ title: '定期复核', says: review }] : []),
  ]
}
