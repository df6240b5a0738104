/** Nobody real is in the source: every number that could be somebody's has the area code that no place has. */
import { expect, test } from 'vitest'
import { checkIdNumber } from '#define/id-number'
import { filesIn, textOf } from './source.ts'

/** The two that the national standards print as examples. */
const published = ['11010519491231002X', '34052419800101001X']
const everything = ['src', 'tests', 'scripts', 'bench', 'profiles', 'db', 'docs', 'bin'].flatMap(f =>
  filesIn(f, '.ts', '.tsx', '.mjs', '.csv', '.json', '.sql', '.md'),
)

test('no ID number but those of nowhere (349999) and the two published ones', () => {
  const found = everything.flatMap(f =>
    (textOf(f).match(/(?<!\d)\d{17}[\dXx](?!\d)/g) ?? [])
      .filter(n => checkIdNumber(n, '9999-12-31').ok && !n.startsWith('349999') && !published.includes(n.toUpperCase()))
      .map(n => `${f}: ${n.slice(0, 6)}…`),
  )
  expect(found).toEqual([])
})
test('no private key', () => {
  expect(everything.filter(f => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(textOf(f)))).toEqual([])
})
