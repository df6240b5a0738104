/** 撤销登记、注销: a society with a rating, what stands of it in other registers, and the notice of a revocation. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import { enterRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import type { Societies } from './county.ts'

export const revocation = 'social-organisations.revocation'

export const endings = (o: Societies) => {
  const enter = (register: string, id: number, from: Day, columns: object) =>
    o.as('county', trx =>
      enterRows(trx, o.engine, o.countyId, o.engine.catalogue.register(register)!, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from, caseId: null, because: '登记' },
          columns: { organisation_id: id, ...columns },
        },
      ]),
    )
  const society = async (name: string, since: Day = '2015-05-01') => {
    const s = await o.standing(name, since)
    await enter('organisation-ratings.ratings', s.id, '2023-03-01', { grade: 3, document: `民社评${name}` })
    return s
  }
  const heldIn = async (table: string, id: number) => {
    const found = sql<{
      held: string
    }>`select held::text from ${sql.table(table)} where organisation_id = ${id} order by id`
    return (await rows(o.owner, found)).map(r => r.held)
  }
  const begin = (s: { id: number; rowId: number }) => o.open(revocation, s.id, { rowId: s.rowId, source: 'discovery' })
  const notify = (
    caseId: number,
    fields: object = { revokedWhy: 'absent', revokedFacts: '2021、2022年度均未参加年检' },
  ) => o.act('county', revocation, caseId, 'notify', { fields })
  return { enter, society, heldIn, begin, notify }
}
