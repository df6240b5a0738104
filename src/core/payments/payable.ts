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
import type { Payable, Sql } from './payable-shape.ts'

/** @throws Refusal for a benefit that goes to no account of a person or provider */
export const payableOf = (catalogue: Catalogue, benefit: AnyBenefit): Payable => {
  const { of: register, to, fund, paid } = benefit.worth
  const no = (why: string) => new Refusal(`「${benefit.title}」不能按月批量核发：${why}。`)
  const head = {
    ...{ id: catalogue.idOf(benefit), title: benefit.title, business: catalogue.businessOf(benefit) },
    ...(typeof fund === 'string' ? { fund, townFund: undefined } : { fund: fund.county, townFund: fund.town }),
    standards: register.told.standards?.told.fields,
    rhythm: (standards: Readonly<Record<string, unknown>>): Rhythm =>
      typeof paid === 'function' ? paid({ standards } as never) : paid === 'every quarter' ? 'quarter' : 'month',
  }
  if (typeof to !== 'string') return { ...head, ...onStatements(catalogue, benefit) }
  if (!register.told.fields[to]?.isSecret) throw no(`「${to}」不是银行账号`)
  const roles = rolesOf(register)
  const [role, subject] = roles[0] ?? ['', '']
  const applicant = register.told.fields.applicant?.type === 'person'
  // 领款人 by name: kin of the dead, who need not be in the ledger.
  const named = register.told.fields.payee?.type === 'text'
  if (!applicant && !named && (roles.length !== 1 || (subject !== 'person' && subject !== 'household')))
    throw no('它的对象不是一个人或一户')
  const account = {
    sealed: sql.ref(`${snake(to)}_sealed`),
    index: sql.ref(`${snake(to)}_index`),
    masked: sql.ref(`${snake(to)}_masked`),
  }
  const payee = payeeOf(applicant ? 'applicant' : named ? 'named' : subject, sql.ref(`r.${subjectColumn(role)}`))
  const amount = sql.ref(amountColumn(catalogue, benefit))
  const whose = {
    amount,
    account,
    payee,
    payeeColumn: applicant ? sql.ref('applicant') : undefined,
    payeeName: named ? sql.ref('payee') : undefined,
  }
  if (!hasStates(register)) return { ...head, ...overDays(catalogue, register), ...whose }
  const rowTable = catalogue.tableOf(register)
  const state = sql.table(`${rowTable}_state`)
  return {
    ...head,
    ...whose,
    ...{ row: sql.table(rowTable), rowEarlier: sql.table(`history.${rowTable}`), state },
    ...{ locked: [`${rowTable}_state`, rowTable], accountStates: state },
    inMonth: month => (paid === 'once' ? sql`and date_trunc('month', lower(r.held))::date = ${month}` : sql``),
    ...overlapsOf(catalogue, benefit),
  }
}
const payeeOf = (whom: string, row: Sql): Sql => {
  const of = (id: Sql) => sql`left join person p on p.county_id = r.county_id and p.id = ${id}`
  if (whom === 'applicant') return of(sql.ref('now.payee'))
  if (whom === 'named')
    return sql`left join lateral (select null::bigint as id, now.payee_name as name, null::date as died_on) p on true`
  if (whom === 'person') return of(row)
  return sql`left join household home on home.county_id = r.county_id and home.id = ${row} ${of(sql.ref('home.head_id'))}`
}

/** The state's columns that a payment needs, under fixed names. */
export const stateColumns = (of: Payable) =>
  sql`row_id, version, suspended, ${of.amount} as amount, ${of.payeeColumn ?? sql`null::bigint`} as payee,
    ${of.payeeName ?? sql`null::text`} as payee_name, ${of.account.sealed} as sealed, ${of.account.index} as account, ${of.account.masked} as masked`

/** A month is a date column's first day. */
export const dateOf = (month: string) => sql<Day>`${`${month}-01`}::date`
