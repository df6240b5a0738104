/** 刷卡机 and 手工登记: meals by the machine, points by hand; each wrong thing in one sentence, nothing twice, nothing outside a point's time. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { ok } from './life.ts'
import { meals, openMeals, pointFields, points } from './meals-office.ts'
import { newIdNumber } from './office.ts'

let o: Awaited<ReturnType<typeof openMeals>>
beforeAll(async () => {
  o = await openMeals()
})
afterAll(() => o?.office.close())

describe('刷卡机', () => {
  test('报送一批；同一个键再报只算一次，换了内容的不认', async () => {
    const key = { 'idempotency-key': 'machine-2024-05-20' }
    expect(ok(await o.push([o.meal(), o.meal({ sitting: '晚餐' })], key))).toMatchObject({ ok: true, added: 2 })
    expect(ok(await o.push([o.meal(), o.meal({ sitting: '晚餐' })], key))).toMatchObject({ ok: true, added: 2 })
    const other = await o.push([o.meal({ day: '2024-05-21' })], key)
    expect([other.status, other.body.reason]).toEqual([409, '同一个 Idempotency-Key 已用于另一个请求，请换一个键'])
    const bad = await o.push([o.meal({ day: '2024-05-21' })], { 'idempotency-key': '短' })
    expect(bad.status).toBe(400)
    const { n } = await one(o.office.ledger.owner, sql<{ n: number }>`select count(*)::int as n from meals_meals`)
    expect(n).toBe(2)
  })
  test('同一餐再刷、查无此人、不满六十、号码不对：各说一句，一餐也不记', async () => {
    expect(await o.whyNot(o.meal())).toEqual(['1 已有同一条记录（和平助餐点），不重复登记'])
    expect(await o.whyNot(o.meal({ number: newIdNumber('1940-01-01') }))).toEqual(['1 这个人还没有登记，请先登记'])
    const young = { name: '年青人', idNumber: newIdNumber('1990-01-01') }
    ok(
      await (await o.office.as('clerk')).post('/households', {
        ...{ divisionId: String(o.office.places.eastVillage), members: [], head: { ...young, labour: 'able' } },
      }),
    )
    expect((await o.whyNot(o.meal({ number: young.idNumber })))[0]).toContain('用餐当日年满六十周岁')
    expect((await o.whyNot(o.meal({ number: '34999919400506123' })))[0]).toMatch(/^1 .*位/)
    expect(await o.whyNot(o.meal({ day: '2024-05-21', price: '八元' }))).toHaveLength(1)
    expect((await o.whyNot(o.meal({ day: '2024-05-21', sitting: '夜宵' })))[0]).toContain('“餐次”的内容“夜宵”不对')
  })
  test('助餐点开办前一日不收，开办当日收；明天的不收，今天的收', async () => {
    expect(await o.whyNot(o.meal({ day: '2024-05-05' }))).toEqual(['1 “助餐点”当日不在台账中，请核对日期'])
    expect(ok(await o.push([o.meal({ day: '2024-05-06' })])).added).toBe(1)
    expect(await o.whyNot(o.meal({ day: '2024-06-04' }))).toEqual(['1 “日期”在今天之后，请核对'])
    expect(ok(await o.push([o.meal({ day: '2024-06-03' })])).added).toBe(1)
  })
  test('别的助餐点的、没有登录的、登录失效的：进不来', async () => {
    expect((await o.whyNot(o.meal({ day: '2024-05-22', point: '东门助餐点' })))[0]).toContain(
      '“助餐点”没有「东门助餐点」，或不在您的管辖范围内',
    )
    const nobody = o.office.anyone()
    expect((await nobody.post(`${meals}/rows`, { rows: [o.meal()] })).status).toBe(401)
    nobody.cookie = `${o.machine.cookie.slice(0, -6)}zzzzzz`
    expect((await nobody.post(`${meals}/rows`, { rows: [o.meal()] })).status).toBe(401)
    expect((await o.push([])).body.reason).toContain('没有要登记的行')
    expect((await (await o.office.as('village')).post(`${meals}/rows`, { rows: [o.meal()] })).status).toBe(403)
  })
  test('一批里有错的：整批不记；只取无误的，记无误的', async () => {
    const rows = [o.meal({ day: '2024-05-23' }), o.meal({ day: '2024-05-23' }), o.meal({ day: '2024-05-24' })]
    expect(ok(await o.push(rows))).toMatchObject({ ok: false, added: 0 })
    expect(ok(await o.push(rows, undefined, true))).toMatchObject({ ok: false, added: 2 })
  })
})

describe('助餐点', () => {
  const rowOf = async (name: string): Promise<string> => {
    const all = ok(await (await o.office.as('section')).get(`${points}?state=all&limit=200`))
    return String(all.rows.find((r: { subject: string }) => r.subject === name).id)
  }
  test('手工登记：缺一项说一项；已在册的不再登记；镇里不登记', async () => {
    const { account: _, ...rest } = pointFields('南门助餐点', 810)
    expect((await o.enterPoint('南门助餐点', 810, { fields: rest })).body.reason).toContain('结算账户')
    expect((await o.enterPoint('和平助餐点', 811)).status).toBe(409)
    expect((await o.enterPoint('南门助餐点', 810, { divisionId: '999999999' })).status).toBeLessThan(500)
    const { name, divisionId } = { name: '南门助餐点', divisionId: String(o.office.places.eastVillage) }
    expect(
      (
        await (
          await o.office.as('clerk')
        ).post(`${points}/rows`, { name, divisionId, from: '2024-05-06', fields: pointFields(name, 810) })
      ).status,
    ).toBe(403)
  })
  test('变更自某日起；终止以后当日起不收餐，前一日的仍收；终止了的不能再变更', async () => {
    const [section, row] = [await o.office.as('section'), await rowOf('和平助餐点')]
    ok(
      await section.post(`${points}/${row}/change`, {
        from: '2024-06-01',
        fields: { ...pointFields('和平助餐点', 800), seats: 60 },
      }),
    )
    const file = ok(await section.get(`${points}/${row}`))
    expect(file.fields.seats).toBe(60)
    const empty = await section.post(`${points}/${row}/change`, { from: '2024-06-01', fields: { account: '' } })
    expect([empty.status, empty.body.reason]).toEqual([422, '请填写「结算账户」'])
    expect((await section.post(`${points}/${row}/end`, { from: '2024-06-02', why: '' })).body.reason).toContain('原因')
    ok(await section.post(`${points}/${row}/end`, { from: '2024-06-02', why: '合同到期' }))
    expect(ok(await o.push([o.meal({ day: '2024-06-01' })])).added).toBe(1)
    expect(await o.whyNot(o.meal({ day: '2024-06-02' }))).toEqual(['1 “助餐点”当日不在台账中，请核对日期'])
    const late = await section.post(`${points}/${row}/change`, {
      from: '2024-06-02',
      fields: pointFields('和平助餐点', 800),
    })
    expect([late.status, late.body.reason]).toEqual([409, '这一行在 2024-06-02 不在有效期内，请核对日期'])
  })
})
