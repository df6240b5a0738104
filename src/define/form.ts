/** 证件套打: what is written into a form that is printed already, in millimetres from its upper left corner. */
import type { Day } from './time.ts'

export interface Holder {
  readonly name: string
  readonly sex: string
  readonly born: Day
  readonly idNumber: string
  readonly nationality: string
}
export interface Filled {
  /** Of whom this copy is. */
  readonly holder: Holder
  readonly parties: Readonly<Record<string, Holder>>
  /** The fields of the case; numbers as they were given. */
  readonly row: Readonly<Record<string, any>>
  /** The day of the registration, or of the step after which it is handed out. */
  readonly on: Day
  /** The wait that begins with it, and the step that follows. */
  readonly waits?: { readonly until: Day; readonly from: Day; readonly due?: Day | undefined } | undefined
  readonly office: string
}
export interface Entry {
  readonly x: number
  readonly y: number
  readonly text: string
  /** In points. */
  readonly size: number
}
export interface Form {
  readonly title: string
  /** Millimetres. */
  readonly width: number
  readonly height: number
  /** Handed out when this step is done; else at the good end. It stands for the letter of that step. */
  readonly after?: string
  /** One copy for each of these roles. */
  readonly each: readonly string[]
  readonly entries: (c: Filled) => readonly Entry[]
}
export const at = (x: number, y: number, text: string, size = 12): Entry => ({ x, y, text, size })
/** 二〇二四年六月三日 is written by hand; printed it is in figures, each part at its own place. */
export const dateParts = (day: Day) => day.split('-').map(part => String(Number(part))) as [string, string, string]
