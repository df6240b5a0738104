/** Sealed values: only their keys open them, and no byte of them can be changed. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openKeys, rotateKeys } from '#core/identity/keys'
import { blindIndex, seal, stampOf, unseal } from '#core/identity/sealing'

const homes: string[] = []
const newHome = () => homes[homes.push(mkdtempSync(join(tmpdir(), 'minzheng-'))) - 1]!
afterAll(() => homes.forEach(h => rmSync(h, { recursive: true })))
const keys = openKeys(newHome())

test('封存的内容原样取回，两次封存不相同', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(unseal(keys, seal(keys, text))).toBe(text)
    }),
  )
  expect(unseal(keys, seal(keys, '䶮𬱖㙓'))).toBe('䶮𬱖㙓')
  expect(seal(keys, '张三').equals(seal(keys, '张三'))).toBe(false)
})
test('改动任何一位、截短、换钥匙都打不开', () => {
  const sealed = seal(keys, '349999199001011234')
  for (let i = 0; i < sealed.length * 8; i++) {
    const changed = Buffer.from(sealed)
    changed[i >> 3]! ^= 1 << (i & 7)
    expect(() => unseal(keys, changed), `bit ${i}`).toThrow()
  }
  for (let n = 0; n < sealed.length; n++) expect(() => unseal(keys, sealed.subarray(0, n))).toThrow()
  expect(() => unseal(openKeys(newHome()), sealed)).toThrow()
})
test('换新钥匙后，旧的仍能打开，盲索引不变', () => {
  const home = newHome()
  const before = openKeys(home)
  const old = seal(before, '旧')
  const after = rotateKeys(home)
  expect([after.current.id, after.fingerprint]).toEqual([before.current.id + 1, before.fingerprint])
  expect(unseal(after, old)).toBe('旧')
  expect(() => unseal(before, seal(after, '新'))).toThrow(/not in the key file/)
  expect(blindIndex(after, 'id', 'x')).toEqual(blindIndex(before, 'id', 'x'))
  expect(unseal(openKeys(home), seal(after, '新'))).toBe('新')
})
test('盲索引：同类同文相同，类别、内容、钥匙不同则不同', () => {
  const a = blindIndex(keys, 'id', '1')
  expect(a).toHaveLength(16)
  expect(blindIndex(keys, 'id', '1')).toEqual(a)
  expect(blindIndex(keys, 'phone', '1')).not.toEqual(a)
  expect(blindIndex(keys, 'id', '2')).not.toEqual(a)
  expect(blindIndex(openKeys(newHome()), 'id', '1')).not.toEqual(a)
  expect(stampOf(keys, 'line', ['ab', 'c'])).not.toEqual(stampOf(keys, 'line', ['a', 'bc']))
})
test('钥匙文件只有本人可读；损坏时拒绝，不会悄悄换新', () => {
  const home = newHome()
  openKeys(home)
  const path = join(home, 'keys', 'ledger.json')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.slice(0, 40))
  expect(() => openKeys(home)).toThrow(/密钥文件.*已损坏/)
  expect(readFileSync(path, 'utf8')).toBe(text.slice(0, 40))
})
test('四万人各三项，几秒之内', () => {
  const start = performance.now()
  for (let i = 0; i < 40_000; i++) {
    blindIndex(keys, 'id', `34999919900101${i}`)
    seal(keys, `34999919900101${i}`)
    seal(keys, `138${i}`)
    seal(keys, `62999999${i}`)
  }
  const seconds = (performance.now() - start) / 1000
  console.log(`40,000 people × 3 fields and an index: ${seconds.toFixed(2)} s`)
  expect(seconds).toBeLessThan(10)
})
