/** 结算: what the facts of a month come to is paid to their provider, once the statement of the month has been agreed. */
import { sql } from 'kysely'
import { type AnyBenefit, type Catalogue, snake } from '#core/catalogue'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import type { AnyRegister } from '#define/register'
import { monthly, stated } from './payable-days.ts'
import type { Payable } from './payable-shape.ts'

interface ToProvider {
  readonly provider: string
  readonly after: { readonly register: AnyRegister }
}
/** The providers' own register, the statements, and the field of a statement with its month. @throws Error where the definition does not say them */
export const settlementOf = (catalogue: Catalogue, benefit: AnyBenefit) => {
  const { provider, after } = benefit.worth.to as ToProvider
  const statements = after.register
  const providers = benefit.worth.of.told.fields[provider]?.of as AnyRegister | undefined
  const month = Object.entries(statements.told.fields).find(([, f]) => f.type === 'month')?.[0]
  const account = Object.entries(providers?.told.fields ?? {}).find(([, f]) => f.isSecret)?.[0]
  if (!providers || !month || !account)
    throw new Error(`${benefit.title}: a settlement names a provider with an account, and a statement with a month`)
  return {
    ...{ provider, providers, statements, month, account },
    /** Of a statement and of a provider's row alike. */
    subject: subjectColumn(rolesOf(providers)[0]![0]),
    /** 收款户名: the operator; else the provider by its own name. */
    holder: providers.told.fields.operator ? 'operator' : undefined,
    tables: { providers: catalogue.tableOf(providers), statements: catalogue.tableOf(statements) },
  }
}

export const onStatements = (
  catalogue: Catalogue,
  benefit: AnyBenefit,
): Omit<Payable, 'id' | 'title' | 'business' | 'fund' | 'townFund' | 'standards' | 'rhythm'> => {
  const { tables, subject, holder, month, account } = settlementOf(catalogue, benefit)
  const statements = sql.table(tables.statements)
  const states = sql.table(`${tables.providers}_state`)
  const ofProvider = sql`${sql.table(tables.providers)} h on h.county_id = t.county_id and ${sql.ref(`h.${subject}`)} = ${sql.ref(`t.${subject}`)}`
  const starts = sql`to_date(${sql.ref(`t.${snake(month)}`)} || '-01', 'YYYY-MM-DD')`
  const column = (part: string) => sql.ref(`x.${snake(account)}_${part}`)
  const name = holder
    ? sql.ref(`x.${snake(holder)}`)
    : sql`(select o.name from place o where o.county_id = t.county_id and o.id = ${sql.ref(`t.${subject}`)})`
  /** The account as it is on the day of the run, also where the provider has left since. */
  const withAccount = sql`(select t.*, a.* from ${statements} t left join lateral (
      select ${name} as payee_name, ${column('sealed')} as account_sealed, ${column('index')} as account_index, ${column('masked')} as account_masked
      from ${sql.table(tables.providers)} h join ${states} x on x.county_id = h.county_id and x.row_id = h.id and x.starts <= ledger_day(h.county_id)
      where h.county_id = t.county_id and ${sql.ref(`h.${subject}`)} = ${sql.ref(`t.${subject}`)} and not isempty(h.held)
      order by lower(h.held) desc, x.version desc limit 1) a on true)`
  return {
    row: monthly(statements, starts),
    rowEarlier: monthly(sql.table(`history.${tables.statements}`), starts),
    state: stated(withAccount, starts),
    locked: [tables.statements],
    amount: sql.ref(amountColumn(catalogue, benefit)),
    account: { sealed: sql.ref('account_sealed'), index: sql.ref('account_index'), masked: sql.ref('account_masked') },
    payee: sql`left join lateral (select null::bigint as id, now.payee_name as name, null::date as died_on) p on true`,
    ...{ payeeColumn: undefined, payeeName: sql.ref('payee_name') },
    accountStates: sql`(select t.county_id, t.id as row_id, x.version, x.known_from, ${column('index')} as account_index
      from ${statements} t join ${ofProvider} join ${states} x on x.county_id = h.county_id and x.row_id = h.id)`,
    ...{ inMonth: () => sql``, beside: amount => amount, touchedBeside: () => [], isPlain: false },
  }
}
