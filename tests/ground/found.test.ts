/** A real county begins: its profile, then two administrators, and nobody else by the back door. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { rows } from '#core/db'
import { inventIdNumber } from '#define/id-number'
import { callMinzheng } from '#tests/setup/command'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
const folder = mkdtempSync(join(tmpdir(), 'minzheng-found-'))
const file = join(folder, 'administrators.csv')
beforeAll(async () => void (ledger = await testLedger()))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await ledger?.close()
})
const minzheng = (...args: string[]) =>
  callMinzheng(args, { DATABASE_URL: ledger.ownerUrl, MINZHENG_HOME: inject('ledger').home })
const number = (n: number) => inventIdNumber('349999', '1980-01-01', n)

it('needs a county first', async () => {
  writeFileSync(file, `姓名,证件号码,用户名\n张管理,${number(501)},zhang\n李管理,${number(502)},li\n`)
  expect(await minzheng('found', file)).toMatchObject({
    code: 1,
    err: expect.stringMatching('请先用 minzheng profile'),
  })
  expect((await minzheng('profile', 'profiles/nanling')).code).toBe(0)
})
it('one administrator alone is refused, and a wrong number too; nothing is written', async () => {
  const alone = join(folder, 'alone.csv')
  writeFileSync(alone, `张管理,${number(501)},zhang\n`)
  expect(await minzheng('found', alone)).toMatchObject({ code: 1, err: expect.stringMatching('须有两人') })
  writeFileSync(alone, `张管理,349999198001010000,zhang\n李管理,${number(502)},li\n`)
  expect((await minzheng('found', alone)).code).toBe(1)
  expect(await rows(ledger.owner, sql`select from account`)).toEqual([])
})
it('two administrators, each with a password to change and a second factor; once', async () => {
  const { out, code } = await minzheng('found', file, '--json')
  expect(code).toBe(0)
  const made = JSON.parse(out) as { login: string; password: string; secondFactor: string }[]
  expect(made.map(m => m.login)).toEqual(['zhang', 'li'])
  for (const m of made) expect(`${m.password} ${m.secondFactor}`).toMatch(/^\S{12} [A-Z2-7]{16,}$/)
  const kept = await rows(
    ledger.owner,
    sql`select a.post, s.must_change_password as must from account a join account_secret s on s.account_id = a.id`,
  )
  expect(kept).toEqual([
    { post: 'admin', must: true },
    { post: 'admin', must: true },
  ])
  expect(await minzheng('found', file)).toMatchObject({ code: 1, err: expect.stringMatching('已经有账号') })
})
