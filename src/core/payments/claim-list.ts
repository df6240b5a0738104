/** 追缴清单: whose, why, how much is still owed, and what waits for somebody's approval. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { yuanOf } from '#core/registers/values'
import type { Day } from '#define/time'
import { claims } from './claim.ts'

const kinds = { recovered: '收回', waived: '减免', offset: '抵扣' } as const

export const claimList = async (
  db: Db,
  catalogue: Catalogue,
  actor: Actor,
  q: { open: boolean; row?: number | undefined },
) => {
  const found = (await claims(db, actor.countyId, { open: q.open, ...(q.row && { row: q.row }) })).filter(
    c => actor.businesses === 'all' || actor.businesses.includes(c.benefit.split('.')[0]!),
  )
  const ids = found.map(c => c.id)
  const entries = await rows(
    db,
    sql<{
      id: number
      claim_id: number
      kind: keyof typeof kinds
      amount: number
      on: Day
      why: string
      document_no: string | null
      approved_on: Day | null
      refused_why: string | null
      proposed_person: number
      by: string | null
    }>`
      select e.id, e.claim_id, e.kind, e.amount, e.on_day as on, e.why, e.document_no, e.approved_on, e.refused_why, e.proposed_person, a.name as by
      from payment_claim_entry e left join account a on a.county_id = e.county_id and a.id = e.proposed_by
      where e.county_id = ${actor.countyId} and e.claim_id = any(${ids}::bigint[]) order by e.id`,
  )
  const people = await rows(
    db,
    sql<{
      id: number
      name: string
    }>`select id, name from person where county_id = ${actor.countyId} and id = any(${found.flatMap(c => c.person_id ?? [])}::bigint[])`,
  )
  return found.map(c => ({
    ...{
      id: c.id,
      benefit: c.benefit,
      benefitTitle: catalogue.benefit(c.benefit)?.title ?? c.benefit,
      rowId: c.row_id,
      personId: c.person_id,
    },
    ...{
      name: people.find(p => p.id === c.person_id)?.name ?? null,
      cause: c.cause,
      openedOn: c.opened_on,
      months: c.months,
    },
    ...{
      due: yuanOf(c.due),
      recovered: yuanOf(c.recovered),
      waived: yuanOf(c.waived),
      offset: yuanOf(c.offset_sum),
      outstanding: yuanOf(c.outstanding),
    },
    ...(c.outstanding > 0 ? { stands: 'open', standsTitle: '未结清' } : { stands: 'settled', standsTitle: '已结清' }),
    entries: entries
      .filter(e => e.claim_id === c.id)
      .map(e => ({
        ...{
          id: e.id,
          kind: e.kind,
          kindTitle: kinds[e.kind],
          amount: yuanOf(e.amount),
          on: e.on,
          why: e.why,
          documentNo: e.document_no,
          by: e.by,
        },
        stands: e.kind === 'offset' || e.approved_on ? 'approved' : e.refused_why ? 'refused' : 'proposed',
        mayApprove: e.kind !== 'offset' && !e.approved_on && !e.refused_why && e.proposed_person !== actor.personId,
      })),
  }))
}
