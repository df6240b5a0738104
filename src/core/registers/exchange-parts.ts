/** 明细各表: what stands below the rows of a register, as further sheets of its workbook; one for each part, and one for the members of the households. */
import { sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { type Below, type ImportColumn, type ImportedRow, type Problem, readTable } from '#core/documents/import-table'
import type { UploadedRow } from '#core/documents/spreadsheet'
import type { Columns, Engine } from '#core/engine'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { partsOf, rolesOf } from './columns.ts'
import { partColumns, shownText } from './exchange-columns.ts'
import { memberColumns, memberSheet, shownMembers } from './exchange-members.ts'
import { namesIn } from './exchange-names.ts'
import { toValues } from './values.ts'

export interface PartSheet {
  /** The part's name; of the members its own. */
  readonly name: string
  readonly title: string
  readonly columns: readonly ImportColumn[]
  readonly fields: readonly [string, Field<any>][]
}
/** Whose a line is: by the number of the row that is there, else by the number of whom the new row is about. */
const keys = (r: AnyRegister): ImportColumn[] => {
  const kind = rolesOf(r)[0]![1]
  const number = kind === 'household' ? '户主证件号码' : kind === 'organisation' ? '统一社会信用代码' : '证件号码'
  return [
    { key: '.id', title: '台账编号', width: 12, note: '新增的不填；更改的照导出填写' },
    { key: '.number', title: number, width: 22, required: true, note: '与台账表中这一行相同' },
  ]
}
export const partSheets = (r: AnyRegister): readonly PartSheet[] => {
  const parts = partsOf(r).map(([name, part]): PartSheet => {
    const fields = partColumns(part)
    return {
      name,
      title: part.title,
      fields: fields.map(c => [c.key, part.told.fields[c.key]!]),
      columns: [...keys(r), ...fields],
    }
  })
  if (!parts.length) return []
  const isOfHouseholds = rolesOf(r)[0]![1] === 'household'
  return [
    ...(isOfHouseholds
      ? [{ name: memberSheet, title: '家庭成员', fields: [], columns: [...keys(r), ...memberColumns] }]
      : []),
    ...parts,
  ]
}

export interface ReadSheet extends PartSheet {
  readonly lines: readonly ImportedRow[]
}
/** The further sheets that a workbook has; a text file has none. Their own faults are told by sheet and line. */
export const readSheets = (
  r: AnyRegister,
  sheets: ReadonlyMap<string, readonly UploadedRow[]>,
  main: readonly ImportedRow[],
  tell: (problem: Problem) => void,
): ReadSheet[] => {
  const read: ReadSheet[] = []
  for (const sheet of partSheets(r)) {
    const found = sheets.get(sheet.title) ?? []
    if (!found.length) continue
    const table = readTable(found, sheet.columns)
    for (const p of table.problems) {
      const line = table.rows.find(l => l.row === p.row)
      tell({ row: rowOf(main, line), ...wrongIn(sheet, p.row, p.says) })
    }
    for (const line of table.rows)
      if (!main.some(m => isOf(m, line))) {
        const { says, below } = wrongIn(sheet, line.row, '台账表中没有这一行的对象')
        tell({ row: main[0]?.row ?? 1, says, below: { ...below, isStray: true } })
      }
    read.push({ ...sheet, lines: table.rows })
  }
  return read
}
/** A line that is wrong: told with its sheet, and marked there. */
export const wrongIn = (
  sheet: PartSheet,
  row: number,
  says: string,
): Pick<Problem, 'says'> & { readonly below: Below } => ({
  says: `${sheet.title}表第${row}行：${says}`,
  below: { sheet: sheet.name, rows: [row], says },
})
const rowOf = (main: readonly ImportedRow[], line: ImportedRow | undefined) =>
  (line && main.find(m => isOf(m, line))?.row) ?? main[0]?.row ?? 1
export const isOf = (row: ImportedRow, line: ImportedRow) =>
  row.values['.id'] || line.values['.id']
    ? row.values['.id'] === line.values['.id']
    : row.values['.number'] === line.values['.number']

/** Sheet → the lines of these rows as an export shows them, in the order in which they were entered. */
export const shownSheets = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly { readonly id: number; readonly householdId?: unknown; readonly subjectIdNumber?: unknown }[],
  on: Day,
): Promise<Map<string, Record<string, string>[]>> => {
  const whose = new Map(
    all.map(row => [Number(row.id), { '.id': String(row.id), '.number': String(row.subjectIdNumber ?? '') }]),
  )
  const shown = new Map<string, Record<string, string>[]>()
  for (const sheet of partSheets(r)) {
    if (sheet.name === memberSheet) {
      shown.set(sheet.name, await shownMembers(db, countyId, all, on, whose))
      continue
    }
    const found = await rows(
      db,
      sql<
        Columns & { row_id: number }
      >`select * from ${sql.table(`${engine.catalogue.tableOf(r)}_${snake(sheet.name)}`)}
        where county_id = ${countyId} and row_id = any(${[...whose.keys()]}::bigint[]) and held @> ${on}::date order by row_id, id`,
    )
    const fields = Object.fromEntries(sheet.fields)
    const told = found.map(f => ({ rowId: f.row_id, values: toValues(fields, f) }))
    const names = await namesIn(
      db,
      countyId,
      sheet.fields,
      told.map(t => t.values),
    )
    shown.set(
      sheet.name,
      told.map(({ rowId, values }) => {
        return {
          ...whose.get(rowId)!,
          ...Object.fromEntries(sheet.fields.map(([k, x]) => [k, shownText(x, values[k], names)])),
        }
      }),
    )
  }
  return shown
}
