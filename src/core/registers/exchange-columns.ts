/** A register as a table of a spreadsheet: which columns, what may stand in them, and each value as text. */

import type { ImportColumn } from '#core/documents/import-table'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import { changingFields, fixedFields, hasStates, rolesOf } from './columns.ts'
import { isOfOrganisations, ownNames } from './exchange-organisations.ts'
import { isOfPlaces } from './exchange-places.ts'

/** Papers, signatures and numbers that the ledger gives travel in no table. */
const travels = ([, f]: [string, Field<any>]) =>
  !['files', 'signature', 'instant', 'rounding', 'serial'].includes(f.type)
export const travellingFields = (r: AnyRegister): [string, Field<any>][] =>
  (hasStates(r) ? changingFields(r) : Object.entries<Field<any>>(r.told.fields))
    .filter(travels)
    .filter(([k]) => !Object.values(ownNames(r)).includes(k))

/** One subject; a register of several roles is kept through its procedures, and so is one of places that nobody keeps by hand. */
export const isExchangeable = (r: AnyRegister) => {
  const roles = rolesOf(r)
  return (
    !r.told.isConfidential &&
    roles.length === 1 &&
    (['household', 'person', 'organisation'].includes(roles[0]![1]) || isOfPlaces(r)) &&
    r.told.over !== 'start'
  )
}
const notes: Partial<Record<Field['type'], string>> = {
  money: '单位元，最多两位小数',
  count: '整数',
  day: '格式2024-06-20',
  month: '格式2024-06',
  person: '填本户成员的证件号码',
  place: '填乡镇和村（居）全名，如籍山镇新建村',
}
export const yesNo = { true: '是', false: '否' } as const

/** The key of a field's column is its name; the others begin with a dot. */
export const exchangeColumns = (r: AnyRegister): ImportColumn[] => {
  const ofHousehold = rolesOf(r)[0]![1] === 'household'
  const who = ofHousehold ? '户主' : ''
  return [
    { key: '.id', title: '台账编号', width: 12, note: '新增的不填；更改的照导出填写' },
    ...(isOfOrganisations(r)
      ? [
          { key: '.name', title: '名称', width: 28, required: true, note: '更改名称请办理变更登记' },
          { key: '.number', title: '统一社会信用代码', width: 22, required: true },
        ]
      : isOfPlaces(r)
        ? [{ key: '.name', title: '名称', width: 28, required: true, note: '不能用导入更改' }]
        : [
            { key: '.name', title: `${who}姓名`, width: 12, required: true },
            {
              ...{ key: '.number', title: `${who}证件号码`, width: 22, required: true },
              note: '新增的填完整号码；更改的可保留掩码',
            },
          ]),
    {
      key: '.village',
      title: '村（居）',
      width: 22,
      note: ofHousehold ? '可不填，以家庭登记为准' : '乡镇和村（居）全名；新登记的必填',
    },
    ...fixedFields(r).map(
      ([k, f]): ImportColumn => ({ key: k, title: f.title, width: 18, note: '由台账编号，新增的不填' }),
    ),
    { key: '.from', title: hasStates(r) ? '起始日期' : '日期', width: 12, required: true, note: '格式2024-06-20' },
    ...travellingFields(r).map(columnOf),
  ]
}
/** Of a part: a signature is told by a word, since the paper stays in the drawer. */
export const partColumns = (part: AnyRegister): ImportColumn[] =>
  Object.entries<Field<any>>(part.told.fields)
    .filter(([k, f]) => f.type === 'signature' || travels([k, f]))
    .map(columnOf)

const columnOf = ([k, f]: [string, Field<any>]): ImportColumn => {
  const choices = f.options ? Object.values<string>(f.options) : f.type === 'yes-no' ? Object.values(yesNo) : undefined
  const note = [notes[f.type], f.unit, f.isSecret && '更改的可保留掩码'].filter(Boolean).join('；')
  return {
    key: k,
    title: f.title,
    width: f.isSecret ? 24 : 16,
    ...(!f.mayBeMissing && { required: true }),
    ...(note && { note }),
    ...(choices && { choices }),
  }
}

/** As the table shows it. `names`: persons by their masked number, places by name. */
export const shownText = (
  f: Field<any>,
  value: unknown,
  names: { readonly person: (id: string) => string; readonly place: (id: string) => string },
): string => {
  if (value === null || value === undefined) return ''
  if (f.type === 'choice') return f.options?.[String(value)] ?? String(value)
  if (f.type === 'yes-no') return yesNo[String(value) as keyof typeof yesNo] ?? ''
  if (f.type === 'person') return names.person(String(value))
  if (f.type === 'place') return names.place(String(value))
  return String(value)
}
/** Back again; undefined where the text means nothing that the field knows. */
export const typedValue = (f: Field<any>, text: string): unknown => {
  if (text === '') return null
  if (f.type === 'choice') return Object.entries<string>(f.options ?? {}).find(([, title]) => title === text)?.[0]
  if (f.type === 'yes-no') return text === yesNo.true ? true : text === yesNo.false ? false : undefined
  if (f.type === 'count') return /^\d{1,9}$/.test(text) ? Number(text) : undefined
  if (f.type === 'money') return text.replaceAll(/[,，]/g, '')
  return text
}
export type Names = Parameters<typeof shownText>[2]
