/** A field: one fact, its title, its type. Column, check, input, API schema, import column and mask follow from it. */
import type { Money, Per } from './money.ts'
import type { Day, Month, Span } from './time.ts'

export type FieldType =
  | (
      | 'text'
      | 'credit-code'
      | 'choice'
      | 'yes-no'
      | 'count'
      | 'day'
      | 'month'
      | 'instant'
      | 'serial'
      | 'files'
      | 'signature'
    )
  | ('money' | 'person' | 'place' | 'subject' | 'rounding')
export interface Field<T = unknown> {
  readonly title: string
  readonly type: FieldType
  readonly options?: Readonly<Record<string, string>>
  /** Encrypted at rest, masked in every answer. */
  readonly isSecret?: true
  readonly mayBeMissing?: true
  /** Not asked: another department has it; asked only when sharing fails. */
  readonly sharedBy?: string
  readonly pattern?: string
  /** A text that is a time of the day: 09:30. */
  readonly isTime?: true
  readonly unit?: string
  /** Of money: a debt is an answer too. */
  readonly mayBeNegative?: true
  /** Of a standard: a value as some county has it. Casebooks and the demonstration county start from it. */
  readonly example?: string
  /** Of a checklist: what the options ask, by which article, and how long there is to put it right. */
  readonly items?: Readonly<Record<string, Item>>
  /** The field with the item after which this day follows by itself. */
  readonly dueFor?: string
  /** Of a subject: the register in which it must have a live row. */
  readonly of?: Kept
  readonly value?: T
}
/** A register, as a field names it. */
interface Kept {
  readonly kind: 'register'
  readonly title: string
}
/** Of a checklist: what is looked at, by which article, how grave a fault is, and how long there is to put it right. */
export interface Item {
  readonly asks: string
  readonly law: string
  readonly grade: 'serious' | 'ordinary'
  readonly putRightWithin: Span
}
export type Fields = Readonly<Record<string, Field<any>>>
export type Row<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

const a =
  <T>(type: FieldType, more: Partial<Field<T>> = {}) =>
  (title: string): Field<T> => ({ title, type, ...more })

export const text = a<string>('text')
export const yesNo = a<boolean>('yes-no')
export const count = a<number>('count')
export const day = a<Day>('day')
export const month = a<Month>('month')
/** When on its day: 09:30. */
export const timeOfDay = a<string>('text', { isTime: true })
export const instant = a<string>('instant')
export const files = a<readonly string[]>('files')
/** Signed by every adult whose means are looked into (社会救助暂行办法第五十八条). */
export const signature = a<string>('signature')
export const person = a<string>('person')
export const place = a<string>('place')
export const bankCard = (title = '社会保障卡账号') => a<string>('text', { isSecret: true })(title)
/** 统一社会信用代码: eighteen characters with a check of their own (GB 32100—2015). */
export const creditCode = (title = '统一社会信用代码') => a<string>('credit-code')(title)
export const idNumber = (title = '身份证号') => a<string>('text', { isSecret: true })(title)
/** One of those in another register: the meal point, by its place. */
export const oneOf = (of: Kept, title: string): Field<string> => ({ title, type: 'subject', of })
/** A number of a series without gaps: 'L{county}-{year}-{n6}'. */
export const serial = (title: string, pattern: string) => a<string>('serial', { pattern })(title)
export const choice = <const K extends string>(title: string, options: Readonly<Record<K, string>>) =>
  a<K>('choice', { options })(title)

const money =
  <U extends Per>(unit: string) =>
  (title: string) =>
    a<Money<U>>('money', { unit })(title)
export const sum = money<'time'>('元')
/** What is owned less what is owed: below zero where more is owed. */
export const balance = (title: string): Field<Money<'time'>> => ({ ...sum(title), mayBeNegative: true })
export const headMonth = money<'head month'>('元/人·月')
export const householdMonth = money<'household month'>('元/户·月')
export const householdYear = money<'household year'>('元/户·年')

export const perhaps = <T>(f: Field<T>) => ({ ...f, mayBeMissing: true }) as Field<T | undefined>
export const shared = <T>(by: string, f: Field<T>) =>
  ({ ...f, mayBeMissing: true, sharedBy: by }) as Field<T | undefined>
