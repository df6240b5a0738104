/** People as they are typed for the first time. */
import { isComplete, tidy } from './id-number.ts'

export interface TypedPerson {
  readonly name: string
  readonly idNumber: string
  readonly relation?: string
  readonly phone?: string
  readonly labour?: string
  /** 'serious illness', 'student', 'disability' */
  readonly standings?: readonly string[]
  readonly disabilityKind?: string
  readonly disabilityGrade?: number
}
export interface TypedHousehold {
  readonly divisionId?: string
  readonly address: string
  readonly head: TypedPerson
  readonly members: readonly TypedPerson[]
}
export const nobody: TypedPerson = { name: '', idNumber: '' }
export const newHousehold = (idNumber = ''): TypedHousehold => ({
  address: '',
  head: { ...nobody, idNumber },
  members: [],
})

/** The first sentence that stands against sending it. */
export const missingIn = (h: TypedHousehold, today: string): string | undefined => {
  if (!h.divisionId) return '请选择所住的村（居）。'
  for (const [i, p] of [h.head, ...h.members].entries()) {
    const who = i === 0 ? '户主' : `第 ${i} 名成员`
    if (!p.name.trim()) return `${who}的姓名还没有填写。`
    if (!isComplete(p.idNumber, today)) return `${p.name.trim()}的身份证号不完整或不正确。`
    if (i > 0 && !p.relation) return `${p.name.trim()}与户主的关系还没有选择。`
    if (p.standings?.includes('disability') && !(p.disabilityKind && p.disabilityGrade))
      return `${p.name.trim()}的残疾类别和等级还没有选择。`
  }
}
const personBody = (p: TypedPerson, today: string, source: string) => ({
  name: p.name.trim(),
  idNumber: tidy(p.idNumber),
  ...(p.phone && { phone: tidy(p.phone) }),
  ...(p.labour && { labour: p.labour }),
  ...(p.standings?.length && {
    standings: p.standings.map(kind => ({
      kind,
      ...(kind === 'disability' && { variety: p.disabilityKind, degree: p.disabilityGrade }),
      from: today,
      source,
    })),
  }),
})
export const memberBody = (p: TypedPerson, today: string) => ({
  ...personBody(p, today, '本人申报'),
  relation: p.relation,
})
export const householdBody = (h: TypedHousehold, today: string) => ({
  divisionId: h.divisionId,
  ...(h.address.trim() && { address: h.address.trim() }),
  head: personBody(h.head, today, '本人申报'),
  members: h.members.map(m => memberBody(m, today)),
})
