/**
 * Prints a year's calendar file out of the npm package chinese-days (国务院办公厅 notices): `npx tsx scripts/calendar.ts 2026 > profiles/nanling/calendar-2026.csv`.
 * Refuses a year that the package does not have, instead of printing an empty one.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const year = process.argv[2] ?? ''
const index = createRequire(import.meta.url).resolve('chinese-days')
const text = await readFile(join(dirname(index), 'years', `${year}.json`), 'utf8').catch(() => {
  console.error(`没有「${year}」年的放假安排，请按国务院办公厅当年通知手工填写`)
  process.exit(1)
})
const { holidays, workdays } = JSON.parse(text) as Record<'holidays' | 'workdays', Record<string, string>>

const named = (day: string, kind: string, notice: string) => `${day},${kind},${notice.split(',')[1]}`
const lines = [
  ...Object.entries(holidays).map(([day, notice]) => named(day, '休', notice)),
  ...Object.entries(workdays).map(([day, notice]) => `${named(day, '班', notice)}调休上班`),
].sort()
console.log(['日期 day,休班 kind,名称 name', ...lines].join('\n'))
