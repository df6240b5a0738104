/** 文书: every paper of a case prints from what the ledger kept, says what the law asks, and nothing that it must not. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { capitalYuan } from '#core/documents/wording'
import { type Format, printLetter } from '#core/procedures/print'
import { declineToAccept, object, tellMissing } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { testOffice } from '#tests/engine/county'
import { docxText, pdfText } from '#tests/papers/reading'

const o = await testOffice()
afterAll(() => o.close())
type Who = 'town' | 'county' | 'handed'
const print = (caseId: number, letter: string, format: Format, who: Who = 'town') =>
  o.as(who, async (trx, by) => printLetter(trx, o.engine, by, caseId, letter, format, await o.day()))
/** Word and PDF say the same; neither shows a number that is secret. */
const read = async (caseId: number, letter: string, who?: Who) => {
  const docx = docxText((await print(caseId, letter, 'docx', who)).bytes)
  const pdf = pdfText((await print(caseId, letter, 'pdf', who)).bytes).replace(/\s|— ?\d+ ?—/g, '')
  for (const text of [docx, pdf]) expect(text).not.toMatch(/349999\d{11}|62\d{14,17}/)
  const plain = docx.replace(/\s/g, '')
  for (const part of plain.match(/[\u4e00-\u9fff]{6,12}/g) ?? []) expect(pdf).toContain(part)
  return plain
}
const view = (caseId: number) => o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
const openReview = async (rowId: number) =>
  (
    await one(
      o.owner,
      sql<{
        id: number
      }>`select id from case_file where row_id = ${rowId} and procedure = ${o.review} and stands = 'open'`,
    )
  ).id
const reviewing = async (yearly: string, fields: object = {}) => {
  const g = await o.granted(await o.household())
  await o.today('2024-08-05')
  await o.event('town', 'county', {
    event: 'household.income-changed',
    householdId: g.household.householdId,
    on: '2024-08-01',
  })
  const caseId = await openReview(g.rowId)
  await o.act('town', o.review, caseId, 'visit', {
    second: o.second,
    fields: { visited: [], situation: '复核入户', class: 'C' },
    parts: { incomes: [{ member: String(g.household.personIds[0]), kind: 'wages', yearly, source: 'visited' }] },
  })
  await o.act('town', o.review, caseId, 'propose', { fields })
  return { ...g, reviewId: caseId }
}

describe('受理以前和以后', () => {
  test('一次性告知：逐项列明；受理通知：收到什么、最迟哪一天', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await expect(print(caseId, 'acceptance', 'docx')).rejects.toThrow('没有所要的文书')
    await o.as('town', async (trx, by) =>
      tellMissing(trx, o.engine, { caseId, by, on: await o.day(), says: '1．赵乙的核对授权书；2．离婚判决书' }),
    )
    const missing = await read(caseId, 'missing')
    expect(missing).toContain('赵乙的核对授权书')
    expect(missing).toContain('离婚判决书')
    expect(missing).not.toContain('1．赵乙')
    await o.act('town', o.application, caseId, 'accept')
    const accepted = await read(caseId, 'acceptance')
    expect(accepted).toContain(`南陵县${o.town.name}人民政府`)
    expect(accepted).toContain('核对授权（2项）')
    expect(accepted).toContain('25个工作日内作出决定，最迟为2024年7月9日')
    expect(accepted).toContain('总计不超过40个工作日')
    const { number } = await view(caseId)
    expect(accepted).toContain(number)
  })
  test('不予受理：理由逐条，可以复议；不再有受理通知', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.as('town', async (trx, by) =>
      declineToAccept(trx, o.engine, { caseId, by, on: await o.day(), says: '不在本镇居住；请向居住地申请。' }),
    )
    const text = await read(caseId, 'not-accepted')
    expect(text).toContain('低保申请不予受理通知书')
    for (const said of ['1．不在本镇居住', '2．请向居住地申请', '申请行政复议']) expect(text).toContain(said)
    expect((await view(caseId)).letters.map(l => l.title)).toEqual(['不予受理通知书'])
  })
  test('核对报告：是核对那天的结果，入户以后的说明不改它', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await o.act('town', o.application, caseId, 'accept')
    const finding = {
      ...{ member: String(h.personIds[0]), department: 'vehicles', item: '机动车' },
      ...{ value: '二轮摩托车一辆', result: 'hint' },
    }
    await o.act('county', o.application, caseId, 'match', {
      fields: { reportUntil: '2024-12-05' },
      parts: { findings: [finding] },
    })
    const before = await read(caseId, 'report')
    expect(before).toContain('南陵县民政局')
    expect(before).toContain('3499**********')
    for (const said of ['赵甲', '公安车管', '二轮摩托车一辆', '提示', '结果有效至2024年12月5日'])
      expect(before).toContain(said)
    await o.today('2024-06-07')
    await o.act('town', o.application, caseId, 'visit', {
      ...{ second: o.second, fields: o.visited },
      parts: { findings: [{ ...finding, explained: '代步用，符合规定' }] },
    })
    expect(await read(caseId, 'report')).toBe(before)
  })
})

