/** Who may know whom: domains → define ← core ← server → domains; web → define, domains; simulate → core, domains. No other arrow. */
import { expect, test } from 'vitest'
import { filesIn, type Import, importsOf } from './source.ts'

const room = (path: string) => /^src\/([^/]+)/.exec(path)?.[1]
const arrows: Readonly<Record<string, readonly string[]>> = {
  define: ['define'],
  domains: ['define', 'domains'],
  core: ['core', 'define'],
  server: ['server', 'core', 'domains', 'define', 'simulate'],
  simulate: ['simulate', 'core', 'domains', 'define'],
  web: ['web', 'define', 'domains'],
}
const all = filesIn('src', '.ts', '.tsx').flatMap(importsOf)
const told = (found: readonly Import[]) => found.map(i => `${i.from} → ${i.of}`)

test('every import goes along an arrow', () => {
  const wrong = all.filter(i => room(i.of) && !arrows[room(i.from)!]?.includes(room(i.of)!))
  expect(told(wrong)).toEqual([])
})
test('a domain knows the language and its own folder, nothing else: no package, no other office', () => {
  const wrong = all.filter(i => {
    if (room(i.from) !== 'domains' || i.from === 'src/domains/index.ts') return false
    if (room(i.of) === 'define') return false
    return i.of.split('/')[2] !== i.from.split('/')[2]
  })
  expect(told(wrong)).toEqual([])
})
test('the language needs no package', () => {
  expect(told(all.filter(i => room(i.from) === 'define' && !room(i.of)))).toEqual([])
})
test('the face asks over HTTP: of the domains it takes types alone', () => {
  expect(told(all.filter(i => room(i.from) === 'web' && room(i.of) === 'domains' && !i.isType))).toEqual([])
})
test('no file but the generated list knows what the domains are', () => {
  const list = 'src/domains/index'
  const wrong = all.filter(
    i => ['core', 'server', 'simulate'].includes(room(i.from)!) && room(i.of) === 'domains' && !i.of.startsWith(list),
  )
  expect(told(wrong)).toEqual([])
})
