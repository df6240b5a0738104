/** The test county with the invented businesses laid beside its own. */
import { sql } from 'kysely'
import { rows } from '#core/db'
import type { Values } from '#core/engine'
import { grantToApp } from '#core/postgres/grants'
import { openCases } from '#core/procedures/open'
import { businessSql } from '#core/registers/tables'
import { testOffice } from '../county.ts'
import * as letters from './letters.ts'
import * as before from './letters-before.ts'
import * as permits from './permits.ts'

export const clockOffice = async () => {
  const o = await testOffice(
    { 'test/permits': permits, 'test/letters': letters, 'test/letters.before-2024-07-01': before },
    async (owner, catalogue) =>
      owner.transaction().execute(async trx => {
        for (const b of ['permits', 'letters'])
          await sql.raw(businessSql(catalogue, catalogue.business(b)!)).execute(trx)
        await grantToApp(trx)
      }),
  )
  let count = 0
  const someone = async () => {
    const name = `测${'甲乙丙丁戊己庚辛壬癸'[count++ % 10]}${count}`
    const [made] = await rows(
      o.owner,
      sql<{
        id: number
      }>`insert into person (county_id, division_id, name, born) values (${o.countyId}, ${o.town.village}, ${name}, '1980-01-01') returning id`,
    )
    return made!.id
  }
  const open = async (procedure: string, personId: number, fields: Values = {}) => {
    const on = await o.day()
    const [opened] = await o.as('town', (trx, by) =>
      openCases(trx, o.engine, o.engine.catalogue.procedure(procedure)!, [
        { by, on, divisionId: o.town.village, personId, source: 'application', fields },
      ]),
    )
    return opened!.caseId
  }
  const header = async (caseId: number) =>
    (await rows(o.owner, sql<any>`select * from case_file where id = ${caseId}`))[0]!
  const casesOf = (procedure: string, personId: number) =>
    rows(
      o.owner,
      sql<any>`select * from case_file where procedure = ${procedure} and person_id = ${personId} order by id`,
    )
  return { ...o, someone, open, header, casesOf }
}