describe('公示', () => {
  test('只登载允许的几项；未成年人不登全名；异议后重新公示', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household({ people: [{ born: '2009-01-01' }, { relation: '10' }] }))
    await o.upToDecision(caseId)
    const text = await read(caseId, 'notice')
    expect(text).toContain('赵*')
    expect(text).not.toContain('赵甲')
    expect(text).toContain('公示期7日，自2024年6月10日起至2024年6月17日止')
    expect(text).toContain('监督电话：0553-0000000')
    for (const hidden of ['钱甲', '一组', '1984', '缺劳力', '9600', '尾号', '办件编号'])
      expect(text).not.toContain(hidden)
    await o.today('2024-06-17')
    await o.as('town', (trx, by) => object(trx, o.engine, { caseId, by, on: '2024-06-17', says: '有小汽车' }))
    await expect(print(caseId, 'notice', 'pdf')).rejects.toThrow('没有所要的文书')
  })
})

describe('决定', () => {
  test('确认：金额有大写，逐行核算，义务、复核、救济都写明；再印一次，一字不差', async () => {
    const { caseId, rowId } = await o.granted(await o.household())
    const amount = await o.due(rowId, '2024-07')
    const text = await read(caseId, 'confirmation')
    expect(text).toContain('低保确认通知书')
    expect(text).toContain(`每月金额${(amount / 100).toFixed(2)}元（大写：${capitalYuan(amount)}）`)
    expect(text).toContain('起发月份2024年7月')
    expect(text).toContain('保障对象3人：赵甲、钱甲、孙甲')
    expect(text).toContain('类别农村，B类')
    expect(text).toMatch(/发放账户尾号\d{4}/)
    expect(text).toContain('每6个月复核一次')
    expect(text).toContain('工资性收入（申报）')
    expect(text).toContain('《中华人民共和国行政复议法》第二十条向南陵县人民政府申请行政复议')
    expect(text).toContain('向南陵县人民法院提起行政诉讼')
    expect(text).not.toContain('近亲属')
    const { bytes } = await print(caseId, 'confirmation', 'pdf')
    await o.today('2025-03-01')
    expect((await print(caseId, 'confirmation', 'pdf')).bytes.equals(bytes)).toBe(true)
  })
  test('不予确认：每一条不符合的理由、依据，和没有达到的那个标准', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(
      h,
      {},
      {
        incomes: [{ member: String(h.personIds[0]), kind: 'wages', yearly: '90000', source: 'declared' }],
        assets: [{ kind: 'car', value: '60000' }],
      },
    )
    await o.upToDecision(caseId, 'refuse')
    await o.act('county', o.application, caseId, 'decide', { outcome: 'refuse' })
    const text = await read(caseId, 'refusal')
    expect(text).toContain('不予确认低保通知书')
    expect(text).toContain('人均收入低于当地低保标准不符合《社会救助暂行办法》第九条')
    expect(text).toContain('没有非居住用房、生活用机动车和经营实体不符合')
    expect(text).not.toContain('每名成年家庭成员已签署')
    expect(text).toContain('90000.00')
    expect(text).toContain('农村低保标准（元/人·年）当地标准9240.00')
    expect(text).toContain('申请行政复议')
    expect(text).toContain('南陵县民政局')
    expect((await view(caseId)).letters.map(l => l.id)).toEqual(['acceptance', 'report', 'refusal'])
  })
  test('各项条件都符合而不予确认的，写审核人的理由，误写的号码盖住', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId)
    await o.act('county', o.application, caseId, 'decide', {
      outcome: 'refuse',
      says: '本人（11010519491231002X）已在外县享受',
    })
    const text = await read(caseId, 'refusal')
    expect(text).toContain('已在外县享受')
    expect(text).not.toContain('11010519491231002X')
  })
  test('权力下放的乡镇作出的决定，由乡镇落款', async () => {
    await o.today('2024-06-03')
    const h = await o.household({ divisionId: o.handedTown.village })
    const caseId = await o.apply(h, {}, {}, o.handedTown.village, 'handed')
    const { second, ...at } = {
      second: { accountId: o.officials.handed2.accountId, personId: o.officials.handed2.personId },
      fields: { ...o.visited },
    }
    await o.act('handed', o.application, caseId, 'accept')
    await o.act('county', o.application, caseId, 'match', {
      fields: { reportUntil: '2024-12-05' },
      parts: { findings: [] },
    })
    await o.act('handed', o.application, caseId, 'visit', { second, ...at })
    await o.act('handed', o.application, caseId, 'propose', { fields: { class: 'B', proposal: 'grant' } })
    await o.act('handed', o.application, caseId, 'post')
    await o.today('2024-06-20')
    await o.act('handed3', o.application, caseId, 'decide', { outcome: 'grant' })
    const text = await read(caseId, 'confirmation', 'handed')
    expect(text.startsWith(`南陵县${o.handedTown.name}人民政府`)).toBe(true)
    expect(text).not.toContain('南陵县民政局')
    await expect(print(caseId, 'confirmation', 'pdf', 'town')).rejects.toThrow('不在您的管辖范围内')
  })
})

