/** What an office costs to write: lines of its folder, what they define, and the tables that follow; the README shows it. */
import { readdirSync, readFileSync } from 'node:fs'
import { Catalogue } from '#core/catalogue'
import { businessSql } from '#core/registers/tables'
import { offices } from '#define/offices'
import { modules } from '#domains/index'

const root = new URL('../src/domains/', import.meta.url)
const linesIn = (office: string, isCasebook: boolean) =>
  readdirSync(new URL(`${office}/`, root))
    .filter(f => f.endsWith('.examples.ts') === isCasebook)
    .reduce((sum, f) => sum + readFileSync(new URL(`${office}/${f}`, root), 'utf8').trimEnd().split('\n').length, 0)

export const costsTable = (): string => {
  const catalogue = new Catalogue(modules)
  const rows = Object.entries(offices).flatMap(([office, title]) => {
    const mine = catalogue.businesses.filter(b => b.office === office)
    if (!mine.some(b => Object.keys(b.registers).length)) return []
    const count = (of: 'registers' | 'procedures' | 'benefits' | 'figures') => mine.reduce((n, b) => n + Object.keys(b[of]).length, 0)
    const sql = mine.reduce((n, b) => n + businessSql(catalogue, b).split('\n').length, 0)
    const [files, cases] = [linesIn(office, false), linesIn(office, true)]
    return [`| ${title} \`${office}\` | ${files} | ${cases} | ${count('registers')} | ${count('procedures')} | ${count('benefits')} | ${count('figures')} | ${sql} |`]
  })
  return ['| office | lines | casebooks | registers | matters | benefits | figures | lines of SQL that follow |', '|---|---:|---:|---:|---:|---:|---:|---:|', ...rows].join('\n')
}
export const withCosts = (readme: string) =>
  readme.replace(/<!-- costs -->[\s\S]*<!-- \/costs -->/, `<!-- costs -->\n${costsTable()}\n<!-- /costs -->`)
