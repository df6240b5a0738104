/** What a command prints: a table for people, JSON for programs. */

/** Heading → what stands under it. */
export type Columns<T> = Readonly<Record<string, (row: T) => string | number | null | undefined>>

export interface HowToPrint {
  readonly json?: boolean
}

export const printRows = <T>(rows: readonly T[], columns: Columns<T>, { json = false }: HowToPrint = {}) => {
  if (json) printJson(rows)
  else process.stdout.write(table(rows, columns))
}

export const printJson = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)

/** Names and values, one a line. */
export const printFacts = (
  facts: Readonly<Record<string, unknown>>,
  titles: Readonly<Record<string, string>>,
  { json = false }: HowToPrint = {},
) => {
  if (json) return printJson(facts)
  const wide = Math.max(...Object.values(titles).map(width))
  for (const [key, title] of Object.entries(titles)) process.stdout.write(`${pad(title, wide)}  ${facts[key] ?? '—'}\n`)
}

export const table = <T>(rows: readonly T[], columns: Columns<T>) => {
  const titles = Object.keys(columns)
  const values = rows.map(row => titles.map(title => columns[title]!(row)))
  const cells = values.map(row => row.map(value => String(value ?? '')))
  const wide = titles.map((title, i) => Math.max(width(title), ...cells.map(row => width(row[i]!))))
  const right = titles.map((_, i) => values.length > 0 && values.every(row => typeof row[i] === 'number'))
  const line = (row: readonly string[]) =>
    `${row
      .map((cell, i) => pad(cell, wide[i]!, right[i]))
      .join('  ')
      .trimEnd()}\n`
  return line(titles) + line(wide.map(n => '─'.repeat(n))) + cells.map(line).join('')
}

/** A Chinese character takes two columns of a terminal. */
const broad =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
export const width = (text: string) => [...text].reduce((sum, c) => sum + (broad.test(c) ? 2 : 1), 0)
const pad = (text: string, to: number, right = false) => {
  const space = ' '.repeat(Math.max(0, to - width(text)))
  return right ? space + text : text + space
}
