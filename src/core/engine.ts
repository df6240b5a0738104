/** What every part of the engine is handed: the definitions, the keys, and where attachments lie. */
import type { Catalogue } from '#core/catalogue'
import type { Keys } from '#core/identity/keys'

export interface Engine {
  readonly catalogue: Catalogue
  readonly keys: Keys
  readonly home: string
}
/** Values as they travel: money is yuan text, a day and a month text, a person or place its number as text. */
export type Values = Readonly<Record<string, unknown>>
/** A row as the database has it: snake-case columns. */
export type Columns = Record<string, unknown>
