/** A household in 低保 and a county that compares departments' files with its ledger; each test file has a county of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { one } from '#core/db'
import { unseal } from '#core/identity/sealing'
import { matchFile } from '#core/matching/match'
import { type Office, testOffice } from '../engine/county.ts'

export let o: Office
export let rowId: number
export let head: { id: number; name: string; number: string }
let folder: string
/** Said once by each test file. */
export const inACounty = () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minzheng-match-'))
    o = await testOffice()
    const granted = await o.granted(await o.household())
    rowId = granted.rowId
    const p = await one(
      o.owner,
      sql<{
        id: number
        name: string
        sealed: Buffer
      }>`select id, name, id_number_sealed as sealed from person where id = ${granted.household.personIds[0]!}`,
    )
    head = { id: p.id, name: p.name, number: unseal(o.engine.keys, p.sealed) }
    await o.today('2024-08-05')
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await o.close()
  })
}
export const pathOf = (name: string) => join(folder, name)
export const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(pathOf(name), content)
  return { path: pathOf(name), name }
}
const source = (name: string) =>
  o.engine.catalogue.registers.find(r => o.engine.catalogue.idOf(r) === `outside-data.${name}`)!
export const match = async (
  name: string,
  of: { path: string; name: string },
  isDryRun = false,
  who: 'county' | 'county2' = 'county',
) => {
  const on = await o.day()
  return o.as(who, (trx, by) => matchFile(trx, o.engine, by, source(name), of, { on, isDryRun }))
}
export const titles = ['姓名', '身份证号码', '死亡日期', '信息来源', '户籍地']
export const deaths = (lines: string[][]) => [titles, ...lines].map(l => l.join(',')).join('\n')
