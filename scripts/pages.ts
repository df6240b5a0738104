/** Writes the pages that are derived: docs/catalogue.md and docs/glossary.md from the definitions, the README's tables from bench/results and from the domains. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTable } from './bench-table.ts'
import { cataloguePage } from './catalogue-page.ts'
import { withCosts } from './costs-table.ts'
import { glossaryPage } from './glossary-page.ts'

writeFileSync(new URL('../docs/catalogue.md', import.meta.url), cataloguePage())
writeFileSync(new URL('../docs/glossary.md', import.meta.url), glossaryPage())

const readme = new URL('../README.md', import.meta.url)
writeFileSync(readme, withCosts(withTable(readFileSync(readme, 'utf8'))))
