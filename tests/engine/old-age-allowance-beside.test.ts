/** 高龄津贴 beside another allowance, by the quarter, and handed over to another county. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Db, one, rows } from '#core/db'
import { claims } from '#core/payments/claim'
import { openRun } from '#core/payments/run'
import { verifyMoney } from '#core/payments/verify'
import { printChangeLetter } from '#core/registers/change-letter'
import { changeRows, enterRows, leaveRows } from '#core/registers/rows'
import type { Day } from '#define/time'
import { docxText } from '#tests/papers/reading'
import {
  allowance,
  application,
  apply,
  catalogue,
  due,
  elder,
  granted,
  held,
  inACounty,
  lines,
  o,
  pay,
  roster,
  standard,
  upToDecision,
} from './allowance-office.ts'

inACounty()

describe('与别的津贴', () => {
  const cadre = catalogue.register('retired-cadre-allowance.roster')!
  const cadreBenefit = catalogue.benefit('retired-cadre-allowance.allowance')!
  const enter = (person: number, monthly: number, from: Day) =>
    o.as('county', (trx: Db) =>
      enterRows(trx, o.engine, o.countyId, cadre, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from, caseId: null, because: '登记' },
          columns: { person_id: person, monthly: monthly * 100, document: '文号', ...sealedAccount() },
        },
      ]),
    )
  const sealedAccount = () => ({ account_sealed: '\\x01', account_index: '\\x02', account_masked: '*0001' })
  test('就高：另一项较高的，审定时不予确认，写明两项各多少', async () => {
    await o.today('2026-05-11')
    const person = await elder('1946-05-01')
    await enter(person, 200, '2026-01-01')
    const caseId = await apply(person)
    await upToDecision(caseId)
    await expect(o.act('county', application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '已享受「离休干部高龄生活补贴」每月200.00元，不低于「高龄津贴」每月50.00元',
    )
  })
  test('就高：先有高龄津贴、后登记了较高的另一项，核发时只发较高的；较低的一项停，多发的追缴', async () => {
    await o.today('2026-05-11')
    const person = await elder('1946-05-02')
    const row = await granted(person)
    const [higher] = await enter(person, 100, '2026-05-01')
    const low = await elder('1946-05-03')
    const lowRow = await granted(low)
    const [lowCadre] = await enter(low, 40, '2026-05-01')
    await o.today('2026-05-20')
    await pay('2026-05')
    expect([await lines(row), await lines(lowRow)]).toEqual([[], ['regular 2026-05 50 sent']])
    const run = await o.as('finance', (trx, actor) =>
      openRun(trx, { catalogue: o.engine.catalogue, benefit: cadreBenefit, month: '2026-05', actor }),
    )
    const paid = await rows(
      o.owner,
      sql<{ row_id: number }>`select row_id from payment_line where run_id = ${run.id} order by 1`,
    )
    expect(paid.map(p => p.row_id)).not.toContain(lowCadre)
    expect(paid).toHaveLength(2)
    // 较高的一项停了，高龄津贴从那月起照发；较低的提高到更高，多发的高龄津贴成为追缴。
    await o.today('2026-06-20')
    await o.as('county', trx =>
      leaveRows(trx, o.engine, o.countyId, cadre, [{ rowId: higher!, from: '2026-05-01', because: '取消' }]),
    )
    await o.as('county', trx =>
      changeRows(trx, o.engine, o.countyId, cadre, [
        { rowId: lowCadre!, starts: '2026-05-01', columns: { monthly: 900_00 }, because: '更正' },
      ]),
    )
    await pay('2026-06')
    expect(await lines(row)).toEqual(['regular 2026-06 50 sent', 'arrears 2026-05 50 sent'])
    expect(await lines(lowRow)).toEqual(['regular 2026-05 50 sent'])
    expect(await claims(o.owner, o.countyId)).toMatchObject([{ row_id: lowRow, months: ['2026-05'], due: 50_00 }])
  })
  test('按季发放：只在季末核发，三个月各一行，一笔转账', async () => {
    await o.today('2026-06-22')
    for (const day of ['04', '05', '06']) await granted(await elder(`1946-05-${day}` as Day))
    await o.today('2026-08-08')
    await standard('paid', 'quarter', '2026-07-01')
    await expect(pay('2026-07')).rejects.toThrow('只在每季的最后一个月核发')
    await o.today('2026-09-08')
    const { run } = await pay('2026-09')
    const found = await rows(
      o.owner,
      sql<{
        row_id: number
        n: number
        transfers: number
      }>`select row_id, count(*)::int as n, count(distinct file_line)::int as transfers
        from payment_line where run_id = ${run.id} and kind = 'regular' group by 1 order by 1`,
    )
    expect(found.length).toBeGreaterThan(3)
    expect(found.every(f => f.n === 3 && f.transfers === 1)).toBe(true)
    expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
    await o.today('2026-12-08')
    await expect(pay('2026-11')).rejects.toThrow('只在每季的最后一个月核发')
    await pay('2026-12')
  })
})

describe('迁出', () => {
  test('次月起移交，移交函写明迁入地、发到哪月、从哪月接', async () => {
    await o.today('2026-06-10')
    const person = await elder('1946-06-01', '迁出')
    const row = await granted(person)
    await o.event('town', 'county', {
      ...{ event: 'person.moved-away', personId: person, on: '2026-06-09' },
      detail: { says: '繁昌区民政局' },
    })
    expect(await held(row)).toBe('[2026-06-01,2026-07-01)')
    const { version } = await one(
      o.owner,
      sql<{
        version: number
      }>`select max(version) as version from old_age_allowance_roster_state where row_id = ${row}`,
    )
    const letter = await o.as('town', (trx, by) => printChangeLetter(trx, o.engine, by, roster, row, version, 'docx'))
    const text = (await docxText(letter.bytes)).replace(/\s/g, '')
    expect(letter.name).toContain('移交函')
    expect(text).toContain('繁昌区民政局')
    expect(text).toContain('请你处自2026年7月起按当地规定衔接')
  })
})
