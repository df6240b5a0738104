/** 错误表: what was wrong of a file, given back beside the rows; of a workbook every sheet, to be mended and sent again. */
import { errorBook, errorFile, type ImportColumn, type ImportedRow, type Problem } from '#core/documents/import-table'
import type { AnyRegister } from '#define/register'
import type { ReadSheet } from './exchange-parts.ts'

export const errorsOf = (
  r: AnyRegister,
  columns: readonly ImportColumn[],
  main: readonly ImportedRow[],
  sheets: readonly ReadSheet[],
  problems: readonly Problem[],
) => {
  if (!sheets.length) return errorFile(r.title, columns, main, problems)
  const below = (sheet: ReadSheet): Problem[] =>
    problems.flatMap(({ below: b }) => (b?.sheet === sheet.name ? b.rows.map(row => ({ row, says: b.says })) : []))
  return errorBook([
    { title: r.title, columns, rows: main, problems: problems.filter(p => !p.below?.isStray) },
    ...sheets.map(s => ({ title: s.title, columns: s.columns, rows: s.lines, problems: below(s) })),
  ])
}
