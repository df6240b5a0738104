/** 期初转入: an existing 低保 ledger taken over by a workbook — households, members, incomes, assets — by two people, all rows or none; and out again without a change. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { refusing } from '#core/access/refusing'
import { one, rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { inventBankCard } from '#core/identity/bank-card'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { exchangeColumns } from '#core/registers/exchange-columns'
import { partSheets } from '#core/registers/exchange-parts'
import { askImport, checkImport } from '#core/registers/import-check'
import { recount } from '#core/registers/recount'
import { inventIdNumber } from '#define/id-number'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const r = o.engine.catalogue.register('minimum-living.roster')!
const on = '2024-06-03' as const
const from = '2024-06-01'
const village = (
  await one(
    o.owner,
    sql<{
      name: string
    }>`select t.name || d.name as name from division d join division t on t.county_id = d.county_id and t.id = d.parent_id
      where d.id = ${o.town.village}`,
  )
).name

type Line = Record<string, string>
interface Book {
  main: Line[]
  [sheet: string]: Line[]
}
/** Three of a family: the head cannot work, the wife neither, a child at school. */
const family = (nth: number): Book => {
  const number = (born: `${number}-${number}-${number}`, at: number) =>
    inventIdNumber('349999', born, 300 + nth * 10 + at)
  const [head, wife, child] = [number('1970-02-01', 1), number('1972-03-01', 2), number('2013-09-01', 3)] as const
  const own = { '.number': head }
  return {
    main: [
      {
        ...{
          ...own,
          '.name': `周${'甲乙丙丁戊'[nth]}`,
          '.village': village,
          '.from': from,
          area: '农村',
          alone: '否',
          applicant: head,
        },
        ...{ cause: '疾病', hasOfficial: '否', account: inventBankCard(700 + nth), reportUntil: '2024-12-31' },
        ...{ situation: '原台账在册', class: 'B类', proposal: '拟确认' },
      },
    ],
    '.members': [
      { ...own, name: `周${'甲乙丙丁戊'[nth]}`, number: head, relation: '户主', labour: '完全丧失', isIll: '是' },
      { ...own, name: `吴${'甲乙丙丁戊'[nth]}`, number: wife, relation: '配偶', labour: '完全丧失' },
      {
        ...own,
        name: `周小${'甲乙丙丁戊'[nth]}`,
        number: child,
        relation: '子',
        labour: '无劳动能力',
        isStudent: '是',
      },
    ],
    consents: [head, wife].map(member => ({ ...own, member, signed: '纸质已签', signedOn: '2024-05-20' })),
    incomes: [{ ...own, member: head, kind: '经营净收入', yearly: '6000.00', source: '申报' }],
    assets: [],
    obligors: [],
    findings: [],
  }
}
const together = (...books: Book[]): Book =>
  Object.fromEntries(Object.keys(books[0]!).map(k => [k, books.flatMap(b => b[k]!)])) as Book
const asFile = async (book: Book, name = '期初.xlsx') => {
  const sheets = [{ name: 'main', title: r.title, columns: exchangeColumns(r) }, ...partSheets(r)]
  const bytes = await writeXlsx({
    sheets: sheets.map(s => ({
      name: s.title,
      columns: s.columns.map(({ key, title }) => ({ key, title, type: 'text' as const })),
      rows: book[s.name] ?? [],
    })),
  })
  return { name, bytes }
}
const asks = (file: { name: string; bytes: Uint8Array }) =>
  o.as('county', (trx, by) => refusing(() => askImport(trx, o.engine, by, r, file, on)))
const counts = () =>
  one(
    o.owner,
    sql<{ rows: number; people: number; households: number; lines: number }>`select
      (select count(*)::int from minimum_living_roster) as rows, (select count(*)::int from covered_person where measure = 'persons') as people,
      (select count(*)::int from household) as households, (select count(*)::int from minimum_living_roster_incomes) as lines`,
  )

