/** What a county has decided is asked a thousand times a minute and changes a few times a year: kept in this process while its version stands. */
import { sql } from 'kysely'
import { type Db, maybe } from '#core/db'

/** New with every change of calendar, standards, powers, limits, settings and divisions; another in each transaction that changes them. */
export const versionOf = async (db: Db, countyId: number): Promise<string> =>
  (await maybe(db, sql<{ version: string }>`select version from county_version where county_id = ${countyId}`))
    ?.version ?? 'none'
/** The same inside a statement that asks for more. */
export const versionIn = (countyId: number) =>
  sql`coalesce((select version::text from county_version where county_id = ${countyId}), 'none')`

const mostVersions = 8
const mostAnswers = 5000
const byVersion = new Map<string, Map<string, unknown>>()

/** `version`: read before what is loaded, so that nothing older is ever kept under it. A refusal is not kept. */
export const kept = async <T>(version: string, key: string, load: () => Promise<T>): Promise<T> => {
  if (version === 'none') return load()
  let answers = byVersion.get(version)
  if (!answers) {
    if (byVersion.size >= mostVersions) byVersion.delete(byVersion.keys().next().value!)
    byVersion.set(version, (answers = new Map()))
  }
  if (answers.has(key)) return answers.get(key) as T
  const loaded = await load()
  if (answers.size >= mostAnswers) answers.clear()
  answers.set(key, loaded)
  return loaded
}
