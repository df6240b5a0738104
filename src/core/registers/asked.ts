/** Whom a rule is asked about: rows and cases alike, many at once. */
import type { Columns } from '#core/engine'

/** One row or case, by a key of its own (row or case number). */
export interface Asked {
  readonly key: number
  /** Subject columns and field columns, as the database has them. */
  readonly columns: Columns
  readonly rowId?: number | null
  readonly caseId?: number | null
}
