/** Text tables: UTF-8 or GB18030, read as they come and written as people or banks need them. */
import iconv from 'iconv-lite'
import { Refusal } from '#core/actor'
import { asFileText, asText, guarded, unguarded } from './cells.ts'
import { roundedNumber, type Sheet, type UploadedRow } from './spreadsheet.ts'

export interface TextFile {
  /** gbk for systems that know no four-byte characters. */
  readonly encoding?: 'utf-8' | 'gb18030' | 'gbk'
  readonly separator?: ',' | '|' | '\t'
  readonly header?: boolean
  /** people: guarded against formulas, quoted. machine: every value as it is; one that holds the separator is refused. */
  readonly for?: 'people' | 'machine'
}
export interface Unmappable {
  /** Counted from 1, the header not counted. */
  readonly row: number
  readonly column: string
  readonly character: string
}

/** The file, and each character that its encoding does not have (written as «?»): who sends it to a bank must look at them first. */
export function writeCsv(sheet: Omit<Sheet, 'name'>, how: TextFile = {}): { bytes: Buffer; unmappable: Unmappable[] } {
  const { encoding = 'utf-8', header = true } = how
  const unmappable: Unmappable[] = []
  const chunks: Uint8Array[] = encoding === 'utf-8' ? [Buffer.from('\ufeff')] : []
  const put = (line: readonly string[]) => {
    const text = joined(line, how)
    const bytes = encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, encoding)
    chunks.push(bytes)
    return encoding === 'utf-8' || iconv.decode(bytes, encoding) === text
  }
  if (header) put(sheet.columns.map(c => c.title))
  let row = 0
  for (const values of sheet.rows) {
    row++
    const line = sheet.columns.map(c => cellText(c, values[c.key], how, row))
    if (put(line)) continue
    for (const [i, t] of line.entries())
      for (const character of t)
        if (iconv.decode(iconv.encode(character, encoding), encoding) !== character)
          unmappable.push({ row, column: sheet.columns[i]!.title, character })
  }
  return { bytes: Buffer.concat(chunks), unmappable }
}

/** UTF-8 with or without its mark, UTF-16 with it, else GB18030. Neither: refused, because a name would be spoilt. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of marked ? ['utf-16le'] : ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // The decoder checks; iconv gives the very characters that `writeCsv` has written.
      return { text: encoding === 'gb18030' ? iconv.decode(Buffer.from(bytes), encoding) : text, encoding }
    } catch {}
  throw new Refusal('文件的文字编码认不出来：请另存为“CSV UTF-8”或 Excel 工作簿（.xlsx）后再上传。', { status: 400 })
}

/** The lines that hold anything; a line's number is that of the file, so that the clerk finds it. Quoted cells may hold line ends. */
export function* parseCsv(text: string, separator = separatorOf(text)): Generator<UploadedRow> {
  let at = 0
  let line = 1
  while (at < text.length) {
    const started = line
    const cells: string[] = []
    for (let more = true; more; ) {
      let value = ''
      if (text[at] === '"') {
        const closed = closingQuote(text, at)
        if (closed < 0)
          throw new Refusal(`第${started}行有一个引号没有成对，后面的内容读不出来；请补上引号后再上传。`, {
            status: 400,
          })
        value = text.slice(at + 1, closed).replaceAll('""', '"')
        line += value.split('\n').length - 1
        at = closed + 1
      }
      const end = endOfCell(text, at, separator)
      value += text.slice(at, end)
      cells.push(unguarded(asText(value)).trim())
      more = text[end] === separator
      at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
    }
    line++
    while (cells.length && cells.at(-1) === '') cells.pop()
    if (cells.length === 0) continue
    const spoilt = cells.findIndex(c => ROUNDED.test(c))
    yield spoilt < 0 ? { row: started, cells } : { row: started, cells, refused: roundedNumber(started, spoilt) }
  }
}

/** 3.40223E+17: what a spreadsheet makes of an ID number when it saves as CSV. */
const ROUNDED = /^\d(?:\.\d+)?E\+?1[4-9]$/i

const separatorOf = (text: string) => {
  const first = text.slice(0, Math.max(0, text.search(/\r|\n|$/)))
  const count = (s: string) => first.split(s).length
  return [',', '\t', '|', ';', '，'].reduce((best, s) => (count(s) > count(best) ? s : best))
}
function closingQuote(text: string, open: number) {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0 || text[at + 1] !== '"') return at
  }
}
function endOfCell(text: string, from: number, separator: string) {
  for (let at = from; at < text.length; at++)
    if (text[at] === separator || text[at] === '\n' || text[at] === '\r') return at
  return text.length
}

function cellText(column: Sheet['columns'][number], value: Parameters<typeof asText>[0], how: TextFile, row: number) {
  const t = asFileText(column, value)
  if (how.for === 'machine') {
    if (t.includes(how.separator ?? ',') || /[\r\n]/.test(t))
      throw new Refusal(`第${row}行“${column.title}”里含有分隔符或换行，写出的文件会错位；请先改正这一项。`)
    return t
  }
  return column.type === 'count' || column.type === 'money' ? t : guarded(t)
}
function joined(line: readonly string[], { separator = ',', for: whom }: TextFile) {
  const quoted = (t: string) =>
    t.includes(separator) || /["\r\n]|^\s|\s$/.test(t) ? `"${t.replaceAll('"', '""')}"` : t
  return `${(whom === 'machine' ? line : line.map(quoted)).join(separator)}\r\n`
}
