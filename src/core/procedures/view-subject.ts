/** Whom a case is about, as its page shows them: ID numbers masked, standings as tags. */
import { sql } from 'kysely'
import { type Db, one, rows } from '#core/db'
import { membersOn } from '#core/registers/facts'
import { type Day, fullYears } from '#define/time'
import type { CaseHeader } from './load.ts'

export const subjectOf = async (db: Db, countyId: number, h: CaseHeader, on: Day) => {
  if (!h.household_id) {
    const p = await one(
      db,
      sql<{
        id: number
        name: string
        born: Day
        sex: string
        id_number_masked: string | null
      }>`select id, name, born, sex, id_number_masked from person where county_id = ${countyId} and id = ${h.person_id}`,
    )
    return {
      kind: 'person' as const,
      id: p.id,
      headName: p.name,
      address: null,
      members: [
        {
          id: String(p.id),
          name: p.name,
          relation: '本人',
          born: p.born,
          age: fullYears(p.born, on),
          sex: p.sex,
          idNumberMasked: p.id_number_masked,
          tags: [] as string[],
        },
      ],
    }
  }
  const household = await one(
    db,
    sql<{
      head_id: number
      address: string | null
    }>`select head_id, address from household where county_id = ${countyId} and id = ${h.household_id}`,
  )
  const members = await membersOn(db, countyId, [h.household_id], on)
  const masked = await rows(
    db,
    sql<{
      id: number
      id_number_masked: string | null
    }>`select id, id_number_masked from person where county_id = ${countyId} and id = any(${members.map(m => m.id)}::bigint[])`,
  )
  const byId = new Map(masked.map(m => [m.id, m.id_number_masked]))
  return {
    ...{
      kind: 'household' as const,
      id: h.household_id,
      headName: members.find(m => m.id === household.head_id)?.name ?? '',
      address: household.address,
    },
    members: members.map(m => ({
      ...{
        id: String(m.id),
        name: m.name,
        relation: m.relation,
        born: m.facts.born,
        age: fullYears(m.facts.born, on),
        sex: m.facts.sex ?? null,
      },
      ...{ idNumberMasked: byId.get(m.id) ?? null, tags: tagsOf(m.facts) },
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
