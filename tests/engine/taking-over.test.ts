/** 期初转入: an existing 低保 ledger taken over by a workbook — households, members, incomes, assets — by two people, all rows or none; and out again without a change. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { rows } from '#core/db'
import { templateOf } from '#core/registers/exchange'
import { partSheets } from '#core/registers/exchange-parts'
import { recount } from '#core/registers/recount'
import { inventIdNumber } from '#define/id-number'
import { type Book, from, on, openTakingOver, together } from './taking-over-book.ts'

const { o, r, family, asFile, asks, counts, check, exported, again } = await openTakingOver()
afterAll(() => o.close())

describe('转入', () => {
  test('一人提交不写入，本人不能复核，另一人复核后整本写入，待遇由规则算出', async () => {
    const file = await asFile(together(family(0), family(1)))
    const before = await counts()
    const asked = await asks(file)
    expect(asked).toMatchObject({ ok: true, added: 2, changed: 0, errors: [] })
    expect(await counts()).toEqual(before)
    await expect(asks(file)).rejects.toThrow('不必重复提交')
    const { waitsAs } = asked as { waitsAs: number }
    await expect(check('county', waitsAs)).rejects.toThrow()
    expect(await check('county2', waitsAs)).toMatchObject({ ok: true, added: 2 })
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
    await expect(check('county2', waitsAs)).rejects.toMatchObject({ status: 409 })
  })
  test('导出再导入，什么也不变；明细改了一处，一行说清，不写', async () => {
    const bytes = await exported()
    expect(await again(bytes)).toMatchObject({ ok: true, rows: 2, added: 0, changed: 0, unchanged: 2, errors: [] })
    expect(await again(await exported('csv'), '导出.csv')).toMatchObject({ ok: true, unchanged: 2 })
    await sql`update minimum_living_roster_incomes set yearly = yearly + 100 where id = (select min(id) from minimum_living_roster_incomes)`.execute(
      o.owner,
    )
    const differs = await again(bytes)
    expect(differs.errors).toHaveLength(1)
    expect(differs.errors[0]!.why).toBe(
      '家庭收入明细表第2行与台账中的不同：在册的明细关系待遇，须经调查和决定，不能用导入更改；请办理「低保更正」或者「低保复核」，或者照导出填写',
    )
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
