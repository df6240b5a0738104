/** Excel files: text stays text, long numbers are not believed, nothing is run. */
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { writeXlsx as writeRaw } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { columnLetter, readXlsx, streamXlsx, writeXlsx } from '#core/documents/spreadsheet'
import { FORMULAS } from './formulas.ts'
import { unzip } from './reading.ts'

const columns = [
  { key: 'id', title: '身份证号' },
  { key: 'name', title: '姓名' },
  { key: 'amount', title: '金额', type: 'money' },
  { key: 'persons', title: '人数', type: 'count' },
] as const
const row = { id: '349999199001011215', name: '张𫖯', amount: 30567, persons: 3 }
const book = (rows: Record<string, string | number | null>[]) => ({ sheets: [{ name: '名册', columns, rows }] })

test('an ID number is text, a sum is a number in yuan', async () => {
  const file = await writeXlsx(book([row]))
  expect(await readXlsx(file)).toEqual([
    { row: 1, cells: ['身份证号', '姓名', '金额', '人数'] },
    { row: 2, cells: ['349999199001011215', '张𫖯', '305.67', '3'] },
  ])
  const sheet = unzip(file).get('xl/worksheets/sheet1.xml')!.toString()
  expect(sheet).toMatch(/<c r="A2" t="s"/)
  expect(sheet).toMatch(/<c r="C2"(?! t=)[^>]*><v>305.67<\/v>/)
})
test('the streamed file reads the same', async () => {
  const file = await buffer(streamXlsx({ name: '名册', columns, rows: [row] }))
  expect(await readXlsx(file)).toEqual(await readXlsx(await writeXlsx(book([row]))))
})
test('blank rows are left out, and the others keep their numbers', async () => {
  const rows = await readXlsx(await writeXlsx(book([row, {}, row])))
  expect(rows.map(r => r.row)).toEqual([1, 2, 4])
})

describe('formula injection', () => {
  const rows = FORMULAS.map(name => ({ ...row, name }))
  test.each([
    ['at once', () => writeXlsx(book(rows))],
    ['streamed', () => buffer(streamXlsx({ name: '名册', columns, rows }))],
  ])('%s: text in text format, no formula cell, unchanged when read back', async (_, write) => {
    const file = await write()
    const sheet = unzip(file).get('xl/worksheets/sheet1.xml')!.toString()
    expect(sheet).not.toMatch(/<f[ >]/)
    expect(sheet).not.toMatch(/t="str"/)
    const back = await readXlsx(file)
    expect(back.slice(1).map(r => r.cells[1])).toEqual(FORMULAS.map(t => t.trim()))
  })
  test('whatever the text, it comes back', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map(t => t.trim())
      .filter(t => t !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async texts => {
        const back = await readXlsx(await writeXlsx(book(texts.map(name => ({ ...row, name })))))
        expect(back.slice(1).map(r => r.cells[1])).toEqual(texts)
      }),
      { numRuns: 30 },
    )
  })
  test('_x000D_ is text', async () => {
    const [, back] = await readXlsx(await writeXlsx(book([{ ...row, name: 'a_x000D_b' }])))
    expect(back!.cells[1]).toBe('a_x000D_b')
  })
})

describe('numbers as they were typed', () => {
  const typed = async (value: number | Date, numFmt?: string) => {
    const file = await writeRaw({ sheets: [{ name: 's', columns: [{ numFmt }], rows: [[value, 'x']] }] })
    return (await readXlsx(file))[0]!
  }
  test('an 18-digit ID number typed as a number is refused with a sentence', async () => {
    const { refused } = await typed(349999199001011215)
    expect(refused).toMatch(/^第1行A列的长号码被存成了数值.*“文本”格式/)
  })
  test('so is a 16-digit card number; fifteen digits are kept exactly', async () => {
    expect((await typed(1000000000000000)).refused).toBeDefined()
    expect(await typed(999999999999999)).toEqual({ row: 1, cells: ['999999999999999', 'x'] })
  })
  test.each([
    [305.67, '305.67'],
    [0.1 + 0.2, '0.3'],
    [-12.5, '-12.5'],
    [0.0000001, '0.0000001'],
    [13800000000, '13800000000'],
  ])('%d', async (n, shown) => expect((await typed(n)).cells[0]).toBe(shown))
  test('a date is a day', async () =>
    expect((await typed(new Date(Date.UTC(2024, 5, 20)), 'yyyy-mm-dd')).cells[0]).toBe('2024-06-20'))
})

test('a hundred thousand rows go out in a stream', async () => {
  function* many() {
    for (let i = 0; i < 100_000; i++) yield { ...row, persons: i }
  }
  let size = 0
  for await (const chunk of streamXlsx({ name: '大表', columns, rows: many() })) size += chunk.length
  expect(size).toBeGreaterThan(500_000)
}, 60_000)
test('column letters', () => expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']))
