/** A figure as it is to be counted: its rows, cases, payments or published number, whom it counts, and in which unit. */
import { Refusal } from '#core/actor'
import type { AnyBenefit, Catalogue, SomeProcedure } from '#core/catalogue'
import { rolesOf } from '#core/registers/columns'
import type { Figure } from '#define/figures'
import type { AnyRegister } from '#define/register'
import type { Outcome } from '#define/steps'

export type Where = Readonly<Record<string, unknown>>
export interface RowCount {
  readonly of: 'rows'
  readonly verb: 'holding' | 'entered' | 'left' | 'during'
  readonly register: AnyRegister
  /** Count the people of this measure instead of rows. */
  readonly people?: string
  readonly distinct: boolean
  readonly where: Where
  /** A column to add up instead of counting. */
  readonly sum?: string
}
export interface CaseCount {
  readonly of: 'cases'
  readonly verb: 'begun' | 'accepted' | 'open' | 'ended' | 'in time' | 'withdrawn' | 'lapsed' | 'expected'
  readonly procedure: SomeProcedure
  readonly outcome?: Outcome
}
export interface PaidSum {
  readonly of: 'payments'
  readonly benefit: AnyBenefit
  readonly where: Where
}
export interface Published {
  readonly of: 'published'
  readonly what: string
}
export type Count = RowCount | CaseCount | PaidSum | Published
export interface Plan {
  readonly name: string
  readonly unit: string
  readonly part: Count
  /** Of a share or an average: what it is divided by. */
  readonly whole?: Count
  /** How many decimals the quotient is given with. */
  readonly decimals: number
  readonly means?: string
  /** The businesses whose records are counted. */
  readonly businesses: readonly string[]
}

const rowVerbs = ['holding', 'entered', 'left', 'during']
const caseVerbs = ['begun', 'accepted', 'open', 'ended', 'in time', 'withdrawn', 'lapsed', 'expected']

/** @throws Refusal where no figure has the name */
export const planOf = (catalogue: Catalogue, name: string): Plan => {
  const figure = catalogue.figures[name]
  if (!figure) throw new Refusal(`没有「${name}」这个指标，请从指标目录中选`, { status: 404 })
  const part = countOf(figure)
  const over = figure.over && countOf(figure.over)
  const businesses = [part, over].flatMap(c => {
    const definition = c && definitionIn(c)
    return definition ? [catalogue.businessOf(definition)] : []
  })
  return {
    name,
    unit: figure.unit ?? unitOf(part),
    part,
    ...(over && { whole: over }),
    decimals: figure.decimals ?? 2,
    ...(figure.means && { means: figure.means }),
    businesses: [...new Set(businesses)],
  }
}
export const definitionIn = (c: Count) =>
  c.of === 'rows' ? c.register : c.of === 'cases' ? c.procedure : c.of === 'payments' ? c.benefit : undefined

const countOf = (f: Figure): Count => {
  const { where = {}, people, distinct, sum } = f.with ?? {}
  if (rowVerbs.includes(f.counts)) {
    const register = f.of as AnyRegister
    const verb = f.counts as RowCount['verb']
    if (register.told.over !== 'period' && verb !== 'during')
      throw new Error(`${register.title}: what happens on a day is counted «during», not «${verb}»`)
    const more = { ...(people && { people: String(people) }), ...(sum && { sum: String(sum) }) }
    return { of: 'rows', verb, register, distinct: distinct === true, where: where as Where, ...more }
  }
  if (caseVerbs.includes(f.counts)) {
    const procedure = f.of as SomeProcedure
    const outcome = f.outcome && { outcome: f.outcome }
    return { of: 'cases', verb: f.counts as CaseCount['verb'], procedure, ...outcome }
  }
  if (f.counts === 'paid') return { of: 'payments', benefit: f.of as AnyBenefit, where: where as Where }
  return { of: 'published', what: f.counts }
}

const unitOf = (c: Count): string => {
  if (c.of === 'payments') return '万元'
  if (c.of === 'published') return '人'
  if (c.of === 'cases') return c.procedure.register.told.countedIn ?? '件'
  if (c.sum) {
    const field = c.register.told.fields[c.sum]
    const type = (field ?? c.register.measures[c.sum])?.type
    return type === 'money' ? '万元' : type === 'people' ? '人' : (field?.unit ?? '个')
  }
  if (c.people) return c.verb === 'during' && !c.distinct ? '人次' : '人'
  const { countedIn } = c.register.told
  // Each subject once: of the many times the subject itself is left.
  if (countedIn && !(c.distinct && /次$/.test(countedIn))) return countedIn
  const roles = rolesOf(c.register)
  if (roles.length > 1) return roles.some(([role]) => role === 'husband') ? '对' : '件'
  const unit = units[roles[0]![1]] ?? '条'
  return c.verb === 'during' && !c.distinct ? `${unit}次` : unit
}
const units: Readonly<Record<string, string>> = {
  household: '户',
  person: '人',
  organisation: '家',
  place: '条',
  area: '条',
}
