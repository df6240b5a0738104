/** What a definition is in columns: name, type, check and Chinese comment of every field, measure, step and subject. */
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Field } from '#define/field'
import type { Measure } from '#define/measures'
import type { AnyRegister } from '#define/register'
import type { Outcome } from '#define/steps'

export interface Column {
  readonly name: string
  readonly type: string
  readonly comment: string
}
const plain = { text: 'text', 'credit-code': 'text', choice: 'text', rounding: 'text', serial: 'text' }
const sqlTypes: Record<string, string> = {
  ...plain,
  ...{ 'yes-no': 'boolean', count: 'integer', money: 'bigint', day: 'date', month: 'text', instant: 'timestamptz' },
  ...{ files: 'uuid[]', signature: 'text', person: 'bigint', place: 'bigint', subject: 'bigint' },
}
export const quoted = (s: string) => `'${s.replaceAll("'", "''")}'`
const oneOf = (column: string, options: readonly string[]) =>
  ` check (${column} in (${options.map(quoted).join(', ')}))`

/** `isStrict`: what may not be missing is not null; in a case everything may still be missing. */
export const fieldColumns = (name: string, f: Field<any>, isStrict: boolean): Column[] => {
  const column = snake(name)
  const must = isStrict && !f.mayBeMissing ? ' not null' : ''
  if (f.isSecret)
    return [
      { name: `${column}_sealed`, type: `bytea${must}`, comment: `${f.title}（加密）` },
      { name: `${column}_index`, type: `bytea${must}`, comment: `${f.title}（盲索引）` },
      { name: `${column}_masked`, type: `text${must}`, comment: `${f.title}（掩码）` },
    ]
  const check = f.options
    ? oneOf(column, Object.keys(f.options))
    : f.type === 'month'
      ? ` check (${column} ~ '^[0-9]{4}-[0-9]{2}$')`
      : ''
  const unit = f.type === 'money' ? `（单位：分；${f.unit}）` : f.unit ? `（${f.unit}）` : ''
  return [{ name: column, type: `${sqlTypes[f.type]}${must}${check}`, comment: f.title + unit }]
}
/** The names of a field's columns: a secret has three. */
export const columnNames = (name: string, f: Field<any>) =>
  f.isSecret ? ['sealed', 'index', 'masked'].map(s => `${snake(name)}_${s}`) : [snake(name)]
/** Measured money is in twelfths of a fen, with four places, so that months of yearly sums stay exact. */
export const measureColumn = (name: string, m: Measure<any>, isStrict: boolean): Column => {
  const column = snake(name)
  const must = isStrict ? ' not null' : ''
  if (m.type === 'money')
    return { name: column, type: `numeric(20,4)${must}`, comment: `${m.title}（十二分之一分；计算得出）` }
  if (m.type === 'choice')
    return {
      name: column,
      type: `text${must}${oneOf(column, Object.keys(m.options ?? {}))}`,
      comment: `${m.title}（计算得出）`,
    }
  return { name: column, type: (m.type === 'yes-no' ? 'boolean' : 'integer') + must, comment: `${m.title}（计算得出）` }
}

/** [role, subject]: 'household' alone, or { husband: 'person', … }. */
export const rolesOf = (r: AnyRegister | NonNullable<Field<any>['of']>): [string, string][] => {
  const { about } = (r as AnyRegister).told
  return typeof about === 'string' ? [[about, about]] : (Object.entries(about) as [string, string][])
}
export const subjectColumn = (role: string) => `${snake(role)}_id`
/** Where a subject of this kind is kept. */
export const subjectTable = (kind: string) => (kind === 'area' ? 'division' : kind)
/** Several parties, each in a role of its own: husband and wife, the deceased. */
export const isJoint = (r: AnyRegister) => typeof r.told.about !== 'string'

/** The row's own number, kept for ever; everything else may change from a day on and lives in its states. */
export const isFixed = (f: Field<any>) => f.type === 'serial' && !f.mayBeMissing
export const fixedFields = (r: AnyRegister) => Object.entries<Field<any>>(r.told.fields).filter(([, f]) => isFixed(f))
const changing = new WeakMap<AnyRegister, readonly [string, Field<any>][]>()
export const changingFields = (r: AnyRegister) => {
  const known = changing.get(r) ?? Object.entries<Field<any>>(r.told.fields).filter(([, f]) => !isFixed(f))
  changing.set(r, known)
  return known
}
export const measuresOf = (r: AnyRegister) => Object.entries<Measure<any>>(r.measures)
export const partsOf = (r: AnyRegister) => Object.entries<AnyRegister>(r.told.parts ?? {})
/** Only what is true over a period has states; an event of a day is said once. */
export const hasStates = (r: AnyRegister) => r.told.over === 'period'

export const outcomesOf = (p: SomeProcedure, step: string): readonly Outcome[] =>
  p.steps[step]?.decides ?? (step !== 'decide' ? [] : p.isNew ? ['grant', 'refuse'] : ['continue', 'adjust', 'stop'])
/** 审核确认: only whoever was named for it may give such an outcome. What the village finds with its own eyes, that somebody lives, is none. */
export const isDecision = (p: SomeProcedure, step: string): boolean =>
  outcomesOf(p, step).length > 0 && p.steps[step]?.who !== 'village'
