/** 决定文书: what was decided, by which clauses and sums, and what may be done against it. */
import { afterAll, describe, expect, test } from 'vitest'
import { capitalYuan } from '#core/documents/wording'
import { type Format, printLetter } from '#core/procedures/print'
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
