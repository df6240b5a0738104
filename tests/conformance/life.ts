/** What a life consists of, read from the definition: which matter can be granted, refused, stopped, corrected, paid, certified; and valid values for it. */
import { readdirSync } from 'node:fs'
import { plusDays } from '#core/calendar/days'
import type { Catalogue, SomeProcedure } from '#core/catalogue'
import { outcomesOf } from '#core/registers/columns'
import type { Casebook } from '#define/casebook'
import type { Day } from '#define/time'
import { begin, type Life, start, type Turn, toldIn } from './begin.ts'
import type { House } from './house.ts'
import { search } from './search.ts'
import type { Told } from './values.ts'
import { good, headOf, Stuck, walk } from './walk.ts'

const root = new URL('../../src/domains/', import.meta.url)
const examples = readdirSync(root, { recursive: true })
  .map(String)
  .filter(f => f.endsWith('.examples.ts'))
export const books = await Promise.all(
  examples.map(async f => (await import(new URL(f, root).href)).default as Casebook),
)

const steps = {
  refuse: '不予',
  stop: '停',
  correct: '更正',
  appeal: '申诉',
  pay: '支付',
  certify: '证件',
} as const
export type StepOfLife = keyof typeof steps
/** Everything is opened, sent back, ended, looked at and archived; the rest only where the definition has it. */
export const stepsOfLife = (catalogue: Catalogue, p: SomeProcedure): ReadonlySet<StepOfLife> => {
  const ends = new Set(Object.keys(p.steps).flatMap(k => outcomesOf(p, k) as readonly string[]))
  const has: Record<StepOfLife, boolean> = {
    refuse: ends.has('refuse'),
    stop: ends.has('stop'),
    correct: !p.isNew && ends.has('adjust'),
    appeal: ends.size > 0,
    pay: p.isNew && catalogue.benefitsOf(p.register).length > 0,
    certify: Object.keys(p.forms).length > 0,
  }
  return new Set((Object.keys(has) as StepOfLife[]).filter(k => has[k]))
}
/** For the title of its tests: what it has not, by its own definition. */
export const without = (catalogue: Catalogue, p: SomeProcedure) => {
  const has = stepsOfLife(catalogue, p)
  const missing = (Object.keys(steps) as StepOfLife[]).filter(k => !has.has(k))
  return missing.length ? `（定义中没有：${missing.map(k => steps[k]).join('、')}）` : ''
}

export const goodOf = (p: SomeProcedure, wish?: string) => {
  const ends = Object.keys(p.steps).flatMap(k => outcomesOf(p, k) as readonly string[])
  return (wish ? [wish] : good).filter(o => ends.includes(o))
}
/** What only the application has brought is not there in a row that was entered: such a matter begins with a granted one. */
const ofGranted = new Set<string>()
const makerOf = (house: House, p: SomeProcedure) =>
  p.isNew
    ? undefined
    : house.catalogue.proceduresOf(p.register).find(q => q.isNew && q.head.starts.includes('application'))
const grantedRow = async (house: House, p: SomeProcedure, on: Day) => {
  const { life } = await walked(house, makerOf(house, p)!, { on: plusDays(on, -60) })
  const { row_id } = await headOf(house, life.caseId)
  return { rowId: row_id!, made: life.made }
}
const found = new Map<string, Partial<Told>>()
/** Begins it with values that the law accepts: the casebook's, else found by trying. @throws what nothing helped against */
export const walked = async (
  house: House,
  p: SomeProcedure,
  { wish, on, before = async () => {} }: { wish?: string; on?: Day; before?: (life: Life) => Promise<void> } = {},
): Promise<{ life: Life; turns: Turn[] }> => {
  const key = `${p.title} ${wish ?? ''}`
  let row: Parameters<typeof begin>[4]
  for (let n = 0; n < 4; n++) {
    const told = { ...(found.get(key) ?? toldIn(books, p)), ...(on && { on }) }
    if (ofGranted.has(key)) row = await grantedRow(house, p, told.on ?? start)
    const life = await begin(house, p, told, undefined, row)
    try {
      await before(life)
      return { life, turns: await walk(house, life, goodOf(p, wish)) }
    } catch (error) {
      if (!(error instanceof Stuck)) throw error
      const better = await search(house, life, error.outcome)
      if (typeof better !== 'string') found.set(key, better)
      else if (!row && makerOf(house, p)) ofGranted.add(key)
      else throw new Error(`${p.title}：不论怎样填写，${better}（${error.message}）`)
    }
  }
  throw new Error(`${p.title}：试了几回，仍然没有办成`)
}
