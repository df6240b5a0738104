/** 核对: what a run came to and what is otherwise than a month ago, before it is sealed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { runLines, runNamed, runView, type Share } from '#core/payments/run-view'
import { catalogue, fund, maker, run, supplement } from './county.ts'
import { c, inAFreshCounty } from './fresh-county.ts'

inAFreshCounty()
const view = (id: number) => c.as(maker, trx => runView(trx, catalogue, maker, id))
const lines = (id: number, share?: Share, limit = 50) =>
  c.as(maker, async trx => runLines(trx, catalogue, maker, await runNamed(trx, 1, id), { share, limit }))
const said = async (id: number, share?: Share) =>
  (await lines(id, share)).rows.map(r => [r.name, r.before, r.amount].join(' '))

describe('a run before it is sealed', () => {
  beforeEach(async () => {
    await c.today('2024-07-08')
    await fund(c, 10_000_000)
    for (const row of [2001, 2002, 2003, 2004]) await c.household({ row, from: '2024-07-01' })
    await c.paid('2024-07')
    await c.until(2001, '2024-08-01', '死亡')
    await c.state({ row: 2002, starts: '2024-08-01', amount: 60000 })
    await c.state({ row: 2003, starts: '2024-08-01', amount: 45050 })
    await c.household({ row: 2005, from: '2024-08-01' })
    await c.household({ row: 2006, from: '2024-08-01', account: null })
    await c.today('2024-08-06')
  })
  it('is held against the month before: who is new, gone, has more, has less, and the rest', async () => {
    const { id } = await run(c, '2024-08')
    const v = await view(id)
    expect(v).toMatchObject({ month: '2024-08', count: 5, total: '2050.50', batchId: null, madeBy: null })
    expect(v.kinds).toEqual([
      { kind: 'regular', title: '当月', count: 4, total: '2050.50' },
      { kind: 'held', title: '暂缓', count: 1, total: '500.00' },
    ])
    expect(v.against).toEqual({
      month: '2024-07',
      same: 1,
      changes: [
        { change: 'came', title: '新增', count: 2, difference: '1000.00' },
        { change: 'gone', title: '不再发放', count: 1, difference: '-500.00' },
        { change: 'more', title: '增加', count: 1, difference: '100.00' },
        { change: 'less', title: '减少', count: 1, difference: '-49.50' },
      ],
    })
  })
  it('opens each number down to its lines', async () => {
    const { id } = await run(c, '2024-08')
    expect(await said(id, 'came')).toEqual(['赵2005  500.00', '赵2006  500.00'])
    expect(await said(id, 'gone')).toEqual(['赵2001 500.00 0.00'])
    expect(await said(id, 'more')).toEqual(['赵2002 500.00 600.00'])
    expect(await said(id, 'less')).toEqual(['赵2003 500.00 450.50'])
    expect(await said(id, 'held')).toEqual(['赵2006  500.00'])
    expect(await said(id, 'arrears')).toEqual([])
    const first = await lines(id, undefined, 3)
    expect([first.rows.length, first.next]).toEqual([3, String(first.rows[2]!.id)])
  })
  it('has nothing to be held against in the first month, nor as a supplement; what does not exist is not found', async () => {
    const { id } = await run(c, '2024-08')
    await c.state({ row: 2004, starts: '2024-07-01', amount: 70000 })
    const more = await supplement(c)
    expect(await view(more.id)).toMatchObject({ kindTitle: '补核', total: '400.00', against: null })
    expect(await said(more.id, 'came')).toEqual([])
    expect((await lines(more.id, 'gone')).rows).toEqual([])
    expect((await view(more.id)).claims).toEqual({ count: 0, total: '0.00' })
    await c.until(2004, '2024-07-01', '死亡')
    const less = await supplement(c)
    expect(await view(less.id)).toMatchObject({ claims: { count: 1 }, total: '0.00' })
    const july = await c.as(maker, trx => runNamed(trx, 1, id))
    expect((await view(july.before!.id)).against).toBeNull()
    await expect(view(999)).rejects.toMatchObject({ status: 404 })
  })
})
