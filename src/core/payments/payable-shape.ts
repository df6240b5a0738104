/** What a run must know of a benefit, whatever it is made of: rows over months, sums of a day, statements. */
import type { RawBuilder } from 'kysely'
import type { Fund, Rhythm } from '#define/benefit'
import type { Fields } from '#define/field'

export type Sql = RawBuilder<unknown>
export interface Payable {
  /** 'minimum-living.allowance' */
  readonly id: string
  readonly title: string
  readonly business: string
  readonly fund: Fund
  /** What a town has decided is paid from here. */
  readonly townFund: Fund | undefined
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
