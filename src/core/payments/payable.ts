/** Where a benefit's money stands in the ledger: its rows, its states, its payee and its account, read from the definition. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type AnyBenefit, type Catalogue, snake } from '#core/catalogue'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import type { Fund, Rhythm } from '#define/benefit'
import type { Fields } from '#define/field'
import type { Day } from '#define/time'
import { overlapsOf } from './overlap.ts'
import { overDays } from './payable-days.ts'
import { onStatements } from './payable-settled.ts'

export type Sql = RawBuilder<unknown>
export interface Payable {
  /** 'minimum-living.allowance' */
  readonly id: string
  readonly title: string
  readonly business: string
  readonly fund: Fund
  /** Declared quantities of the county; a month without them is not paid. */
  readonly standards: Fields | undefined
  /** Of the county's standards in the month: how many months a run pays at once. */
  readonly rhythm: (standards: Readonly<Record<string, unknown>>) => Rhythm
  /** Rows with id, place, `held`, end_reason and known_from; states with row_id, version, starts, suspended and because. Tables, or what is drawn from one. */
  readonly row: Sql
  readonly rowEarlier: Sql
  readonly state: Sql
  /** What stands still while a run is worked out. */
  readonly locked: readonly string[]
  readonly amount: Sql
  readonly account: { readonly sealed: Sql; readonly index: Sql; readonly masked: Sql }
  /** `p` (id, name, died_on): the payee of the row `r` and of the state `now` that is in force on the day of the run. */
  readonly payee: Sql
  /** The columns of a state in which the payee stands, where they are there. */
  readonly payeeColumn: Sql | undefined
  readonly payeeName: Sql | undefined
  /** The states (row_id, version, known_from) whose account is paid to, as seen by row: those of the row, or of its provider. */
  readonly accountStates: Sql
  /** Besides being in force: a sum paid once belongs to the first month. */
  readonly inMonth: (month: Sql) => Sql
  /** What is due of the `amount` of row `r` in a month, beside other benefits of the same person; and the rows (row_id, since) whose others have changed. */
  readonly beside: (amount: Sql, month: Sql) => Sql
  /** A line is what the state of its month said when the run was made: no other benefit, no later correction of the row has a say. */
  readonly isPlain: boolean
  readonly touchedBeside: (county: number, lastRun: number) => readonly Sql[]
}

/** @throws Refusal for a benefit that goes to no account of a person or provider */
export const payableOf = (catalogue: Catalogue, benefit: AnyBenefit): Payable => {
  const { of: register, to, fund, paid } = benefit.worth
  const no = (why: string) => new Refusal(`「${benefit.title}」不能按月批量核发：${why}。`)
  if (typeof fund !== 'string') throw no('它的资金按作出决定的层级区分，须逐件支付')
  const head = {
    ...{ id: catalogue.idOf(benefit), title: benefit.title, business: catalogue.businessOf(benefit), fund },
    standards: register.told.standards?.told.fields,
    rhythm: (standards: Readonly<Record<string, unknown>>): Rhythm =>
      typeof paid === 'function' ? paid({ standards } as never) : paid === 'every quarter' ? 'quarter' : 'month',
  }
  if (typeof to !== 'string') return { ...head, ...onStatements(catalogue, benefit) }
  if (!register.told.fields[to]?.isSecret) throw no(`「${to}」不是银行账号`)
  const roles = rolesOf(register)
  const [role, subject] = roles[0] ?? ['', '']
  const applicant = register.told.fields.applicant?.type === 'person'
  if (!applicant && (roles.length !== 1 || (subject !== 'person' && subject !== 'household')))
    throw no('它的对象不是一个人或一户')
  const account = {
    sealed: sql.ref(`${snake(to)}_sealed`),
    index: sql.ref(`${snake(to)}_index`),
    masked: sql.ref(`${snake(to)}_masked`),
  }
  const payee = payeeOf(applicant ? 'applicant' : subject, sql.ref(`r.${subjectColumn(role)}`))
  const amount = sql.ref(amountColumn(catalogue, benefit))
  const whose = { amount, account, payee, payeeColumn: applicant ? sql.ref('applicant') : undefined }
  if (!hasStates(register)) return { ...head, ...overDays(catalogue, register), ...whose }
  const rowTable = catalogue.tableOf(register)
  const state = sql.table(`${rowTable}_state`)
  return {
    ...head,
    ...whose,
    ...{ row: sql.table(rowTable), rowEarlier: sql.table(`history.${rowTable}`), state, payeeName: undefined },
    ...{ locked: [`${rowTable}_state`, rowTable], accountStates: state },
    inMonth: month => (paid === 'once' ? sql`and date_trunc('month', lower(r.held))::date = ${month}` : sql``),
    ...overlapsOf(catalogue, benefit),
  }
}
const payeeOf = (whom: string, row: Sql): Sql => {
  const of = (id: Sql) => sql`left join person p on p.county_id = r.county_id and p.id = ${id}`
  if (whom === 'applicant') return of(sql.ref('now.payee'))
  if (whom === 'person') return of(row)
  return sql`left join household home on home.county_id = r.county_id and home.id = ${row} ${of(sql.ref('home.head_id'))}`
}

/** The state's columns that a payment needs, under fixed names. */
export const stateColumns = (of: Payable) =>
  sql`row_id, version, suspended, ${of.amount} as amount, ${of.payeeColumn ?? sql`null::bigint`} as payee,
    ${of.payeeName ?? sql`null::text`} as payee_name, ${of.account.sealed} as sealed, ${of.account.index} as account, ${of.account.masked} as masked`

/** A month is a date column's first day. */
export const dateOf = (month: string) => sql<Day>`${`${month}-01`}::date`
