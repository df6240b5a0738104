/** The files of the house, and what they import. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

export const root = new URL('../../', import.meta.url).pathname
const skipped = new Set(['node_modules', '.git', '.data', '.tmp', 'dist', 'tmp'])

/** Paths from the checkout, of every file below a folder whose name ends so. */
export const filesIn = (folder: string, ...endings: string[]): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap(e => {
      const path = `${folder}/${e.name}`
      if (e.isDirectory()) return skipped.has(e.name) ? [] : filesIn(path, ...endings)
      return endings.some(end => e.name.endsWith(end)) ? [path] : []
    })
    .sort()
export const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
export const linesOf = (path: string) => textOf(path).replace(/\n$/, '').split('\n').length

/** What a file imports, resolved to paths from the checkout; packages as they are. Types are told apart: they are gone at run time. */
export interface Import {
  readonly from: string
  readonly of: string
  readonly isType: boolean
}
export const importsOf = (path: string): Import[] =>
  [
    ...textOf(path).matchAll(
      /(?:^|\n)\s*(import|export)\s(type\s)?[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/g,
    ),
  ].map(([, , type, named, called]) => {
    const name = (named ?? called)!
    const of = name.startsWith('.')
      ? relative(root, join(root, dirname(path), name))
      : name.startsWith('#')
        ? `src/${name.slice(1)}`.replace(/^src\/tests\//, 'tests/')
        : name
    return { from: path, of, isType: !!type }
  })
