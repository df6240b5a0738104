/** Writes the pages that are derived from the definitions: docs/catalogue.md and docs/glossary.md. */
import { writeFileSync } from 'node:fs'
import { cataloguePage } from './catalogue-page.ts'
import { glossaryPage } from './glossary-page.ts'

writeFileSync(new URL('../docs/catalogue.md', import.meta.url), cataloguePage())
writeFileSync(new URL('../docs/glossary.md', import.meta.url), glossaryPage())
