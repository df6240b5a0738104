/** A person's file as the server tells it. */
import type { LifeEvent } from '../event/event.ts'
import type { FileCase, FilePayment, FileRow } from '../household/view.ts'
import type { Chain } from './chain.tsx'

export interface PersonFile {
  readonly id: string
  readonly name: string
  readonly idNumberMasked?: string
  readonly phoneMasked?: string | null
  readonly born?: string
  readonly age?: number
  readonly sex?: string
  readonly died?: string | null
  readonly address?: string | null
  readonly tags?: readonly string[]
  readonly secrets?: readonly { readonly field: string; readonly title: string; readonly masked: string }[]
  readonly division?: { readonly name: string; readonly town?: string }
  readonly households?: readonly {
    readonly id: string
    readonly headName: string
    readonly relation?: string
    readonly from?: string
    readonly until?: string | null
  }[]
  readonly kin?: readonly {
    readonly id: string
    readonly name: string
    readonly relation: string
    readonly declaredOn: string
    /** Of another area: known to exist, and not opened. */
    readonly isElsewhere?: boolean
  }[]
  readonly chains?: readonly Chain[]
  readonly rows?: readonly FileRow[]
  readonly cases?: readonly FileCase[]
  readonly payments?: readonly FilePayment[]
  readonly events?: readonly LifeEvent[]
}
