/** A copy of the demo profile for each test, changed in one place, and what is said of it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { type Declared, loadProfile } from '#core/profile/load'

export let dir: string

export const change = async (file: string, from: string | RegExp, to: string) => {
  const text = await readFile(join(dir, file), 'utf8')
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  await writeFile(join(dir, file), changed)
}
export const refusal = (declared?: Declared) =>
  loadProfile(dir, declared).then(
    () => 'accepted',
    e => e.reason as string,
  )
/** Said once by each test file. */
export const inACopy = () => {
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'profile-'))
    await cp('profiles/nanling', dir, { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true }))
}
