/** Valid values: starting from the casebook or from plain ones, whatever the law still refuses is tried otherwise, field by field, until it refuses nothing. */

import { plusDays } from '#core/calendar/days'
import { verdictOfRow } from '#core/procedures/evaluate-case'
import { type Loaded, loadCases } from '#core/procedures/load'
import type { Field } from '#define/field'
import { yuan } from '#define/money'
import type { Day } from '#define/time'
import type { Life } from './begin.ts'
import type { House } from './house.ts'
import type { Told } from './values.ts'

type Line = Readonly<Record<string, unknown>>
interface Tried {
  readonly row: Line
  readonly parts: Readonly<Record<string, readonly Line[]>>
}
const away = [30, 365, 4 * 365, -1, -30, -365]
/** What a field may say, as a rule sees it. */
const othersFor = (f: Field<any>, now: unknown, on: Day, known: (f: Field<any>) => unknown): unknown[] => {
  const all: Record<string, () => unknown[]> = {
    choice: () => Object.keys(f.options ?? {}),
    'yes-no': () => [true, false],
    count: () => [1, 2, 10, 30, 50, 100],
    money: () => [100, 1000, 30_000, 100_000].map(n => yuan(n)),
    day: () => [on, ...away.map(n => plusDays(on, n))],
    month: () => [on.slice(0, 7)],
    text: () => [now || '演示文字', '演示协会'],
  }
  const filled = all[f.type]?.() ?? [known(f)]
  return [...filled, ...(f.mayBeMissing ? [undefined] : [])].filter(v => v !== now)
}

/** What an applicant and the officials may write in this matter. */
const writtenIn = ({ p }: Life) =>
  new Set(Object.values(p.steps).flatMap(s => [...(s.asks ?? []), ...(s.fills ?? [])].map(String)))

/** @returns the case as it should be told, or the sentences that nothing helps against */
export const search = async (house: House, life: Life, outcome: string): Promise<Told | string> => {
  const { p, caseId, made } = life
  const on = await house.today()
  const one = await house.wide(
    async trx => (await loadCases(trx, house.engine, house.countyId, p, [caseId], on, false)).get(caseId)!,
  )
  const may = writtenIn(life)
  const { fields, parts = {} } = p.register.told
  const known = (f: Field<any>) => (f.type === 'subject' ? String(house.known.get(f.of)) : '已填写')
  const refusals = (t: Tried) => verdictOfRow(p, withTold(one, t), outcome).refusals
  let best: Tried = { row: one.given.row as Line, parts: one.given.parts }
  let left = refusals(best)
  const wanted: Tried = { row: {}, parts: {} }
  let told = wanted
  for (let way: typeof neighbours | undefined = neighbours; left.length && way; ) {
    const from: number = left.length
    for (const next of way(best)) {
      const after = refusals(next.tried)
      if (after.length >= left.length) continue
      ;[best, left] = [next.tried, after]
      told = { row: { ...told.row, ...next.row }, parts: { ...told.parts, ...next.parts } }
      break
    }
    way = left.length < from ? neighbours : way === neighbours ? pairs : undefined
  }
  const since = p.head.from && !best.row[String(p.head.from)] && { [String(p.head.from)]: on.slice(0, 7) }

  return left.length
    ? left.map(v => v.says).join('；')
    : {
        on: life.told.on ?? one.header.applied_on,
        ...life.told,
        row: { ...life.told.row, ...told.row, ...since },
        parts: { ...life.told.parts, ...told.parts },
      }

  /** Where two things must be said together. */
  function* pairs(at: Tried): Generator<{ tried: Tried } & Partial<Tried>> {
    for (const a of [...neighbours(at)].filter(n => n.row))
      for (const b of neighbours(a.tried)) if (b.row) yield { tried: b.tried, row: { ...a.row, ...b.row } }
  }
  function* neighbours(at: Tried): Generator<{ tried: Tried } & Partial<Tried>> {
    for (const [name, f] of Object.entries<Field<any>>(fields)) {
      if (!may.has(name) || f.type === 'serial') continue
      for (const v of othersFor(f, at.row[name], on, known)) {
        const row = { [name]: v }
        yield { tried: { ...at, row: { ...at.row, ...row } }, row }
      }
    }
    for (const [name, part] of Object.entries<any>(parts)) {
      if (!may.has(name)) continue
      const own = Object.entries<Field<any>>(part.told.fields)
      const who = own.find(([, f]) => f.type === 'person')?.[0]
      const plain = { ...at.parts[name]?.[0], ...(who && { [who]: String(made.people[0]) }) }
      const each = made.people.map(id => ({ ...plain, ...signed(own), ...(who && { [who]: String(id) }) }))
      const lines = at.parts[name]?.length ? at.parts[name] : [plain]
      const pairs = own.flatMap(([k, f]) => othersFor(f, lines[0]![k], on, known).map(v => ({ [k]: v })))
      const two = pairs.flatMap((a, i) => pairs.slice(i + 1).map(b => ({ ...a, ...b })))
      for (const now of [[], each, ...[...pairs, ...two].map(change => lines.map(l => ({ ...l, ...change })))])
        yield { tried: { ...at, parts: { ...at.parts, [name]: now } }, parts: { [name]: now } }
    }
  }
  function signed(own: [string, Field<any>][]) {
    return Object.fromEntries(
      own
        .filter(([, f]) => ['signature', 'day'].includes(f.type))
        .map(([k, f]) => [k, f.type === 'day' ? on : '已签字']),
    )
  }
}
const withTold = (one: Loaded, t: Tried): Loaded => ({
  ...one,
  given: { ...one.given, row: t.row, parts: t.parts as never },
})
