/** Writes the pages that are derived: docs/catalogue.md and docs/glossary.md from the definitions, the README's table from bench/results. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTable } from './bench-table.ts'
import { cataloguePage } from './catalogue-page.ts'
import { glossaryPage } from './glossary-page.ts'

writeFileSync(new URL('../docs/catalogue.md', import.meta.url), cataloguePage())
writeFileSync(new URL('../docs/glossary.md', import.meta.url), glossaryPage())

const readme = new URL('../README.md', import.meta.url)
writeFileSync(readme, withTable(readFileSync(readme, 'utf8')))
