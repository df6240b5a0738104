/** Whom a row is about, in the words of its register: one subject, or several parties, each with its own file. */
import { partiesOf, type ShownRegister } from '../server/catalogue.ts'

export interface RowSubject {
  readonly role: string
  readonly kind: string
  readonly id: string
}
const files: Readonly<Record<string, readonly [path: string, title: string]>> = {
  person: ['people', '一人一档'],
  household: ['households', '一户一档'],
  organisation: ['organisations', '组织档案'],
  place: ['places', '场所档案'],
}
const nameless: Readonly<Record<string, string>> = {
  household: '户主',
  person: '姓名',
  organisation: '名称',
  place: '名称',
}

/** Above the names of a list: 户主, 名称, 男方、女方. */
export const titleOfSubjects = (register: ShownRegister) => {
  const parties = partiesOf(register)
  const [first] = parties
  return parties.length > 1 ? parties.map(p => p.title).join('、') : (nameless[first?.kind ?? ''] ?? '对象')
}
/** The files that the row opens; what each is called where there are several. */
export const filesOf = (register: ShownRegister, subjects: readonly RowSubject[]) => {
  const parties = partiesOf(register)
  return subjects.flatMap(s => {
    const file = files[s.kind]
    const party = parties.length > 1 ? parties.find(p => p.id === s.role)?.title : undefined
    return file ? [{ to: `/${file[0]}/${s.id}`, title: party ? `${party}${file[1]}` : file[1] }] : []
  })
}
