/** COPY into a table within a transaction: the quickest way for a hundred thousand rows, with the rights of who asks. */
import { once } from 'node:events'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { type Db, one } from './db.ts'
import { clientOf } from './prepared.ts'

const portion = 64 * 1024

type Line = readonly (string | number | null)[]
/** `lines`: each row's values in the order of the columns; null is no value. Names are the caller's own, never somebody's input. */
export const copyInto = (trx: Db, table: string, columns: readonly string[], lines: Iterable<Line>): Promise<void> =>
  copyPortions(
    trx,
    table,
    columns,
    (async function* () {
      yield lines
    })(),
  )
/** As they come, no faster than the server takes them. What goes wrong with the source is thrown as it is; the transaction is then over. */
export const copyPortions = async (
  trx: Db,
  table: string,
  columns: readonly string[],
  portions: AsyncIterable<Iterable<Line>>,
): Promise<void> => {
  const { pid } = await one(trx, sql<{ pid: number }>`select pg_backend_pid() as pid`)
  const client = clientOf(pid)
  if (!client) throw new Error('the connection of this transaction is not one of ours')
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const ended = once(stream, 'finish')
  ended.catch(() => {}) // told again below
  let text = ''
  try {
    for await (const lines of portions)
      for (const line of lines) {
        text += `${line.map(written).join('\t')}\n`
        if (text.length < portion) continue
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), ended])
        text = ''
      }
  } catch (error) {
    stream.destroy(error as Error)
    await ended.catch(() => {})
    throw error
  }
  stream.end(text)
  await ended
}
const written = (value: string | number | null) =>
  value === null ? '\\N' : typeof value === 'number' ? String(value) : value.replace(/[\\\t\n\r]/g, c => escapes[c]!)
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