describe('转入', () => {
  test('一人提交不写入，本人不能复核，另一人复核后整本写入，待遇由规则算出', async () => {
    const file = await asFile(together(family(0), family(1)))
    const before = await counts()
    const asked = await asks(file)
    expect(asked).toMatchObject({ ok: true, added: 2, changed: 0, errors: [] })
    expect(await counts()).toEqual(before)
    await expect(asks(file)).rejects.toThrow('不必重复提交')
    const check = (who: 'county' | 'county2') =>
      o.as(who, (trx, by) => checkImport(trx, o.engine, by, r, { id: (asked as { waitsAs: number }).waitsAs, on }))
    await expect(check('county')).rejects.toThrow()
    expect(await check('county2')).toMatchObject({ ok: true, added: 2 })
    expect(await counts()).toEqual({
      rows: before.rows + 2,
      people: before.people + 6,
      households: before.households + 2,
      lines: before.lines + 2,
    })
    const made = await rows(
      o.owner,
      sql<{
        id: number
        persons: number
        amount: number
        income: number
      }>`select t.id, s.persons, s.allowance_amount as amount, s.income::float8 as income
        from minimum_living_roster t join minimum_living_roster_state s on s.row_id = t.id where s.starts = ${from}::date`,
    )
    expect(made).toHaveLength(2)
    for (const m of made) {
      expect(m).toMatchObject({ persons: 3, income: 6000 * 1200 })
      expect(m.amount).toBeGreaterThan(0)
    }
    expect((await o.as('county', trx => recount(trx, o.engine, o.countyId, r, from))).wrong).toEqual([])
    await expect(check('county2')).rejects.toMatchObject({ status: 409 })
  })
  test('导出再导入，什么也不变；明细改了一处，一行说清，不写', async () => {
    const query = { on, state: 'all' as const, where: {} }
    const bytes = await o.as('county', (trx, by) => exportRows(trx, o.engine, by, r, query, { format: 'xlsx' }))
    const again = (file: Uint8Array) =>
      o.as('county', (trx, by) =>
        importRows(trx, o.engine, by, r, { name: '导出.xlsx', bytes: file }, { on, isDryRun: false }),
      )
    expect(await again(bytes)).toMatchObject({ ok: true, rows: 2, added: 0, changed: 0, unchanged: 2, errors: [] })
    const csv = await o.as('county', (trx, by) => exportRows(trx, o.engine, by, r, query, { format: 'csv' }))
    expect(
      await o.as('county', (trx, by) =>
        importRows(trx, o.engine, by, r, { name: '导出.csv', bytes: csv }, { on, isDryRun: false }),
      ),
    ).toMatchObject({ ok: true, unchanged: 2 })
    await sql`update minimum_living_roster_incomes set yearly = yearly + 100 where id = (select min(id) from minimum_living_roster_incomes)`.execute(
      o.owner,
    )
    const differs = await again(bytes)
    expect(differs.errors).toHaveLength(1)
    expect(differs.errors[0]!.why).toContain('家庭收入明细表与台账中的不同')
    await sql`update minimum_living_roster_incomes set yearly = yearly - 100 where id = (select min(id) from minimum_living_roster_incomes)`.execute(
      o.owner,
    )
    expect(await again(bytes)).toMatchObject({ ok: true, unchanged: 2 })
  })
})
describe('有一行不对，一行也不写', () => {
  const broken = (change: (book: Book) => void) => {
    const book = together(family(2), family(3))
    change(book)
    return book
  }
  test.each<[string, (book: Book) => void, RegExp]>([
    ['收入项目写错', b => void (b.incomes![1]!.kind = '工资呀'), /^家庭收入明细表第3行：“收入项目”应为/],
    [
      '成员不在库中',
      b => void (b.incomes![1]!.member = inventIdNumber('349999', '1999-09-09', 7)),
      /^家庭收入明细表第3行：.*证件号码在库中没有/,
    ],
    ['证件号码错一位', b => void (b['.members']![4]!.number = '349999197203010000'), /吴丁|身份证/],
    ['没有户主', b => void (b['.members']![3]!.relation = '子'), /有且只有一名户主/],
    ['村没有写', b => void (b.main[1]!['.village'] = ''), /村（居）/],
    [
      '明细没有主人',
      b => void (b.consents![0]!['.number'] = inventIdNumber('349999', '1988-08-08', 9)),
      /台账表中没有这一行的对象/,
    ],
    ['同一人在两户', b => void (b['.members']![4]!.number = b['.members']![1]!.number!), /./],
  ])('%s', async (_, change, says) => {
    const before = await counts()
    const tried = await asks(await asFile(broken(change), `${_}.xlsx`))
    expect(tried.ok).toBe(false)
    expect(tried.errors[0]!.why).toMatch(says)
    expect(tried.errors[0]!.why).not.toContain('\n')
    expect(await counts()).toEqual(before)
  })
  test('没有带明细的，不收；已登记的户成员不同的，不收', async () => {
    const file = await asFile({ main: family(2).main })
    const noMembers = await asks(file)
    expect(noMembers.errors[0]!.why).toContain('这一户还没有登记')
    const known = family(0)
    known['.members']!.pop()
    const tried = await asks(await asFile(known, '少一人.xlsx'))
    expect(tried.errors[0]!.why).toMatch(/已经登记，家庭成员是|已在/)
  })
  test('模板里有各表', async () => {
    expect((await templateOf(r)).length).toBeGreaterThan(5000)
    expect(partSheets(r).map(s => s.title)).toEqual(
      expect.arrayContaining(['家庭成员', '家庭收入明细', '家庭财产', '核对授权']),
    )
  })
})
