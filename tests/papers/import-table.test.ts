/** The import table from the template to the file that gives errors back. */
import { describe, expect, test } from 'vitest'
import { errorFile, type ImportColumn, importTemplate, readTable } from '#core/documents/import-table'
import { readXlsx } from '#core/documents/spreadsheet'
import { unzip } from './reading.ts'

const columns: ImportColumn[] = [
  { key: 'name', title: '姓名', required: true },
  { key: 'id', title: '身份证号', required: true, note: '18位' },
  { key: 'area', title: '城乡类别', choices: ['城市', '农村'] },
]
const table = (...lines: string[][]) => lines.map((cells, i) => ({ row: i + 1, cells }))
const HEADER = ['姓名', '身份证号', '城乡类别']

describe('the template', () => {
  test('read back, it is an empty table: its notes are not a row', async () => {
    expect(readTable(await readXlsx(await importTemplate('低保', columns)), columns)).toEqual({
      rows: [],
      problems: [],
    })
  })
  test('has drop-down lists, and cells in text format to fill in', async () => {
    const parts = unzip(await importTemplate('低保', columns))
    const sheet = parts.get('xl/worksheets/sheet1.xml')!.toString()
    expect(sheet).toContain('sqref="C3:C100000"')
    expect(sheet).toContain('<formula1>选项!$A$1:$A$2</formula1>')
    const style = sheet.match(/<c r="B500" s="(\d+)"\/>/)![1]!
    const styles = parts.get('xl/styles.xml')!.toString()
    const formats = [...styles.match(/<cellXfs[\s\S]*<\/cellXfs>/)![0].matchAll(/<xf numFmtId="(\d+)"/g)]
    expect(styles).toContain(`<numFmt numFmtId="${formats[Number(style)]![1]}" formatCode="@"/>`)
  })
})

describe('reading', () => {
  test('by title, in any order, blanks trimmed, empty rows skipped', () => {
    const { rows, problems } = readTable(
      table(['身份证号', ' 姓名* '], ['1', '　张三 '], ['', ' '], ['2', '李四']),
      columns,
    )
    expect(problems).toEqual([])
    expect(rows).toEqual([
      { row: 2, values: { name: '张三', id: '1', area: '' } },
      { row: 4, values: { name: '李四', id: '2', area: '' } },
    ])
  })
  test.each<[string, string[]]>([
    ['缺少“身份证号”列', ['姓名', '城乡类别']],
    ['不认识“备注”列', [...HEADER, '备注']],
    ['“姓名”列重复', [...HEADER, '姓名']],
  ])('%s', (says, header) => expect(() => readTable(table(header), columns)).toThrow(says))
  test('other columns may be passed over', () => {
    expect(
      readTable(table([...HEADER, '备注'], ['张三', '1', '城市', 'x']), columns, { others: 'ignore' }).rows,
    ).toHaveLength(1)
  })
  test('no header at all', () => expect(() => readTable([], columns)).toThrow('没有标题行'))
  test('what is missing, not among the choices, or was rounded is a problem of its row; the others go on', () => {
    const lines = table(
      HEADER,
      ['张三', '', '城市'],
      ['李四', '2', '镇'],
      ['王五', '3', '农村'],
      ['赵六', '349999199001011000', ''],
    )
    lines[4] = { ...lines[4]!, refused: '第5行B列的长号码被存成了数值' } as never
    const { rows, problems } = readTable(lines, columns)
    expect(rows).toHaveLength(4)
    expect(problems).toEqual([
      { row: 2, says: '“身份证号”没有填写' },
      { row: 3, says: '“城乡类别”应为城市、农村之一，不能是“镇”' },
      { row: 5, says: '第5行B列的长号码被存成了数值' },
    ])
  })
})

test('the error file holds the rows with errors, and can be mended and uploaded as it is', async () => {
  const { rows, problems } = readTable(table(HEADER, ['张三', '', '城市'], ['李四', '2', '']), columns)
  const back = await readXlsx(await errorFile('低保', columns, rows, problems))
  expect(back.map(r => r.cells)).toEqual([
    [...HEADER, '原行号', '错误说明'],
    ['张三', '', '城市', '2', '“身份证号”没有填写'],
  ])
  expect(readTable(back, columns).rows).toEqual([{ row: 2, values: { name: '张三', id: '', area: '城市' } }])
})
