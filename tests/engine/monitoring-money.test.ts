/** 台账监测：退票: a payment that came back and is not paid again for too long is a clue; one that was paid again in time is none. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { settleBatch } from '#core/payments/outcome'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import { check, elder, granted, inACounty, lines, o, pay } from './allowance-office.ts'

inACounty()
const clues = () =>
  rows(
    o.owner,
    sql<{
      said: string
      happened: Day
    }>`select d.said, d.happened from case_file c join clues_verification_case d on d.county_id = c.county_id and d.id = c.id
      where d.warning = '发放失败长期未处理' order by c.id`,
  )
const daily = async (day: Day) => {
  await o.today(day)
  return (await runDaily(o.app, o.engine, o.countyId))!.raised
}

const returned = async (row: number, batch: number) => {
  const [line] = await rows(
    o.owner,
    sql<{
      file_line: number
    }>`select file_line from payment_line where row_id = ${row} and file_line is not null order by id desc limit 1`,
  )
  await o.as('finance', (trx, actor) =>
    settleBatch(trx, { batch, returned: [{ line: line!.file_line, code: '03' }], actor }),
  )
}

test('退票第二十九日不派，第三十日派一条，次日不重复', async () => {
  await o.today('2024-06-20')
  const row = await granted(await elder('1944-06-15'))
  await o.today('2024-07-10')
  const { batch } = await pay('2024-07')
  await returned(row, batch)
  expect((await lines(row)).some(l => l.includes('returned'))).toBe(true)
  expect(await daily('2024-08-08')).toBe(0)
  expect(await clues()).toEqual([])
  expect(await daily('2024-08-09')).toBeGreaterThan(0)
  const told = await clues()
  expect(told[0]).toEqual({
    said: expect.stringMatching(/^待遇 高龄津贴；所属月份 2024-0[67]；金额 \d+/),
    happened: '2024-07-10',
  })
  expect(await daily('2024-08-10')).toBe(0)
  expect(await clues()).toEqual(told)
})

test('退票后更正账号、三十日内重发了的，不派', async () => {
  await o.today('2024-08-12')
  const person = await elder('1944-08-01')
  const row = await granted(person)
  const before = await clues()
  await returned(row, (await pay('2024-08')).batch)
  const on = await o.day()
  const [change] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, check('old-age-allowance.change'), [
      {
        by,
        on,
        divisionId: o.town.village,
        personId: person,
        rowId: row,
        source: 'application',
        fields: { account: inventBankCard(990), livesAlone: false },
      },
    ]),
  )
  await o.act('town2', 'old-age-allowance.change', change!.caseId, 'decide', { outcome: 'continue' })
  await o.today('2024-09-08')
  await pay('2024-09')
  expect((await lines(row)).some(l => l.endsWith('repaid'))).toBe(true)
  await daily('2024-09-20')
  expect(await clues()).toEqual(before)
})
