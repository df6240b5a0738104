/** What is derived from the definitions is committed and read by people: a stale one is a fault. */
import { describe, expect, test } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { businessSql } from '#core/registers/tables'
import { modules } from '#domains/index'
import { cataloguePage } from '../../scripts/catalogue-page.ts'
import { withCosts } from '../../scripts/costs-table.ts'
import { glossary, glossaryPage } from '../../scripts/glossary-page.ts'
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

describe('pages', () => {
  test('docs/catalogue.md is that of the definitions', () =>
    expect(textOf('docs/catalogue.md'), mend).toBe(cataloguePage()))
  test('docs/glossary.md is that of the definitions', () =>
    expect(textOf('docs/glossary.md'), mend).toBe(glossaryPage()))
  test('what the README says of the cost of an office is counted', () =>
    expect(textOf('README.md'), mend).toBe(withCosts(textOf('README.md'))))
  test('one word for one thing: no Chinese term has two identifiers in one list of the language', () => {
    for (const [list, words] of Object.entries(glossary())) {
      const twice = words.filter(([zh], i) => words.findIndex(([other]) => other === zh) !== i)
      expect(twice, list).toEqual([])
    }
  })
  test('no identifier is pinyin of its title', () => {
    const found = Object.values(glossary())
      .flat()
      .filter(([, id]) => /\b(dibao|shenqing|shouru|hukou|minzheng|tekun|jiating|xiangzhen|butie|jintie)\b/i.test(id))
    expect(found).toEqual([])
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
