/** A figure with what it means; a number and its definition never part. */
import { number, yuan } from '../style/words.ts'

export interface Figure {
  readonly name: string
  readonly title?: string
  readonly value: number | string | null
  readonly unit?: string
  readonly definition?: string
  readonly period?: string
  readonly area?: string
}
export interface FigureFile extends Figure {
  readonly by?: readonly { readonly id: string; readonly name: string; readonly value: number | string | null }[]
  readonly identity?: {
    readonly start: number
    readonly entered: number
    readonly left: number
    readonly end: number
    readonly holds: boolean
  } | null
}
export const writtenFigure = (f: Pick<Figure, 'value' | 'unit'>) =>
  f.value === null || f.value === undefined ? '—' : f.unit === '元' ? yuan(f.value) : number(f.value)
