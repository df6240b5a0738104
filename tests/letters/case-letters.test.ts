/** 文书: every paper of a case prints from what the ledger kept, says what the law asks, and nothing that it must not. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { rows } from '#core/db'
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
