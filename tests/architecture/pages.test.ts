/** The pages of the house lead somewhere: every link to a file is there, every decision is listed, every command is told. */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn, root, textOf } from './source.ts'

const pages = ['README.md', 'README.zh-CN.md', ...filesIn('docs', '.md'), ...filesIn('profiles', '.md')]

test('every link to a file of ours is there', () => {
  const broken = pages.flatMap(page =>
    [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(m => m[1]!)
      .filter(to => !/^[a-z]+:/.test(to) && !existsSync(join(root, dirname(page), to)))
      .map(to => `${page} → ${to}`),
  )
  expect(broken).toEqual([])
})
test('every file that a page names is there', () => {
  const named = /`((?:src|tests|db|bench|scripts|profiles|docs)\/[\w./-]+\.(?:ts|tsx|sql|md|csv|json))`/g
  const broken = pages.flatMap(page =>
    [...textOf(page).matchAll(named)].filter(m => !existsSync(join(root, m[1]!))).map(m => `${page}: ${m[1]}`),
  )
  expect(broken).toEqual([])
})
test('every decision is in the list', () => {
  const listed = textOf('docs/decisions/README.md')
  for (const file of readdirSync(join(root, 'docs/decisions')))
    if (file !== 'README.md') expect(listed).toContain(`(${file})`)
})
test('the README tells every command, and no other', () => {
  const commands = readdirSync(join(root, 'src/server/cli/commands')).map(f => f.replace('.ts', ''))
  const told = [...textOf('README.md').matchAll(/^\| `minzheng (.*?) \|/gm)].map(m => m[1]!)
  const words = new Set(told.flatMap(t => [...t.matchAll(/(?:^|`)([a-z]+)\b/g)].map(m => m[1]!)))
  expect([...words].sort()).toEqual(commands.sort())
})
