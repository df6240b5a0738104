/** A damaged or incomplete backup brings back nothing, and says which file is wrong. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { one } from '#core/db'
import { backUp } from '#core/postgres/backup'
import type { Manifest } from '#core/postgres/backupset'
import { restore } from '#core/postgres/restore'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { filled } from './filled.ts'

const careless = { fsync: 'off', shared_buffers: '128MB' }
let scratch: string
let source: TestLedger
let home: string
let set: string
let manifest: Manifest
const place = (name: string) => join(scratch, name)

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'minzheng-backup-'))
  source = await testLedger()
  home = place('home')
  await filled(source, home)
  set = place('set')
  manifest = await backUp({ ownerUrl: source.ownerUrl, home, folder: set })
})
afterAll(async () => {
  await source?.close()
  rmSync(scratch, { recursive: true, force: true })
})

describe('a set that is not whole', () => {
  const broken = async (name: string, spoil: (folder: string) => void) => {
    const folder = place(name)
    await backUp({ ownerUrl: source.ownerUrl, home, folder })
    spoil(folder)
    const to = place(`${name}-home`)
    const refusal = await restore({ folder, home: to, databaseUrl: '', settings: careless }).then(() => '', String)
    return { refusal, written: existsSync(to) }
  }
  const person = 'tables/public.person.copy.gz'
  const flip = (file: string) => {
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(file, bytes)
  }
  it.each<[string, string, (folder: string) => void]>([
    ['one bit of a table', `备份已损坏：${person} 与校验和不符`, folder => flip(join(folder, person))],
    ['a table missing', `备份缺少 ${person}`, folder => rmSync(join(folder, person))],
    ['a key changed', '备份已损坏：home/keys/seal-1', folder => writeFileSync(join(folder, 'home/keys/seal-1'), 'K')],
    ['the manifest edited', '备份已损坏：manifest.json', folder => flip(join(folder, 'manifest.json'))],
    ['the sums gone', '不是备份目录', folder => rmSync(join(folder, 'SHA256SUMS'))],
  ])('%s: one sentence, nothing written', async (name, says, spoil) => {
    const { refusal, written } = await broken(name.replaceAll(' ', '-'), spoil)
    expect(refusal).toContain(says)
    expect(refusal.split('\n')).toHaveLength(1)
    expect(written).toBe(false)
  })
  it('no folder at all', async () => {
    await expect(restore({ folder: place('nowhere'), home: place('nowhere-home'), databaseUrl: '' })).rejects.toThrow(
      '不是备份目录',
    )
  })
})
