/** Every test runs against a real PostgreSQL that is started once for the run. */
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/setup/longest-first.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Modules are read once a worker, not once a file: what belongs to one file is made in its hooks.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 60_000,
  },
})
