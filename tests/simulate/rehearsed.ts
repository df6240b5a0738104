/** A rehearsed county in a ledger of its own, and what is asked of it afterwards. */
import { sql } from 'kysely'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, rows } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { unseal } from '#core/identity/sealing'
import { indicators } from '#core/indicators/indicators'
import { machine } from '#core/machine'
import type { Calibration } from '#core/profile/calibration'
import { declaredBy } from '#core/profile/declared'
import { loadProfile, type Profile } from '#core/profile/load'
import { modules } from '#domains/index'
import type { TestLedger } from '#tests/setup/ledger'

export const catalogue = new Catalogue(modules)
export const six = [
  '新增低保户数',
  '新增低保人数',
  '退出低保户数',
  '退出低保人数',
  '在保低保户数',
  '在保低保人数',
] as const
export type Six = Record<(typeof six)[number], number>

/** What a county has lived, and what its file wanted of one office. */
export interface HalfYear {
  readonly ledger: TestLedger
  readonly wanted: Readonly<Record<string, number>>
}
export const seenByAuditor = <T>({ app }: TestLedger, work: (trx: Db) => Promise<T>) =>
  asActor(app, { ...machine(1), post: 'auditor' }, work)

export const nanling = () => loadProfile('profiles/nanling', declaredBy(catalogue))
/** The same county with other totals, and with no other office than is told. */
export const calibrated = async (
  start: { households: number; persons: number },
  figures: Six,
  more: Partial<Calibration> = {},
): Promise<Profile> => {
  const profile = await nanling()
  const minimumLiving = {
    ...profile.calibration.minimumLiving,
    figures,
    start: { ...profile.calibration.minimumLiving.start, ...start },
  }
  return { ...profile, calibration: { ...profile.calibration, minimumLiving, offices: {}, ...more } }
}

/** As anybody reads them: by the application's role, under row-level security. */
export const figuresOf = (ledger: TestLedger, period: string): Promise<Record<string, number | null>> =>
  asActor(ledger.app, { ...machine(1), post: 'auditor' }, async trx => {
    const found = await indicators(trx, catalogue, { period, names: six })
    return Object.fromEntries(found.map(f => [f.id, f.value]))
  })

export const idNumbersOf = async (ledger: TestLedger): Promise<string[]> => {
  const keys = openKeys(ledger.home)
  const found = await rows(
    ledger.owner,
    sql<{
      sealed: Buffer
    }>`select id_number_sealed as sealed from person where id_number_sealed is not null order by id`,
  )
  return found.map(f => unseal(keys, f.sealed))
}
export const count = async (db: Db, table: string) =>
  (await rows(db, sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`))[0]!.n
