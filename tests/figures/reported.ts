/** A county of three households, half a year of which is reported; each test file has a county of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { makeReport, reportNamed } from '#core/reports/make'
import { report } from '#define/document'
import { County, catalogue, type Row } from './county.ts'

export let county: County
export let first: Row
export let scratch: string
export const halfYear = reportNamed(catalogue, 'half-year')
export const make = (ask: { area?: string; knownAt?: string } = {}, of = halfYear) =>
  county.asHead(db => makeReport(db, catalogue, of, { period: '2024H1', ...ask }))

/** Said once by each test file. `then`: what happens after it. */
export const inAReportedCounty = (then?: () => Promise<void>) => {
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'minzheng-report-'))
    county = await County.open('2024-06-30')
    first = await county.enter('东一', '2023-01-01', 3)
    await county.enter('东二', '2024-02-01', 2)
    await county.enter('西一', '2023-01-01', 1, { until: '2024-04-01' })
    await then?.()
  })
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true })
    await county.close()
  })
}
