/** 错误表: a broken workbook comes back with every sheet, the wrong lines marked; mended it is taken, and what is in already is changed by its matters alone. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { parseUpload } from '#core/documents/upload'
import { openCases } from '#core/procedures/open'
import { importRows } from '#core/registers/exchange'
import { partSheets } from '#core/registers/exchange-parts'
import { type Book, on, openTakingOver, together } from './taking-over-book.ts'

const { o, r, family, asFile, asks, counts, check, exported, again } = await openTakingOver()
afterAll(() => o.close())
const sheetTitles = partSheets(r).map(s => s.title)
type Sheets = Map<string, string[][]>
const open = async (bytes: Uint8Array): Promise<Sheets> => {
  const book = await parseUpload(bytes, { name: 'e.xlsx', sheets: sheetTitles })
  return new Map([
    [r.title, book.rows.map(l => [...l.cells])],
    ...[...book.sheets!].map(([k, v]) => [k, v.map(l => [...l.cells])] as const),
  ])
}
const marked = (sheets: Sheets, title: string) => {
  const [heading, ...lines] = sheets.get(title)!
  const [row, says] = [heading!.indexOf('原行号'), heading!.indexOf('错误说明')]
  return lines.flatMap(l => (l[says] ? [[Number(l[row]), l[says]]] : []))
}
/** As a person would: one cell under a title, in the line that was this one. */
const mend = (sheets: Sheets, title: string, row: number, column: string, value: string) => {
  const [heading, ...lines] = sheets.get(title)!
  const line = lines.find(l => l[heading!.indexOf('原行号')] === String(row))!
  line[heading!.indexOf(column)] = value
}
const written = async (sheets: Sheets) => ({
  name: '改正.xlsx',
  bytes: await writeXlsx({
    sheets: [...sheets].map(([name, [heading, ...lines]]) => ({
      name,
      columns: heading!.map((title, i) => ({ key: String(i), title, type: 'text' as const })),
      rows: lines.map(l => Object.fromEntries(l.map((v, i) => [i, v]))),
    })),
  }),
})
const triedOf = async (book: Book) => {
  const { bytes, name } = await asFile(book)
  return o.as('county', (trx, by) => importRows(trx, o.engine, by, r, { bytes, name }, { on, isDryRun: true }))
}

describe('错误表', () => {
  test('各表都在，错的行在前并注明；无错的户不受牵连；改正后整本送回即可导入', async () => {
    const book = together(family(0), family(1), family(2))
    const [good, cheated] = [book.incomes![1]!.kind!, book['.members']![7]!.relation!]
    book.incomes![1]!.kind = '工资呀'
    book['.members']![7]!.relation = '亲戚呀'
    const tried = await triedOf(book)
    expect(tried).toMatchObject({ ok: false, rows: 3 })
    expect(tried.errors.map(e => e.row)).toEqual([4, 3])
    const sheets = await open(await tried.errorFile!())
    expect([...sheets.keys()]).toEqual(expect.arrayContaining([r.title, '家庭成员', '家庭收入明细', '核对授权']))
    expect(sheets.get(r.title)).toHaveLength(1 + 3)
    expect(sheets.get('家庭成员')).toHaveLength(1 + 9)
    expect(marked(sheets, '家庭收入明细')).toEqual([[3, expect.stringMatching(/^“收入项目”应为/)]])
    expect(marked(sheets, '家庭成员')).toEqual([[9, expect.stringMatching(/^“与户主关系”应为/)]])
    expect(marked(sheets, '核对授权')).toEqual([])
    expect(marked(sheets, r.title).map(([row]) => row)).toEqual([3, 4])
    expect(sheets.get('家庭收入明细')![1]!.at(-1)).toContain('收入项目')
    mend(sheets, '家庭收入明细', 3, '收入项目', good)
    const half = await asks(await written(sheets))
    expect(half.errors.map(e => e.why)).toEqual([expect.stringContaining('家庭成员表第2行')])
    mend(sheets, '家庭成员', 9, '与户主关系', cheated)
    const before = await counts()
    const whole = await asks(await written(sheets))
    expect(whole).toMatchObject({ ok: true, added: 3, errors: [] })
    await check('county2', (whole as { waitsAs: number }).waitsAs)
    expect(await counts()).toEqual({
      rows: before.rows + 3,
      people: before.people + 9,
      households: before.households + 3,
      lines: before.lines + 3,
    })
  })
  test('户里的错记在这一户的成员上，没有主人的行只记在自己的表上', async () => {
    const book = together(family(3), family(4))
    book['.members']![3]!.relation = '子'
    book.consents![0]!['.number'] = '349999198808080000'
    const tried = await triedOf(book)
    const sheets = await open(await tried.errorFile!())
    expect(marked(sheets, '家庭成员')).toEqual([5, 6, 7].map(row => [row, '家庭成员表中这一户应有且只有一名户主']))
    expect(marked(sheets, '核对授权')).toEqual([[2, '台账表中没有这一行的对象']])
    expect(marked(sheets, r.title)).toEqual([[3, '家庭成员表中这一户应有且只有一名户主']])
  })
  test('六十户里错一户，也只说那一户', async () => {
    const many = together(...Array.from({ length: 60 }, (_, i) => family(10 + i)))
    const row = many.main.length - 7
    many['.members']!.find(m => m['.number'] === many.main[row]!['.number'] && m.relation === '户主')!.relation = '子'
    const tried = await triedOf(many)
    expect(tried.errors).toEqual([{ row: row + 2, why: '家庭成员表中这一户应有且只有一名户主' }])
  })
})

