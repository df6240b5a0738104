/** 台账导入导出: any register as a file and back; what was exported and is imported again changes nothing. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, rows } from '#core/db'
import { writeCsv } from '#core/documents/csv'
import {
  errorFile,
  type ImportColumn,
  type ImportedRow,
  importTemplate,
  type Problem,
  readTable,
  tableReader,
} from '#core/documents/import-table'
import { writeXlsx } from '#core/documents/spreadsheet'
import { parseUpload, readUpload } from '#core/documents/upload'
import type { Engine } from '#core/engine'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { fixedFields } from './columns.ts'
import { importDays } from './days/import.ts'
import { isStaged } from './days/stage.ts'
import { exchangeColumns, isExchangeable, shownText, travellingFields } from './exchange-columns.ts'
import { errorsOf } from './exchange-errors.ts'
import { namesFor } from './exchange-names.ts'
import { partSheets, readSheets, shownSheets } from './exchange-parts.ts'
import { type ReadRow, readRows } from './exchange-read.ts'
import { enterHouseholdsOf } from './exchange-whole.ts'
import { enterRead } from './exchange-write.ts'
import { type ListedRow, listRows, type RowQuery } from './list.ts'

const most = 50_000

export const templateOf = (r: AnyRegister) => {
  mustBeExchangeable(r)
  return importTemplate(r.title, exchangeColumns(r), partSheets(r))
}
const mustBeExchangeable = (r: AnyRegister) => {
  if (!isExchangeable(r)) throw new Refusal(`「${r.title}」不能用表格导入导出，请通过事项办理`, { status: 400 })
}

/** How many rows a list has; at most one more than may leave at once. */
export const countRows = async (db: Db, engine: Engine, actor: Actor, r: AnyRegister, q: RowQuery): Promise<number> => {
  let count = 0
  for (let after: number | undefined; ; ) {
    const page = await listRows(db, engine, actor, r, { ...q, limit: 1000, ...(after && { after }) })
    count += page.rows.length
    if (!page.next || count > most) return count
    after = page.next
  }
}

/** `mark`: who took it, when and for what; the last line of the file. @throws Refusal where the list is longer than 50,000 rows */
export const exportRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  q: RowQuery,
  how: { readonly format: 'xlsx' | 'csv'; readonly mark?: string },
): Promise<Buffer> => {
  mustBeExchangeable(r)
  const all: ListedRow[] = []
  for (let after: number | undefined; ; ) {
    const page = await listRows(db, engine, actor, r, { ...q, limit: 1000, ...(after && { after }) })
    all.push(...page.rows)
    if (all.length > most) throw new Refusal(`一次最多导出 ${most} 行，请按乡镇分次导出`, { status: 413 })
    if (!page.next) break
    after = page.next
  }
  const names = await namesFor(db, actor.countyId, r, all)
  const columns = exchangeColumns(r)
  const told = all.map(row => ({
    ...{
      '.id': String(row.id),
      '.name': String(row.subject ?? ''),
      '.number': String(row.subjectIdNumber ?? ''),
      '.from': String(row.from ?? ''),
    },
    '.village': `${row.town ?? ''}${row.village ?? ''}`,
    ...Object.fromEntries(fixedFields(r).map(([k]) => [k, String(row[k] ?? '')])),
    ...Object.fromEntries(travellingFields(r).map(([k, f]) => [k, shownText(f, row[k], names)])),
  }))
  const marked = how.mark ? [...told, { '.id': `填写说明（${how.mark}）` }] : told
  const sheet = {
    columns: asText(columns),
    rows: marked,
  }
  if (how.format === 'csv') return writeCsv(sheet).bytes
  const shown = await shownSheets(db, engine, actor.countyId, r, all, q.on)
  const below = partSheets(r).map(s => ({ name: s.title, columns: asText(s.columns), rows: shown.get(s.name) ?? [] }))
  return writeXlsx({ sheets: [{ name: r.title, ...sheet }, ...below] })
}

const asText = (columns: readonly ImportColumn[]) =>
  columns.map(({ key, title, width }) => ({ key, title, ...(width && { width }), type: 'text' as const }))

