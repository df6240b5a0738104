/** Commands that only read the ledger, at the machine itself: the whole county and every business, under row-level security all the same. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, rows } from '#core/db'
import { modules } from '#domains/index'
import { withLedger } from './ledger.ts'

export interface ReadCounty {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly county: { readonly id: number; readonly code: string; readonly name: string }
}
/** `code`: needed only where the ledger has several counties. */
export const readingCounty = <T>(code: string | undefined, work: (read: ReadCounty) => Promise<T>): Promise<T> =>
  withLedger(async ({ owner, app }) => {
    const counties = await rows(
      owner,
      sql<ReadCounty['county']>`select county_id as id, code, name from county order by code`,
    )
    const county = chosen(counties, code)
    const actor = {
      ...{ countyId: county.id, accountId: 0, personId: 0, name: '本机', post: 'auditor' as const, divisionId: 0 },
      ...{ divisions: 'all' as const, businesses: 'all' as const },
    }
    return asActor(app, actor, db => work({ db, catalogue: new Catalogue(modules), county }), { isOneMoment: true })
  })

const chosen = (counties: readonly ReadCounty['county'][], code: string | undefined) => {
  const listed = counties.map(c => `${c.code} ${c.name}`).join('、')
  if (counties.length === 0)
    throw new Refusal('台账里还没有县；请先用 minzheng simulate 或 minzheng profile 载入一个县。')
  const found = code ? counties.find(c => c.code === code) : counties.length === 1 ? counties[0] : undefined
  if (!found)
    throw new Refusal(
      code ? `台账里没有代码为「${code}」的县，有：${listed}。` : `台账里有几个县，请用 --county 指明：${listed}。`,
    )
  return found
}
