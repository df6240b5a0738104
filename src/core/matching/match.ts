/** 比对: a department's file against the ledger: what it says of our people is kept with its file and line, and what a rule minds becomes a clue. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, one, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { unseal } from '#core/identity/sealing'
import { atOnce, importDays } from '#core/registers/days/import'
import { keyInTable, keysOf } from '#core/registers/days/stage'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { readTold } from './read.ts'

export interface Matched {
  readonly rows: number
  readonly nameless: number
  readonly hits: number
  readonly added: number
  /** Hits that an earlier file has told already. */
  readonly known: number
  /** Clues that the towns now look into. */
  readonly raised: number
  /** Hits that can't be kept: another name under the number, a day that is none. */
  readonly problems: readonly { readonly row: number; readonly says: string }[]
  /** The day on which this very file was matched before. */
  readonly before: Day | null
}

/** All or nothing, in the given transaction; the same file again adds nothing. @throws Refusal for a file that can't be read */
export const matchFile = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  file: { readonly path: string; readonly name: string },
  { on, isDryRun = false }: { readonly on: Day; readonly isDryRun?: boolean },
): Promise<Matched> => {
  const register = engine.catalogue.idOf(r)
  const sm3 = await hashOf(file.path)
  const { before } = await one(
    trx,
    sql<{
      before: Day | null
    }>`select max(on_day) as before from matched_file where county_id = ${actor.countyId} and register = ${register} and sm3 = ${sm3}`,
  )
  const { hits, spoilt, ...told } = await readTold(file.path, r, await numbersOf(trx, engine, actor.countyId))
  const lines = { portions: atOnce(hits), name: file.name }
  const done = await importDays(trx, engine, actor, r, lines, { on, isDryRun, takesGood: true })
  const isKnown = (says: string) => says.startsWith('已有同一条记录')
  const refused = done.problems.filter(p => !isKnown(p.says))
  const problems = [...spoilt, ...refused]
  const counts = {
    ...{ ...told, hits: hits.length, added: done.added, raised: done.raised },
    known: done.problems.length - refused.length,
  }
  if (isDryRun) return { ...counts, problems, before }
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into matched_file (county_id, register, name, sm3, rows, hits, added, raised, on_day, read_by, read_person)
      values (${actor.countyId}, ${register}, ${file.name}, ${sm3}, ${told.rows}, ${hits.length}, ${done.added}, ${done.raised}, ${on}, ${actor.accountId}, ${actor.personId})
      returning id`,
  )
  if (hits.length) await keepLines(trx, engine, actor.countyId, r, id)
  await audit(trx, actor, {
    action: 'source.matched',
    business: engine.catalogue.businessOf(r),
    subject: `register:${register}`,
    detail: { file: file.name, sm3, ...counts, refused: problems.length },
  })
  return { ...counts, problems, before }
}

/** Whence each row is: the first file that told it, and the line there. */
const keepLines = (trx: Db, engine: Engine, countyId: number, r: AnyRegister, file: number) => {
  const same = keysOf(r).map(k => sql`t.${sql.ref(keyInTable(k))} = j.${sql.ref(k)}`)
  return sql`insert into matched_hit (county_id, file_id, line, register, row_id)
    select ${countyId}, ${file}, j.line, ${engine.catalogue.idOf(r)}, t.id from staged_judged j
      join ${sql.table(engine.catalogue.tableOf(r))} t on t.county_id = ${countyId} and ${sql.join(same, sql` and `)} and t.annulled_on is null
    where j.problem is null`.execute(trx)
}

/** Opened for this one comparison, in the memory of this process. */
const numbersOf = async (trx: Db, { keys }: Engine, countyId: number) =>
  (
    await rows(
      trx,
      sql<{
        sealed: Buffer
      }>`select id_number_sealed as sealed from person where county_id = ${countyId} and id_number_sealed is not null`,
    )
  ).map(p => unseal(keys, p.sealed))

const hashOf = async (path: string) => {
  const hash = createHash('sm3')
  await pipeline(createReadStream(path), hash).catch(() => {
    throw new Refusal(`打不开文件「${path}」，请核对路径。`)
  })
  return hash.digest('hex')
}
