/** Text tables: both encodings, quoted cells, guarded for people, exact for banks. */
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText, parseCsv, writeCsv } from '#core/documents/csv'
import { FORMULAS } from './formulas.ts'

const columns = [
  { key: 'name', title: '姓名' },
  { key: 'card', title: '账号' },
  { key: 'amount', title: '金额', type: 'money' },
] as const
const row = { name: '张𫖯', card: '6217000000000000001', amount: 30567 }
const write = (names: string[], how?: Parameters<typeof writeCsv>[1]) =>
  writeCsv({ columns, rows: names.map(name => ({ ...row, name })) }, how)
const read = (bytes: Uint8Array) => [...parseCsv(decodeText(bytes).text)]

test('UTF-8 with its mark, so that a spreadsheet knows it', () => {
  const { bytes } = write(['张𫖯'])
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(read(bytes)[1]).toEqual({ row: 2, cells: ['张𫖯', '6217000000000000001', '305.67'] })
})

describe('GB18030', () => {
  test('is recognised, and gives back rare characters', () => {
    const { bytes, unmappable } = write(['张𫖯', '王䶮', '㛃〇𬱖'], { encoding: 'gb18030' })
    expect(unmappable).toEqual([])
    expect(decodeText(bytes).encoding).toBe('gb18030')
    expect(
      read(bytes)
        .slice(1)
        .map(r => r.cells[0]),
    ).toEqual(['张𫖯', '王䶮', '㛃〇𬱖'])
  })
  test('䶮 has two bytes, 𫖯 four', () => {
    expect(iconv.encode('䶮', 'gb18030').toString('hex')).toBe('fe9f')
    expect(iconv.encode('𫖯', 'gb18030')).toHaveLength(4)
  })
  test('whatever the text, it comes back', () => {
    const names = fc.array(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(t => `名${t.trim()}`),
      { minLength: 1, maxLength: 10 },
    )
    fc.assert(
      fc.property(names, all => {
        const back = read(write(all, { encoding: 'gb18030' }).bytes)
        expect(back.slice(1).map(r => r.cells[0])).toEqual(all)
      }),
    )
  })
  test('a bank that knows GBK only: every lost character is named, with its row', () => {
    const { unmappable } = write(['王䶮', '张𫖯'], { encoding: 'gbk', for: 'machine' })
    expect(unmappable).toEqual([{ row: 2, column: '姓名', character: '𫖯' }])
  })
})

test('an encoding that is neither is refused, not guessed', () => {
  expect(() => decodeText(Buffer.from([0xd5, 0xc5, 0xff, 0xff, 0x80]))).toThrow('编码认不出来')
})
test('UTF-16 with its mark, as «Unicode text» is saved', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t金额\r\n张三\t5\r\n', 'utf16le')])
  expect(read(bytes)[1]!.cells).toEqual(['张三', '5'])
})

describe('cells', () => {
  test('quotes, line ends and separators inside a cell; the number is the line of the file', () => {
    expect([...parseCsv('a,b\r\n"x ""y"", z","1\n2"\r\n\r\n,,\nlast,行')]).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['x "y", z', '1\n2'] },
      { row: 6, cells: ['last', '行'] },
    ])
  })
  test.each([',', '\t', '|', ';', '，'])('separated by %j', s => {
    expect([...parseCsv(`甲${s}乙${s}丙\n1${s}2${s}3`)][1]!.cells).toEqual(['1', '2', '3'])
  })
  test('a quote that does not end is refused with its line', () => {
    expect(() => [...parseCsv('a,b\n"x,y\nz')]).toThrow('第2行有一个引号没有成对')
  })
  test('what a spreadsheet makes of an ID number when it saves as CSV is refused', () => {
    expect([...parseCsv('姓名,号码\n张三,3.49999E+17')][1]!.refused).toContain('第2行B列')
    expect([...parseCsv('姓名,号码\n张三,1.5E+3')][1]!.refused).toBeUndefined()
  })
})

describe('formula injection', () => {
  test('for people: guarded, and read back without the guard', () => {
    const { bytes } = write(FORMULAS)
    const raw = bytes.toString('utf8')
    for (const cell of raw
      .split('\r\n')
      .slice(1)
      .map(l => l.replace(/^"/, '')))
      expect(cell).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/)
    expect(
      read(bytes)
        .slice(1)
        .map(r => r.cells[0]),
    ).toEqual(FORMULAS.map(t => t.trim()))
  })
  test('a negative sum is a sum', () => {
    expect(writeCsv({ columns, rows: [{ ...row, amount: -550 }] }).bytes.toString()).toContain(',-5.50')
  })
})

describe('for a bank', () => {
  const bank = { encoding: 'gb18030', separator: '|', header: false, for: 'machine' } as const
  test('every value as it is, nothing quoted', () => {
    expect(iconv.decode(write(['张𫖯'], bank).bytes, 'gb18030')).toBe('张𫖯|6217000000000000001|305.67\r\n')
  })
  test.each(['张|三', '张\n三', '张\r三'])('%j would shift the fields: refused with its row', name => {
    expect(() => write(['李四', name], bank)).toThrow('第2行“姓名”')
  })
})
