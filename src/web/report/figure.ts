/** A figure with what it means; a number and its definition never part. */
export interface Shown {
  readonly value: number | null
  /** As it is printed: '9558.86'. */
  readonly text: string | null
}
export interface Figure extends Shown {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly period: string
  readonly area: string
  readonly definition: string
  /** Of a share or an average. */
  readonly quotient?: { readonly part: string; readonly whole: string | null }
  /** Where all of them are listed. */
  readonly office?: string
  readonly business?: string
  readonly areas?: readonly (Shown & { readonly code: string; readonly name: string })[]
}
export interface FigureRecord {
  readonly rowId: number
  readonly ofRow: number | null
  readonly subjectId: number | null
  readonly name: string | null
  readonly town: string | null
  readonly village: string | null
  readonly day: string
  readonly from: string | null
  readonly until: string | null
  readonly amount: string | null
  readonly month: string | null
  /** Not where it has gone to another place since. */
  readonly opens: boolean
}
export interface Records {
  readonly rows: readonly FigureRecord[]
  readonly published?: readonly {
    readonly area: string
    readonly value: number
    readonly from: string
    readonly to: string
    readonly source: string
  }[]
  readonly next: string | null
}
/** With thousands apart; the digits are the server's. */
export const written = (f: Shown) => withThousands(f.text)
export const withThousands = (text: string | null) => {
  if (text === null) return '—'
  const [whole = '', part] = text.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '')
}