describe('动态管理', () => {
  test('减发：前后金额、起始月份、理由', async () => {
    const { reviewId, rowId } = await reviewing('12000')
    const [before, after] = await Promise.all(
      ['2024-08', '2024-09'].map(async (m, i) => ((await o.due(rowId, m)) / 100 - i * 200).toFixed(2)),
    )
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'adjust' })
    const text = await read(reviewId, 'adjust')
    expect(text).toContain('低保减发通知书')
    expect(text).toContain(`决定自2024年9月起，每月金额由${before}元调整为${after}元（每月减发200.00元）`)
    expect(text).toContain('变更')
  })
  test('停发：自哪月起、最后一月、停发原因和不符合的条件', async () => {
    const { reviewId } = await reviewing('90000', { stopReason: 'income' })
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'stop' })
    const text = await read(reviewId, 'stop')
    expect(text).toContain('决定自2024年9月起停发低保待遇，最后发放月份为2024年8月')
    expect(text).toContain('收入超标属实')
    expect(text).toContain('人均收入低于当地低保标准不符合')
  })
  test('渐退：渐退期多长、每月多少', async () => {
    const { reviewId, rowId } = await reviewing('30000', { taperUntil: '2025-01', taperAmount: '500.00' })
    await o.act('county', o.review, reviewId, 'decide', { outcome: 'taper', says: '赵甲已就业' })
    expect(await o.due(rowId, '2024-09')).toBe(50000)
    const text = await read(reviewId, 'adjust')
    expect(text).toContain('低保渐退通知书')
    expect(text).toContain('每月发放500.00元（大写：伍佰元整），最后发放月份为2025年1月')
    expect(text).toContain('赵甲已就业')
    expect((await view(reviewId)).letters).toEqual([{ id: 'adjust', title: '渐退通知书' }])
  })
})

test('谁印了什么，都有记录', async () => {
  const { caseId } = await o.granted(await o.household())
  const { name, mediaType } = await print(caseId, 'confirmation', 'pdf')
  expect(name).toMatch(/^确认通知书-340223-2024-\d{6}\.pdf$/)
  expect(mediaType).toBe('application/pdf')
  const noted = await rows(
    o.owner,
    sql<{
      detail: object
    }>`select detail from audit_entry where action = 'letter.printed' and subject = ${`case:${caseId}`}`,
  )
  expect(noted.map(n => n.detail)).toEqual([{ letter: 'confirmation', format: 'pdf' }])
})
