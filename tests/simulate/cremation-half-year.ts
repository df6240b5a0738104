/** 殡葬's half-year, whatever county it is lived in: what must be true of it. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Db, one, rows } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { machine } from '#core/machine'
import { verifyMoney } from '#core/payments/verify'
import { paidAfterDeath } from '#core/people/after-death'
import { catalogue, type HalfYear, seenByAuditor } from './rehearsed.ts'

export const cremationHalfYear = (lived: () => HalfYear) => {
  const seen = <T>(work: (trx: Db) => Promise<T>) => seenByAuditor(lived().ledger, work)
  test('与文件一致，经由平常的指标；两个火化率各有其名', async () => {
    const { 火化率: atLeast, 火化区死亡人数: inZone, 死亡人数: deaths, ...exact } = lived().wanted
    const names = [...Object.keys(exact), '火化率', '火化率（全部死亡）', '骨灰流向跟踪率', '骨灰去向未闭环']
    const found = await seen(trx => indicators(trx, catalogue, { period: '2024H1', names }))
    const value = Object.fromEntries(found.map(f => [f.id, f.value]))
    expect(value).toMatchObject(exact)
    expect(value.火化率).toBeGreaterThanOrEqual(atLeast!)
    expect(value['火化率（全部死亡）']).toBeCloseTo((exact.火化遗体! * 100) / deaths!, 1)
    expect(value.骨灰流向跟踪率).toBeGreaterThan(80)
    expect(value.骨灰去向未闭环).toBeGreaterThan(0)
    const units = Object.fromEntries(found.map(f => [f.id, f.unit]))
    expect(units).toMatchObject({ 火化遗体: '具', 火化率: '%', 享受惠民殡葬补贴人数: '人', 惠民殡葬补贴金额: '万元' })
  })
  test('数字打开就是那些记录', async () => {
    const found = await seen(trx => records(trx, catalogue, '火化遗体', { period: '2024H1', limit: 20 }))
    expect(found.rows).toHaveLength(20)
  })
  test('火化的都已登记死亡，死亡不晚于火化；没有人死亡后仍在享受', async () => {
    const { wrong } = await one(
      lived().ledger.owner,
      sql<{ wrong: number }>`select count(*)::int as wrong from cremation_bodies b join person p on p.id = b.deceased_id
        where p.died_on is distinct from b.died or b.died > b.on_day`,
    )
    expect(wrong).toBe(0)
    const engine = { catalogue, keys: openKeys(lived().ledger.home), home: lived().ledger.home }
    const after = await seen(trx =>
      paidAfterDeath(trx, { engine, actor: { ...machine(1), post: 'auditor' }, on: '2024-07-01', sees: () => true }),
    )
    expect(after.filter(a => a.isSure)).toEqual([])
  })
  test('从费用中减免的逐月与殡仪馆结清并付款，凭票的付给家属，账对得上', async () => {
    const due = await one(
      lived().ledger.owner,
      sql<{
        bills: number
        receipts: number
        rows: number
      }>`select coalesce(sum(relief_amount), 0)::bigint as bills, coalesce(sum(refund_amount), 0)::bigint as receipts,
        count(*) filter (where way = 'bill')::int as rows from funeral_relief_granted where on_day < '2024-06-01'`,
    )
    const settled = await one(
      lived().ledger.owner,
      sql<{
        fen: number
        rows: number
      }>`select sum(relief_amount)::bigint as fen, sum(relief_count)::int as rows from funeral_relief_statements`,
    )
    expect(settled).toEqual({ fen: due.bills, rows: due.rows })
    const paid = await rows(
      lived().ledger.owner,
      sql<{ benefit: string; fen: number }>`select benefit, sum(amount)::bigint as fen from payment_status
        where status = 'paid' and benefit like 'funeral-relief.%' group by 1 order by 1`,
    )
    expect(paid).toEqual([
      { benefit: 'funeral-relief.refund', fen: due.receipts },
      { benefit: 'funeral-relief.relief', fen: due.bills },
    ])
    const books = await verifyMoney(lived().ledger.owner, 1, { catalogue, keys: openKeys(lived().ledger.home) })
    expect(books.problems).toEqual([])
  })
  test('火化证号不跳号；低保中死亡的人的火化不重复计算', async () => {
    const numbers = await rows(
      lived().ledger.owner,
      sql<{ n: string }>`select right(number, 6) as n from cremation_bodies order by number`,
    )
    expect(numbers.map(x => Number(x.n))).toEqual(numbers.map((_, i) => i + 1))
    const [known] = await rows(
      lived().ledger.owner,
      sql<{
        n: number
      }>`select count(*)::int as n from life_event where event = 'person.died' and repeats_id is not null`,
    )
    expect(known!.n).toBeGreaterThan(0)
  })
}
