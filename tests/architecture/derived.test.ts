/** What is derived from the definitions is committed and read by people: a stale one is a fault. */
import { describe, expect, test } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { businessSql } from '#core/registers/tables'
import { modules } from '#domains/index'
import { filesIn, textOf } from './source.ts'

const catalogue = new Catalogue(modules)
const mend = '定义改过了：请运行 npm run names'

describe('lists', () => {
  test('the index names every file of the domains', () => {
    const files = filesIn('src/domains', '.ts')
      .map(f => f.slice('src/domains/'.length, -3))
      .filter(f => f.includes('/') && !f.endsWith('.examples'))
    expect(Object.keys(modules).sort(), mend).toEqual(files.sort())
  })
  test('the names of businesses and figures are those of the definitions', () => {
    const written = textOf('src/define/names.generated.ts')
    const [businesses = '', figures = ''] = written.split('export type FigureName')
    const names = (text: string) => [...text.matchAll(/'([^']+)'/g)].map(m => m[1]!)
    expect(names(figures), mend).toEqual(Object.keys(catalogue.figures))
    for (const b of catalogue.businesses) expect(names(businesses), mend).toContain(b.id)
  })
})

describe('committed tables are those of the definitions', () => {
  const withTables = catalogue.businesses.filter(b => businessSql(catalogue, b) !== '')
  test.each(withTables.map(b => [b.id, b] as const))('%s', (id, business) => {
    const file = filesIn('db/migrations', '.sql').find(f => f.endsWith(`_${id.replaceAll('-', '_')}.sql`))
    expect(file, `no migration of ${id}: npm run schema -- ${id}`).toBeTruthy()
    const [committed, derived] = [statements(textOf(file!)), statements(businessSql(catalogue, business))]
    const at = derived.findIndex((line, i) => line !== committed[i])
    expect({ line: at, says: committed[at] }, `npm run schema -- ${id}`).toEqual({ line: at, says: derived[at] })
    expect(committed.length).toBe(derived.length)
  })
})
const statements = (sql: string) => sql.split('\n').filter(l => !l.startsWith('--') && l.trim())
