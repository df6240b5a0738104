/** Many rows of a day register at once, from a file, a screen or a machine: what is broken is listed, what is right can be taken. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { Db } from '#core/db'
import type { ImportedRow, Problem } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { readRows } from '../exchange-read.ts'
import { mergeStaged } from './merge.ts'
import { stageLines } from './stage.ts'

export interface DayLines {
  /** Portion by portion, with what is wrong with lines before they are looked at: no more of them are in memory than are being entered. */
  readonly portions: AsyncIterable<{ readonly rows: readonly ImportedRow[]; readonly problems: readonly Problem[] }>
  /** Whence: the file, or the machine. */
  readonly name: string
}
/** What is there at once. */
export const atOnce = async function* (rows: readonly ImportedRow[]) {
  yield { rows, problems: [] }
}
export interface EnteredDays {
  readonly ok: boolean
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Rows at which somebody has to look: 死亡后仍有用餐记录. */
  readonly raised: number
  readonly problems: readonly Problem[]
}

/** `takesGood`: the right rows are entered although others are not. `isDryRun`: everything is done and undone again. */
export const importDays = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  lines: DayLines,
  { on, isDryRun, takesGood }: { readonly on: Day; readonly isDryRun: boolean; readonly takesGood: boolean },
): Promise<EnteredDays> => {
  const problems: Problem[] = []
  const known: ImportedRow[] = []
  let rows = 0
  const fresh = async function* () {
    for await (const some of lines.portions) {
      rows += some.rows.length
      for (const p of some.problems) problems.push(p)
      const isBroken = new Set(some.problems.map(p => p.row))
      const sound = some.rows.filter(l => !isBroken.has(l.row))
      for (const l of sound) if (l.values['.id']) known.push(l)
      yield sound.filter(l => !l.values['.id'])
    }
  }
  await sql`savepoint import_days`.execute(trx)
  for (const p of await stageLines(trx, engine, actor.countyId, r, fresh(), on)) problems.push(p)
  const read = known.length ? await readRows(trx, engine, actor, r, known, on, p => void problems.push(p)) : []
  const done = await mergeStaged(trx, engine, actor, r, on, { by: 'number', takesGood, problems })
  if (isDryRun) await sql`rollback to savepoint import_days`.execute(trx)
  const isDone = !isDryRun && (!done.problems.length || takesGood)
  const counts = { rows, added: done.added, changed: 0, unchanged: read.length, raised: done.raised }
  if (isDone && done.added)
    await audit(trx, actor, {
      action: 'register.imported',
      business: engine.catalogue.businessOf(r),
      subject: `register:${engine.catalogue.idOf(r)}`,
      detail: { ...counts, refused: done.problems.length, file: lines.name },
    })
  // A dry run of what can't all be taken says how many could be.
  const added =
    done.problems.length && !takesGood ? rows - read.length - new Set(done.problems.map(p => p.row)).size : done.added
  return { ok: !done.problems.length, ...counts, added: isDone || isDryRun ? added : 0, problems: done.problems }
}
