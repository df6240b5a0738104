/** Whom a case is about, as its page shows them: ID numbers masked, standings as tags. */
import type { Member } from '#core/registers/facts'
import { type Day, fullYears } from '#define/time'
import type { CaseHeader } from './load.ts'
import type { Page } from './view-page.ts'

export const subjectOf = (
  { household, parties }: Page,
  h: CaseHeader,
  members: readonly Member[],
  on: Day,
  titles: Readonly<Record<string, string>> = {},
) => {
  if (!h.household_id) {
    const all = parties ?? []
    return {
      kind: all[0]?.kind ?? 'person',
      id: all[0]?.id,
      headName: all.map(p => p.name).join('、'),
      address: null,
      members: all.map(p => ({
        ...{ id: String(p.id), kind: p.kind, name: p.name, born: p.born, sex: p.sex },
        relation: p.role ? (titles[p.role] ?? p.role) : '本人',
        ...{ age: p.born ? fullYears(p.born, on) : null, idNumberMasked: p.masked, tags: [] as string[] },
      })),
    }
  }
  return {
    ...{
      kind: 'household' as const,
      id: h.household_id,
      headName: members.find(m => m.id === household!.head_id)?.name ?? '',
      address: household!.address,
    },
    members: members.map(m => ({
      ...{ id: String(m.id), name: m.name, relation: m.relation, born: m.facts.born, sex: m.facts.sex ?? null },
      ...{ age: fullYears(m.facts.born, on), idNumberMasked: m.idNumberMasked, tags: tagsOf(m.facts) },
    })),
  }
}
const tagsOf = (f: {
  disability?: { kind: string; grade: number }
  isSeriouslyIll?: boolean
  isStudent?: boolean
  isImprisoned?: boolean
  labour?: string
  hasRefusedWork?: boolean
}) => [
  ...(f.disability ? [`${f.disability.kind}残疾${'一二三四'[f.disability.grade - 1]}级`] : []),
  ...(f.isSeriouslyIll ? ['重病'] : []),
  ...(f.isStudent ? ['在校'] : []),
  ...(f.isImprisoned ? ['服刑'] : []),
  ...(f.hasRefusedWork ? ['三次拒绝就业'] : []),
]
