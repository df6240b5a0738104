/** Small files with one sentence at the head; no barrels, no drawers for odds and ends. */
import { describe, expect, test } from 'vitest'
import { filesIn, linesOf, textOf } from './source.ts'

const code = ['src', 'tests', 'scripts', 'bench'].flatMap(f => filesIn(f, '.ts', '.tsx', '.mjs'))
const source = code.filter(f => f.startsWith('src/'))

describe('length', () => {
  test('no file of more than 300 lines', () => {
    const long = code.map(f => [f, linesOf(f)] as const).filter(([, n]) => n > 300)
    expect(long).toEqual([])
  })
  const at = (files: readonly string[], share: number) =>
    files.map(linesOf).sort((a, b) => a - b)[Math.floor((files.length - 1) * share)]!
  test('half of the source in files of at most 80 lines, nine of ten of at most 150', () => {
    expect(at(source, 0.5)).toBeLessThanOrEqual(80)
    expect(at(source, 0.9)).toBeLessThanOrEqual(150)
  })
  test('with tests, benches and scripts too', () => {
    expect(at(code, 0.5)).toBeLessThanOrEqual(80)
    expect(at(code, 0.9)).toBeLessThanOrEqual(150)
  })
})
describe('manners', () => {
  test('every file opens with one sentence that says what it is', () => {
    const mute = source
      .filter(f => f.endsWith('.ts') || f.endsWith('.tsx'))
      .filter(f => !/^\/\*\*\s+(\* )?[^\s*]/.test(textOf(f)))
    expect(mute).toEqual([])
  })
  test('no utils, helpers, types.ts', () => {
    expect(code.filter(f => /(^|\/)(utils?|helpers?|common|misc|types)(\.ts|\/)/.test(f))).toEqual([])
  })
  test('index.ts only where the language is handed out and where the domains are listed', () => {
    const lists = ['src/define/index.ts', 'src/domains/index.ts']
    expect(source.filter(f => f.endsWith('/index.ts'))).toEqual(lists)
  })
  test('nothing is left to do', () => {
    expect(source.filter(f => /\b(TODO|FIXME|XXX)\b/.test(textOf(f)))).toEqual([])
  })
  test('a rule never asks the clock: no Date in the language, the definitions and the rules', () => {
    const rules = source.filter(f => /^src\/(define|domains)\//.test(f))
    expect(rules.filter(f => /\bDate\b|\bMath\.random\b/.test(textOf(f)))).toEqual([])
  })
})
