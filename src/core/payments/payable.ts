/** Where a benefit's money stands in the ledger: its tables, its amount, its payee and its account, read from the definition. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type AnyBenefit, type Catalogue, snake } from '#core/catalogue'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import type { Fund } from '#define/benefit'
import type { Fields } from '#define/field'
import type { Day } from '#define/time'

export interface Payable {
  /** 'minimum-living.allowance' */
  readonly id: string
  readonly title: string
  readonly business: string
  readonly fund: Fund
  /** Declared quantities of the county; a month without them is not paid. */
  readonly standards: Fields | undefined
  readonly row: RawBuilder<unknown>
  readonly state: RawBuilder<unknown>
  readonly stateTable: string
  readonly rowTable: string
  readonly amount: RawBuilder<unknown>
  readonly account: {
    readonly sealed: RawBuilder<unknown>
    readonly index: RawBuilder<unknown>
    readonly masked: RawBuilder<unknown>
  }
  /** The payee, of the row `r` and of the state `now` that is in force on the day of the run; `home` is the household of the row. */
  readonly payee: RawBuilder<unknown>
  readonly joins: RawBuilder<unknown>
  /** The column of a state in which the payee stands, where it is one. */
  readonly payeeColumn: RawBuilder<unknown> | undefined
  /** Besides being in force: a sum paid once belongs to the first month. */
  readonly inMonth: (month: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** @throws Refusal for a benefit that is no monthly or single payment to a person's account. */
export const payableOf = (catalogue: Catalogue, benefit: AnyBenefit): Payable => {
  const { of: register, to, fund, paid } = benefit.worth
  const no = (why: string) => new Refusal(`「${benefit.title}」不能按月批量核发：${why}。`)
  if (!hasStates(register)) throw no('它的台账不是按有效期间登记的')
  if (typeof to !== 'string') throw no('它按与机构的结算支付')
  if (!register.told.fields[to]?.isSecret) throw no(`「${to}」不是银行账号`)
  if (typeof fund !== 'string') throw no('它的资金按作出决定的层级区分，须逐件支付')
  if (paid === 'every quarter') throw no('它按季发放')
  const roles = rolesOf(register)
  const [role, subject] = roles[0] ?? ['', '']
  if (roles.length !== 1 || (subject !== 'person' && subject !== 'household')) throw no('它的对象不是一个人或一户')
  const hasApplicant = register.told.fields.applicant?.type === 'person'
  const rowTable = catalogue.tableOf(register)
  const stateTable = `${rowTable}_state`
  const row = sql.ref(`r.${subjectColumn(role)}`)
  const byHead = !hasApplicant && subject === 'household'
  return {
    id: catalogue.idOf(benefit),
    title: benefit.title,
    business: catalogue.businessOf(benefit),
    fund,
    standards: register.told.standards?.told.fields,
    row: sql.table(rowTable),
    state: sql.table(stateTable),
    stateTable,
    rowTable,
    amount: sql.ref(amountColumn(catalogue, benefit)),
    account: {
      sealed: sql.ref(`${snake(to)}_sealed`),
      index: sql.ref(`${snake(to)}_index`),
      masked: sql.ref(`${snake(to)}_masked`),
    },
    payee: hasApplicant ? sql.ref('now.payee') : byHead ? sql.ref('home.head_id') : row,
    joins: byHead ? sql`left join household home on home.county_id = r.county_id and home.id = ${row}` : sql``,
    payeeColumn: hasApplicant ? sql.ref('applicant') : undefined,
    inMonth: month => (paid === 'once' ? sql`and date_trunc('month', lower(r.held))::date = ${month}` : sql``),
  }
}

/** The state's columns that a payment needs, under fixed names. */
export const stateColumns = (of: Payable) =>
  sql`row_id, version, suspended, ${of.amount} as amount, ${of.payeeColumn ?? sql`null::bigint`} as payee,
    ${of.account.sealed} as sealed, ${of.account.index} as account, ${of.account.masked} as masked`

/** A month is a date column's first day. */
export const dateOf = (month: string) => sql<Day>`${`${month}-01`}::date`
