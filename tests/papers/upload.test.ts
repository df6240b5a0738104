/** Hostile and broken uploads: one sentence, little memory, no harm. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { writeXlsx } from '#core/documents/spreadsheet'
import { parseUpload, readUpload } from '#core/documents/upload'
import { unzip } from './reading.ts'
import { zip } from './zip.ts'

const columns = [{ key: 'id', title: '身份证号' }]
const good = () => writeXlsx({ sheets: [{ name: '表', columns, rows: [{ id: '349999199001011215' }] }] })
const refusal = async (bytes: Uint8Array, name = 'a.xlsx') => {
  const e = await parseUpload(bytes, { name }).catch(e => e)
  expect(e).toBeInstanceOf(Refusal)
  return e as Refusal
}
/** A good workbook with some parts changed. */
const changed = async (parts: Record<string, string | Buffer>) =>
  zip([
    ...new Map([
      ...unzip(await good()),
      ...Object.entries(parts).map(([n, b]) => [n, Buffer.from(b as string)] as const),
    ]),
  ])

test('a workbook', async () => {
  expect(await parseUpload(await good(), { name: '名册.XLSX' })).toEqual({
    format: 'xlsx',
    rows: [
      { row: 1, cells: ['身份证号'] },
      { row: 2, cells: ['349999199001011215'] },
    ],
  })
})
test('a text file, told by its bytes and not by its name', async () => {
  const upload = await parseUpload(Buffer.from('姓名,金额\n张三,5'), { name: 'a.xlsx' })
  expect(upload).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    rows: [{ row: 1 }, { row: 2, cells: ['张三', '5'] }],
  })
})
test('five at a time', async () => {
  const file = await good()
  const all = await Promise.all(Array.from({ length: 5 }, () => parseUpload(file, { name: 'a.xlsx' })))
  expect(all.map(u => u.rows.length)).toEqual([2, 2, 2, 2, 2])
})

describe('bombs', () => {
  const sheet = 'xl/worksheets/sheet1.xml'
  test('a part that unpacks to more than the limit, though the directory says little', async () => {
    const packed = deflateRawSync(Buffer.alloc(120 * 2 ** 20, 32), { level: 9 })
    const before = process.memoryUsage().rss
    const bomb = zip([...unzip(await good())], [{ name: sheet, packed, says: 1000 }])
    expect((await refusal(bomb)).status).toBe(413)
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 2 ** 20)
  })
  test('too many parts', async () => {
    const parts = Array.from({ length: 201 }, (_, i) => [`xl/media/${i}.xml`, Buffer.from('x')] as [string, Buffer])
    expect((await refusal(zip([...unzip(await good()), ...parts]))).status).toBe(413)
  })
  test('parts that overlap: one content under many names', async () => {
    const file = zip([...unzip(await good())], [], { sameContent: 150 })
    expect((await refusal(file)).reason).toContain('不是完整的')
  })
  test('entities that multiply (billion laughs)', async () => {
    const laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    expect((await refusal(await changed({ [sheet]: laughs }))).reason).toContain('文档类型')
  })
  test('one cell in the last corner of the sheet', async () => {
    const xml =
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    expect((await refusal(await changed({ [sheet]: xml }))).reason).toMatch(/列/)
  })
  test('a text of a million distinct columns', async () => {
    expect((await refusal(Buffer.from('x,'.repeat(1_000_000) + 'x'), 'a.csv')).status).toBe(413)
  })
})

describe('not what it says', () => {
  test.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), '空的'],
    ['an old or encrypted workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '密码'],
    ['half a workbook', Buffer.from('PK\u0003\u0004rest'), '不是完整的'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), '不是文本表格'],
    ['binary that happens to be text', Buffer.from('a\0b\0c'), '不是文本表格'],
  ])('%s', async (_, bytes, says) => expect((await refusal(bytes)).reason).toContain(says))
  test('a name of another kind', async () => expect((await refusal(await good(), 'a.exe')).reason).toContain('.xlsx'))
  test('more than 30 MB', async () => expect((await refusal(Buffer.alloc(30 * 2 ** 20 + 1, 65))).status).toBe(413))
  test('a zip that is no workbook', async () => {
    expect((await refusal(zip([['a.txt', Buffer.from('x')]]))).reason).toContain('不是完整的')
  })
  test('a broken sheet', async () => {
    const file = Buffer.from(await good())
    file.fill(0xff, 60, 90)
    expect((await refusal(file)).reason).toContain('不是完整的')
  })
  test.each(['xl/vbaProject.bin', 'xl/externalLinks/externalLink1.xml', 'xl/embeddings/a.docx'])(
    'with %s',
    async part => {
      expect((await refusal(await changed({ [part]: 'x' }))).reason).toContain('宏')
    },
  )
})

describe('by portions', () => {
  const many = async (count: number) =>
    writeXlsx({ sheets: [{ name: '表', columns, rows: Array.from({ length: count }, (_, i) => ({ id: `n${i}` })) }] })
  test('two thousand rows at a time, in their order; whoever stops early is not kept waiting', async () => {
    const sizes: number[] = []
    let last = ''
    const file = await many(9_000)
    for await (const { rows } of readUpload(file, { name: 'a.xlsx' })) {
      sizes.push(rows.length)
      last = rows.at(-1)?.cells[0] ?? last
    }
    expect(sizes).toEqual([2000, 2000, 2000, 2000, 1001])
    expect(last).toBe('n8999')
    for await (const { rows } of readUpload(file, { name: 'a.xlsx' })) {
      expect(rows).toHaveLength(2000)
      break
    }
  })
  test('a slow taker holds the reader up and is not what makes it too slow', async () => {
    const file = await many(30_000)
    const portions = readUpload(file, { name: 'a.xlsx' })
    await portions.next()
    const before = process.memoryUsage().rss
    await new Promise(next => setTimeout(next, 1500))
    let rows = 2000
    for await (const p of portions) rows += p.rows.length
    expect(rows).toBe(30_001)
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 2 ** 20)
  })
})
