/** 大表分批读入: what breaks off in the middle enters nothing and leaves the connection as it was; wrong rows far down are told by their number. */
import { afterAll, expect, test } from 'vitest'
import { plusDays } from '#core/calendar/days'
import { parseUpload } from '#core/documents/upload'
import { importRows } from '#core/registers/exchange'
import { mealsOffice } from './meals-office.ts'

const o = await mealsOffice()
afterAll(() => o.close())
const eater = await o.elder('1940-03-01', '八十多')
const head = '姓名,证件号码,日期,助餐点,餐次,餐费'
/** Three meals a day, so far back as it takes; 5,000 lines are three portions. */
const lines = Array.from({ length: 5000 }, (_, i) =>
  [
    eater.name,
    eater.idNumber,
    plusDays('2024-06-30', -Math.floor(i / 3)),
    '和平助餐点',
    ['早餐', '午餐', '晚餐'][i % 3],
    '8',
  ].join(','),
)
const load = async (told: readonly string[], takesGood = false) => {
  const on = await o.day()
  const bytes = Buffer.from([head, ...told].join('\n'))
  return o.as('town', (trx, by) =>
    importRows(trx, o.engine, by, o.meals, { name: '助餐.csv', bytes }, { on, isDryRun: false, takesGood }),
  )
}

test('第四千行多出两百列：一句话拒绝，一餐也没有记；同一连接照常', async () => {
  await o.today('2024-07-03')
  const broken = lines.map((l, i) => (i === 4000 ? `${l}${',多'.repeat(200)}` : l))
  await expect(load(broken, true)).rejects.toThrow('第4002行有206列，超过200列')
  expect((await o.total()).n).toBe(0)
  await expect(load(['', ''])).resolves.toMatchObject({ ok: true, rows: 0, added: 0 })
  await expect(load(lines.slice(0, 3))).resolves.toMatchObject({ ok: true, added: 3 })
})

test('各批里的坏行都按行号说明，错误表里是原来的内容；只取无误的', async () => {
  const wrong = new Map([
    [10, lines[10]!.replace('早餐', '夜宵').replace('午餐', '夜宵').replace('晚餐', '夜宵')],
    [2500, lines[2500]!.replace(',8', ',八元')],
    [4999, lines[4999]!.replace('和平助餐点', '没有的点')],
  ])
  const done = await load(
    lines.map((l, i) => wrong.get(i) ?? l),
    true,
  )
  // Before the point was opened on 2024-01-01 it took no meals; three stand already.
  const early = done.errors.filter(e => e.why.includes('当日不在台账中'))
  expect(early.length).toBeGreaterThan(4000)
  const there = done.errors.filter(e => e.why.includes('已有同一条记录'))
  expect(there.map(e => e.row)).toEqual([2, 3, 4])
  const told = done.errors.filter(e => !early.includes(e) && !there.includes(e)).map(e => e.row)
  expect(told).toEqual([12, 2502, 5001])
  expect(done.rows).toBe(5000)
  expect(done.added).toBe(5000 - done.errors.length)
  expect((await o.total()).n).toBe(3 + done.added)
  const file = (await parseUpload(await done.errorFile!(), { name: 'e.xlsx' })).rows
  expect(file).toHaveLength(1 + done.errors.length)
  expect(file.find(r => r.cells.includes('2502'))!.cells).toContain('八元')
})
