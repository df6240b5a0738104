/** A posted notice shows what the law lets be posted, and nothing else can be put on it. */
import { describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { printDocx } from '#core/documents/docx'
import { benefitNotice, forbiddenInNotice, type NoticeLine } from '#core/documents/notice'
import { printPdf } from '#core/documents/pdf'
import { docxText, pdfText } from './reading.ts'
import { notice } from './samples.ts'

const line: NoticeLine = {
  name: '张三',
  isMinor: false,
  village: '新坝村',
  persons: 3,
  category: '农村低保',
  amount: 55000,
}
const posted = (change: Partial<NoticeLine>) =>
  benefitNotice({
    benefit: '最低生活保障',
    stage: 'after decision',
    office: '籍山镇人民政府',
    from: '2024-07-01',
    to: '2024-07-08',
    lasts: '7日',
    phone: '0553-0000000',
    law: ['《社会救助暂行办法》第十一条'],
    lines: [{ ...line, ...change }],
  })

test('name, village, number, kind, amount and the phone to complain to', async () => {
  for (const said of [pdfText(printPdf(notice)), docxText(await printDocx(notice))])
    for (const part of ['张𫖯', '新坝村', '农村低保', '550.00', '监督电话：0553-0000000']) expect(said).toContain(part)
})
test('of a minor only the surname', async () => {
  expect(pdfText(printPdf(notice))).not.toContain('王小二')
  expect(docxText(await printDocx(notice))).not.toContain('小二')
})
test('nothing that looks like an ID number, a card or a mobile phone is on the pages', async () => {
  for (const said of [pdfText(printPdf(notice)), docxText(await printDocx(notice))])
    expect(said).not.toMatch(/\d{17}[\dXx]|\d{15,}|(?<!\d)1[3-9]\d{9}(?!\d)/)
})
test('a field that the notice does not know never reaches it', () => {
  const more = { idNumber: '349999199001011215', illness: '尿毒症', phone: '13800000000', address: '新坝村三组5号' }
  expect(JSON.stringify(posted(more as Partial<NoticeLine>))).not.toMatch(/349999|尿毒症|138|三组/)
})

describe('the second lock: what may not be posted is refused in whatever field it stands', () => {
  test.each<[string, Partial<NoticeLine>]>([
    ['身份证件号码', { name: '张三349999199001011215' }],
    ['身份证件号码', { name: '张三 349999 19900101 121X' }],
    ['身份证件号码', { name: '张三３４９９９９１９９００１０１１２１５' }],
    ['银行账号', { category: '6217000000000000000' }],
    ['电话号码', { village: '新坝村13800000000' }],
    ['电话号码', { village: '新坝村0553-6820000' }],
    ['病情', { category: '低保（重病）' }],
    ['病情', { name: '张三（尿毒症）' }],
    ['残疾情况', { category: '二级残疾' }],
    ['详细住址', { village: '新坝村三组' }],
    ['详细住址', { village: '城东社区5号楼' }],
    ['详细住址', { village: '城东社区2栋301室' }],
  ])('%s: %o', (kind, change) => {
    expect(() => posted(change)).toThrow(Refusal)
    expect(() => posted(change)).toThrow(kind)
  })
  test('the sentence does not repeat it', () => {
    expect(() => posted({ name: '张三349999199001011215' })).not.toThrow(/349999/)
  })
  test.each(['张三', '欧阳春', '新坝村', '三里社区居委会', '十连村', '五一村', '城市低保', '农村低保A类', '单人保'])(
    '%s may be posted',
    plain => expect(forbiddenInNotice(plain)).toEqual([]),
  )
})