export interface Imported {
  readonly ok: boolean
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** The file has the sheets of what stands below a row. */
  readonly hasDetails?: boolean
  readonly errors: readonly { readonly row: number; readonly column?: string; readonly why: string }[]
}
/**
 * All rows or none. `isDryRun`: everything is done and undone again, so that what the ledger would refuse is told as well.
 * Answers the file of errors beside, where there are any.
 */
export const importRows = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  file: { readonly name: string; readonly bytes: Uint8Array },
  { on, isDryRun, takesGood = false }: { readonly on: Day; readonly isDryRun: boolean; readonly takesGood?: boolean },
): Promise<Imported & { readonly errorFile?: () => Promise<Buffer> }> => {
  mustBeExchangeable(r)
  const columns = exchangeColumns(r)
  if (isStaged(r)) {
    const lines = { portions: portionsOf(file, columns), name: file.name }
    const { problems, ...done } = await importDays(trx, engine, actor, r, lines, { on, isDryRun, takesGood })
    const errors = problems.map(asError)
    const wrong = async () => errorFile(r.title, columns, await rowsWith(problems, file, columns), problems)
    return { ...done, errors, ...(errors.length && { errorFile: wrong }) }
  }
  const wanted = partSheets(r).map(s => s.title)
  const upload = await parseUpload(file.bytes, { name: file.name, sheets: wanted })
  const table = readTable(upload.rows, columns)
  const problems: Problem[] = []
  const isWrong = new Set<number>()
  const tell = (p: Problem) => {
    problems.push(p)
    if (!p.below?.isStray) isWrong.add(p.row)
  }
  const sound = () => table.rows.filter(row => !isWrong.has(row.row))
  table.problems.forEach(tell)
  const sheets = readSheets(r, upload.sheets ?? new Map(), table.rows, tell)
  await sql`savepoint import_rows`.execute(trx)
  for (const p of await enterHouseholdsOf(trx, engine, actor, r, sound(), sheets, on)) tell(p)
  const read = await readRows(trx, engine, actor, r, sound(), on, tell, sheets)
  if (!problems.length) problems.push(...(await enterRead(trx, engine, actor, r, read, on)))
  if (isDryRun || problems.length) await sql`rollback to savepoint import_rows`.execute(trx)
  const counts = {
    rows: table.rows.length,
    added: of(read, 'new').length,
    changed: of(read, 'changed').length,
    unchanged: of(read, 'same').length,
    ...(sheets.length && { hasDetails: true }),
  }
  if (!problems.length && !isDryRun)
    await audit(trx, actor, {
      ...{
        action: 'register.imported',
        business: engine.catalogue.businessOf(r),
        subject: `register:${engine.catalogue.idOf(r)}`,
      },
      detail: { ...counts, file: file.name },
    })
  const errors = problems.map(asError)
  if (!errors.length) return { ok: true, ...counts, errors }
  return { ok: false, ...counts, errors, errorFile: () => errorsOf(r, columns, table.rows, sheets, problems) }
}
interface ImportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}
const portionsOf = async function* (file: ImportedFile, columns: readonly ImportColumn[]) {
  const table = tableReader(columns)
  for await (const { rows: some } of readUpload(file.bytes, { name: file.name })) yield table.take(some)
  table.end()
}
/** The lines with something wrong, read once more: only they are wanted, and only where somebody asks for them. */
const rowsWith = async (problems: readonly Problem[], file: ImportedFile, columns: readonly ImportColumn[]) => {
  const wrong = new Set(problems.map(p => p.row))
  const found: ImportedRow[] = []
  for await (const some of portionsOf(file, columns)) found.push(...some.rows.filter(l => wrong.has(l.row)))
  return found
}
export const asError = (p: Problem) => {
  const column = columnIn(p)
  return { row: p.row, ...(column && { column }), why: p.says }
}
const of = (all: readonly ReadRow[], kind: ReadRow['kind']) => all.filter(row => row.kind === kind)
/** Of a line below, the marks 「」 are of matters and events. */
const columnIn = ({ says, below }: Problem) => (below ? /“([^”]+)”/ : /[“「]([^”」]+)[”」]/).exec(says)?.[1]
