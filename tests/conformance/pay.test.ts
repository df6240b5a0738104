/** 发放: every benefit of the catalogue pays what its own matters have granted: run, sealed, released by another, a file for the bank, its answer, what came back paid again. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, Refusal } from '#core/actor'
import { type AnyBenefit, Catalogue, type SomeProcedure } from '#core/catalogue'
import { one, rows } from '#core/db'
import { allocate, funds } from '#core/funds/post'
import { checkAccount } from '#core/payments/account-check'
import { bankFile } from '#core/payments/bank-file'
import { settleBatch } from '#core/payments/outcome'
import { openRun, supplementRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { lastDay, type Month, monthAfter, monthOf } from '#define/time'
import { modules } from '#domains/index'
import { start } from './begin.ts'
import { type House, openHouse } from './house.ts'
import { walked } from './life.ts'
import { liveRow } from './rows.ts'
import { makeSubjects } from './values.ts'

const catalogue = new Catalogue(modules)
let house: House
beforeAll(async () => {
  house = await openHouse(undefined, catalogue)
})
afterAll(() => house?.close())

const post = (p: string, nth = 0) => house.officials.filter(o => o.post === p)[nth]!
const audited = async (action: string, subject: string) =>
  (
    await one(
      house.ledger.owner,
      sql<{
        n: number
      }>`select count(*)::int as n from audit_entry where county_id = ${house.countyId} and action = ${action} and subject = ${subject}`,
    )
  ).n
/** Two rows that are worth money: granted by the matters that make them, or kept by the county. */
const earned = async (benefit: AnyBenefit) => {
  const { of: r, to } = benefit.worth
  const makers = typeof to === 'object' ? [to.after as SomeProcedure] : catalogue.proceduresOf(r).filter(p => p.isNew)
  for (let n = 0; n < 2; n++) {
    for (const p of makers) await walked(house, p)
    if (!makers.length)
      await liveRow(house, r, await makeSubjects(house, r, {}, start), { row: { monthly: 120_000 } }, start)
  }
}
/** The first month in which it is paid: a statement is of the month before; a rhythm ends when it ends. */
const firstRun = async (benefit: AnyBenefit, actor: Actor) => {
  const today = await house.today()
  for (let n = -1; n < 8; n++) {
    const month: Month = monthAfter(monthOf(today), n)
    if (lastDay(month) > today) await house.setToday(lastDay(month))
    try {
      return await house.as(actor, trx => openRun(trx, { catalogue, benefit, month, actor }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  throw new Error(`${benefit.title}: nothing is ever due`)
}

describe.each(catalogue.benefits.map(b => [catalogue.idOf(b), b] as const))('%s', (id, benefit) => {
  let batch: Awaited<ReturnType<typeof sealRun>>
  const { fund } = benefit.worth
  test('核发、封存、另一人放行，银行文件；每一步有审计', async () => {
    const [maker, releaser, keys] = [post('finance'), post('bureau-head'), house.engine.keys]
    for (const f of typeof fund === 'string' ? [fund] : Object.values(fund)) {
      const documentNo = `${id} ${f}`
      await house.as(maker, trx => allocate(trx, { fund: f, amount: 10_000_000, documentNo, actor: maker }))
      expect(funds[f]).toBeTruthy()
    }
    await earned(benefit)
    const run = await firstRun(benefit, maker)
    expect(run.total).toBeGreaterThan(0)
    expect(await audited('payment.run', `run:${run.id}`)).toBe(1)
    batch = await house.as(maker, trx => sealRun(trx, { run: run.id, actor: maker, keys }))
    expect(batch.transfers).toBeGreaterThanOrEqual(2)
    expect(await audited('payment.sealed', `batch:${batch.id}`)).toBe(1)
    const release = (actor: Actor) =>
      house.as(actor, trx => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
    await expect(release(maker)).rejects.toMatchObject({ status: 403 })
    await release(releaser)
    await expect(release(releaser)).rejects.toMatchObject({ status: 409 })
    expect(await audited('payment.released', `batch:${batch.id}`)).toBe(1)
    const asked = { batch: batch.id, format: 'xlsx', use: benefit.title, actor: maker, keys } as const
    const file = await house.as(maker, trx => bankFile(trx, asked))
    expect(file.bytes.length).toBeGreaterThan(50)
    expect(await audited('payment.file', `batch:${batch.id}`)).toBe(1)
  })
  test('银行退一笔，其余已发；核对账号后重发，账平', async () => {
    const [maker, checker, releaser, keys] = [
      ...[post('finance'), post('bureau-head', 1), post('bureau-head')],
      house.engine.keys,
    ] as const
    const returned = [{ line: 1, code: '01' as const }]
    await house.as(maker, trx => settleBatch(trx, { batch: batch.id, returned, actor: maker }))
    expect(await audited('payment.returned', `batch:${batch.id}`)).toBe(1)
    const lines = await rows(
      house.ledger.owner,
      sql<{ row_id: number; status: string; line: number }>`select row_id, status, file_line as line from payment_status
        where county_id = ${house.countyId} and run_id = ${batch.run_id} and file_line is not null`,
    )
    for (const l of lines) expect(l.status).toBe(l.line === 1 ? 'returned' : 'paid')
    const back = new Set(lines.filter(l => l.line === 1).map(l => l.row_id))
    for (const row of back)
      await house.as(checker, trx =>
        checkAccount(trx, { catalogue, benefit, row, why: '与本人核对存折', actor: checker }),
      )
    const again = await house.as(maker, trx => supplementRun(trx, { catalogue, benefit, actor: maker }))
    expect(again.repay).toBe(lines.filter(l => l.line === 1).length)
    const second = await house.as(maker, trx => sealRun(trx, { run: again.id, actor: maker, keys }))
    await house.as(releaser, trx => releaseBatch(trx, { batch: second.id, hash: second.hash, actor: releaser, keys }))
    await house.as(maker, trx => settleBatch(trx, { batch: second.id, returned: [], actor: maker }))
    expect((await house.wide(trx => verifyMoney(trx, house.countyId, house.engine))).problems).toEqual([])
  })
  test('邻镇的人看不到发放行', async () => {
    for (const o of house.officials.filter(x => x.divisionId === house.places.nextTown)) {
      const seen = await house.as(o, trx =>
        one(trx, sql<{ n: number }>`select count(*)::int as n from payment_line where run_id = ${batch.run_id}`),
      )
      expect(seen.n).toBe(0)
    }
  })
})