describe('已在册的明细', () => {
  const changed = async (title: string, change: (lines: string[][], heading: string[]) => void) => {
    const sheets = await open(await exported())
    const [heading, ...lines] = sheets.get(title)!
    change(lines, heading!)
    sheets.set(title, [heading!, ...lines])
    return again((await written(sheets)).bytes)
  }
  test('成员、收入、授权改了或者少了：说清哪一行、为什么、该办什么事项，不写', async () => {
    const before = await counts()
    const income = await changed('家庭收入明细', (l, h) => void (l[0]![h.indexOf('全年金额')] = '1.00'))
    expect(income.errors).toEqual([
      {
        row: 2,
        why: expect.stringMatching(/^家庭收入明细表第2行与台账中的不同：.*请办理「低保更正」或者「低保复核」/),
      },
    ])
    const member = await changed('家庭成员', (l, h) => void (l[1]![h.indexOf('劳动能力')] = '有劳动能力'))
    expect(member.errors[0]!.why).toMatch(
      /^家庭成员表第3行与台账中的不同：.*请登记「加入共同生活」「不再共同生活」等事件/,
    )
    const fewer = await changed('家庭收入明细', l => void l.pop())
    expect(fewer.errors[0]!.why).toMatch(/^家庭收入明细表缺少台账中的1行/)
    const sheets = await open(await income.errorFile!())
    expect(marked(sheets, '家庭收入明细')).toEqual([[2, expect.stringContaining('与台账中的不同')]])
    expect(await counts()).toEqual(before)
  })
  test('照导出送回，什么也不变；经「低保更正」改了收入，再导出送回也不变', async () => {
    expect(await again(await exported())).toMatchObject({ ok: true, added: 0, changed: 0, unchanged: 3 })
    const row = await one(
      o.owner,
      sql<{ id: number; household_id: number; head: number }>`select t.id, t.household_id, h.head_id as head
        from minimum_living_roster t join household h on h.id = t.household_id order by t.id limit 1`,
    )
    const before = await o.due(row.id, '2024-07')
    const [opened] = await o.as('town', (trx, by) =>
      openCases(trx, o.engine, o.engine.catalogue.procedure('minimum-living.correction')!, [
        { by, on, divisionId: o.town.village, householdId: row.household_id, rowId: row.id, source: 'application' },
      ]),
    )
    await o.act('town', 'minimum-living.correction', opened!.caseId, 'apply', {
      fields: { correctedFrom: '2024-06', correctedWhy: '原台账收入漏记' },
      parts: {
        incomes: [{ member: String(row.head), kind: 'wages', yearly: '9600.00', source: 'visited' }],
        assets: [],
        obligors: [],
      },
    })
    await o.act('county', 'minimum-living.correction', opened!.caseId, 'decide', { outcome: 'adjust' })
    expect(await o.due(row.id, '2024-07')).toBe(before - 30_000)
    expect(await again(await exported())).toMatchObject({ ok: true, added: 0, changed: 0, unchanged: 3 })
  })
})
