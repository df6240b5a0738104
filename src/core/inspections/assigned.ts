/** 派定: where the lot has named who goes, they go and nobody else. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { ActInput } from '#core/procedures/act-input'

/** @throws Refusal 403 where another than those drawn would do the inspectors' step */
export const refuseUnassigned = async (trx: Db, countyId: number, act: ActInput, title: string): Promise<void> => {
  const assigned = await assignedTo(trx, countyId, act.caseId)
  if (!assigned.length) return
  const going = [act.by.personId, ...(act.second ? [act.second.personId] : [])]
  if (going.some(g => !assigned.some(a => a.personId === g)))
    throw new Refusal(`「${title}」由抽签派定的${assigned.map(a => a.name).join('、')}办理，不能换人`, { status: 403 })
}
export const assignedTo = (db: Db, countyId: number, caseId: number) =>
  rows(
    db,
    sql<{ personId: number; name: string }>`select a.person_id as "personId",
        (select x.name from account x where x.county_id = a.county_id and x.person_id = a.person_id order by x.id limit 1) as name
      from case_assignee a where a.county_id = ${countyId} and a.case_id = ${caseId} order by a.person_id`,
  )
