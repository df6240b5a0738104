/** The invented county of a first start, made whole: one that was interrupted is begun again. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import { checkout, ledgerHome } from '#core/postgres/home'
import type { OpenLedger } from './ledger.ts'
import { printRows } from './output.ts'
import { showProgress } from './progress.ts'

const profile = join(checkout, 'profiles', 'nanling')

/** Names the database whose county is only half made; it stands as long as that is so. */
const mark = (home: string) => join(home, 'first-county.new')
const markOf = (databaseUrl: string | undefined) =>
  databaseUrl ? createHash('sha256').update(databaseUrl).digest('hex') : 'embedded'

export const isHalfMade = (databaseUrl = process.env.DATABASE_URL) => {
  const file = mark(ledgerHome())
  return existsSync(file) && readFileSync(file, 'utf8') === markOf(databaseUrl)
}

export const ensureCounty = async ({ owner, home, embedded, ownerUrl }: OpenLedger) => {
  if (await maybe(owner, sql`select from county limit 1`)) {
    if (!embedded && isHalfMade(ownerUrl))
      throw new Refusal('上次虚构演练县时中断，DATABASE_URL 指向的数据库里只有半个县；请另建一个空数据库再启动。')
    return
  }
  console.error('台账里还没有县：先虚构一个演练县（区划和标准是真的，人都是编的）。')
  writeFileSync(mark(home), markOf(embedded ? undefined : ownerUrl))
  const { simulate } = await import('#simulate/run')
  const { progress, end } = showProgress()
  await simulate({ owner, profile, scale: 1, seed: 1, progress }).finally(end)
  rmSync(mark(home))
}

/** One account for each post; only in a rehearsal are passwords known to anybody. */
export const printSampleAccounts = async (owner: Db) => {
  const county = await maybe(
    owner,
    sql<{ name: string }>`select name from county where rehearsal_day is not null limit 1`,
  )
  if (!county) return
  const { sampleAccounts } = await import('#simulate/run')
  console.log(`\n${county.name}的演练账号，每个岗位一个：\n`)
  printRows(await sampleAccounts(owner), {
    岗位: a => a.post,
    姓名: a => a.name,
    用户名: a => a.username,
    密码: a => a.password,
    二次验证密钥: a => a.secondFactor,
  })
}
