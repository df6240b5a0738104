/** The command line as a person meets it: a table or JSON, one line for what is wrong, and the exit code. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readMigrations } from '#core/postgres/migrate'
import { table, width } from '#server/cli/output'
import { callMinzheng } from '#tests/setup/command'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
beforeAll(async () => void (ledger = await testLedger()))
afterAll(() => ledger?.close())

const minzheng = (args: string[], env: Record<string, string> = {}) =>
  callMinzheng(args, { DATABASE_URL: ledger.ownerUrl, MINZHENG_HOME: inject('ledger').home, ...env })

describe('what a command prints', () => {
  it('is a table for people', async () => {
    const { out, code } = await minzheng(['migrate'])
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toMatch(/^变更 +执行时间 +校验和$/)
    expect(out).toContain('0001_ground.sql')
  })
  it('is JSON for programs, and nothing else', async () => {
    const { out } = await minzheng(['migrate', '--json'])
    expect((JSON.parse(out) as { name: string }[]).map(m => m.name)).toEqual(readMigrations().map(m => m.name))
  })
  it('lists every command in the folder', async () => {
    const { out, code } = await minzheng(['--help'])
    expect(code).toBe(0)
    for (const file of readdirSync('src/server/cli/commands'))
      expect(out).toMatch(new RegExp(`^ +${file.slice(0, -3)}\\b`, 'm'))
  })
  it('keeps its columns straight under Chinese', () => {
    const lines = table(
      [
        { 名: '张三', 数: 5 },
        { 名: 'A', 数: 12_345 },
      ],
      { 姓名: r => r.名, 金额: r => r.数 },
    )
      .trimEnd()
      .split('\n')
    expect(lines).toEqual(['姓名   金额', '────  ─────', '张三      5', 'A     12345'])
    expect(new Set(lines.map(width)).size).toBe(1)
  })
})

describe('what is wrong', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    ['a command that does not exist', ['dance'], {}, '没有“dance”这个命令。'],
    ['an option that does not exist', ['migrate', '--fast'], {}, '没有“--fast”这个选项。'],
    ['a missing argument', ['backup'], {}, '缺少参数 dir。'],
    ['too many arguments', ['migrate', 'now'], {}, '参数过多。'],
    [
      'a server that does not answer',
      ['migrate'],
      { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' },
      'DATABASE_URL 指向的服务器连不上',
    ],
    ['an address that is none', ['migrate'], { DATABASE_URL: 'postgres://[' }, 'DATABASE_URL 不是一个网址'],
    ['a port that is none', ['serve'], { PORT: 'eighty' }, 'PORT=eighty 不是端口号'],
    ['no backup there', ['restore', '/nowhere'], {}, '/nowhere 不是备份目录'],
  ])('%s: one line on stderr, exit code 1', async (_, args, env, says) => {
    const { out, err, code } = await minzheng(args, env)
    expect(err).toContain(says)
    expect(err.split('\n')).toHaveLength(1)
    expect(out).toBe('')
    expect(code).toBe(1)
  })
  it('a database that is not there names the database', async () => {
    const { err } = await minzheng(['migrate'], { DATABASE_URL: `${ledger.ownerUrl}x` })
    expect(err).toBe('DATABASE_URL 里的数据库不存在；请改正后再试。')
  })
  it('a bug: one line, and the log has the rest', async () => {
    await ledger.owner.schema.alterTable('schema_migration').renameColumn('sha256', 'sha').execute()
    const { err, code } = await minzheng(['migrate'])
    await ledger.owner.schema.alterTable('schema_migration').renameColumn('sha', 'sha256').execute()
    const log = err.split('详情见 ')[1]!
    expect([code, err.split('\n').length, existsSync(log)]).toEqual([1, 1, true])
    expect(readFileSync(log, 'utf8')).toContain('minzheng migrate\n')
  })
})
