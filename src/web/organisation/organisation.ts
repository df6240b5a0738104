/** An organisation as the server tells it. */
import type { FileCase, FileRow } from '../household/view.ts'

export interface ListedOrganisation {
  readonly id: string
  readonly name: string
  readonly kindTitle: string
  readonly creditCode: string | null
  readonly sponsor: string | null
  readonly division: string
}
export interface OrganisationFile {
  readonly id: string
  readonly name: string
  readonly kindTitle: string
  readonly creditCode: string | null
  readonly address: string | null
  readonly sponsor: string | null
  readonly division: { readonly name: string; readonly town: string | null }
  readonly registered: string | null
  readonly certificateUntil: string | null
  readonly termUntil: string | null
  readonly marks: readonly { readonly text: string; readonly tone: 'good' | 'warn' | 'bad' }[]
  readonly due: readonly {
    readonly caseId: string
    readonly title: string
    readonly step: string
    readonly due: string | null
    /** The organisation's own to do. */
    readonly isOwn: boolean
  }[]
  readonly rows: readonly FileRow[]
  readonly cases: readonly FileCase[]
}
