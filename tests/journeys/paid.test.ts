/** 低保 on the screen, from the application to the line that the bank has paid: objection, two people, two keys; and from the report back to the people. */
import iconv from 'iconv-lite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  enterHousehold,
  family,
  fillVisit,
  match,
  mistyped,
  pressStep,
  propose,
  tellApplication,
  tellIncome,
} from './application.ts'
import { make, sheetOf } from './bank.ts'
import { type County, newBankCard, openCounty } from './county.ts'
import { type Desk, desktop } from './desk.ts'
import { publish } from './publish.ts'
import { grantUnseen } from './unseen.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const people = family('赵')
let address: string

test('登记家庭：校验码错的身份证号当场拦下，改正后登记', async () => {
  const desk = await county.desk('clerk')
  await desk.look('workbench-empty')
  await desk.follow('新申请')
  await desk.look('apply-choose')
  await desk.follow(/^低保申请/)
  await desk.told('查找家庭')
  await desk.fill('任一家庭成员的身份证号', people[0].idNumber)
  await desk.press('查找')
  await desk.told('没有登记过，请在下面填写这一家。')
  const [head, ...others] = people
  await enterHousehold(desk, county.town.villageName, [{ ...head, idNumber: mistyped(head.idNumber) }, ...others])
  await desk.told('校验码不正确，请核对证件原件。')
  const refused = await desk.refused(() => desk.press('登记并继续'))
  expect(refused).toContain('身份证号不完整或不正确')
  await desk.look('household-form')
  const box = desk.page.getByRole('group', { name: '户主', exact: true })
  await desk.fill('身份证号', head.idNumber, box)
  await desk.told('58 岁，1966-03-01 出生')
  await desk.press('登记并继续')
  await desk.told('成员无误，下一步')
  await desk.look('apply-household')
})

test('申请：表、授权签字、收入，核对后提交；提交前少填的当场说出', async () => {
  const desk = await county.desk('clerk')
  await desk.press('成员无误，下一步')
  const refused = await desk.refused(() => desk.press('下一步'))
  expect(refused).toContain('「申请人」还没有填写')
  await tellApplication(desk, people, '2024-06-03')
  await desk.look('apply-form')
  await desk.press('下一步')
  await tellIncome(desk, people[0].name, '9600')
  await desk.look('apply-means')
  await desk.press('下一步')
  await desk.look('apply-review')
  await desk.press('提交申请')
  await desk.told('已登记，编号')
  await desk.page.waitForURL(/\/cases\/\d+/)
  address = new URL(desk.page.url()).pathname
  await desk.look('case-accept')
  await pressStep(desk, '受理，或一次性告知补正')
})

test('县级核对，两人入户（调查表和照片上传），提出审核意见', async () => {
  await match(county, address)
  await (await county.desk('section')).look('case-waiting')
  const desk = await county.desk('clerk')
  await desk.open(address)
  await desk.look('case-visit')
  const refused = await desk.refused(() => desk.press('提交：入户调查'))
  expect(refused).toContain('还没有填写')
  await fillVisit(desk, 'clerk2')
  await pressStep(desk, '入户调查')
  await propose(desk, address, '拟确认')
})

test('公示：末日有人异议，退回重新调查，第二次公示', async () => {
  const village = await county.desk('village')
  await village.open(address)
  await village.look('case-post')
  await pressStep(village, '公示')
  await village.told('2024-06-03 至 2024-06-11')
  expect(await village.facts('公示')).toEqual({
    ...{ 姓名: '赵大山', '村（居）': county.town.villageName, 人数: '3', 类别: '农村', '金额（元）': '1,720.00' },
    监督电话: expect.any(String),
  })
  await village.look('case-posted')
  await county.setToday('2024-06-11')
  await village.open(address)
  await village.press('登记异议')
  await village.fill(/^提出人/, '邻居李某')
  await village.fill('异议内容', '他家儿子在外打工，没有算进收入。')
  await village.look('objection', [desktop])
  await village.press('登记异议', village.page.getByRole('dialog'))
  await village.told('已办理：登记异议')
  await village.told('第 2 轮')

  const desk = await county.desk('clerk')
  await desk.open('/')
  await desk.told('赵大山')
  await desk.look('workbench')
  await desk.follow('赵大山')
  await desk.told('邻居李某')
  await fillVisit(desk, 'clerk2')
  await pressStep(desk, '入户调查')
  await desk.press('答复异议')
  await desk.pick('异议是否成立', '否')
  await desk.fill('核查结果和答复', '经复查，其子未满十周岁，在校就读，没有打工收入。')
  await desk.press('答复异议', desk.page.getByRole('dialog'))
  await desk.told('已办理：答复异议')
  await propose(desk, address, '拟确认')
  await village.open(address)
  await pressStep(village, '公示')
  await village.told('2024-06-11 至 2024-06-18')
  await desk.open(address)
  await desk.told('2024-06-19')
})

test('决定：县级审核确认人凭动态验证码登录后确认；确认书打印', async () => {
  await county.setToday('2024-06-19')
  const section = await county.desk('section')
  await section.open(address)
  await section.told('由审核确认人作出')
  const decider = await county.desk('decider')
  await decider.open(address)
  await decider.look('case-decide')
  await decider.pick('结论', '予以确认')
  await pressStep(decider, '审核确认')
  await decider.told(/每月\s*1,720\.00\s*元，自\s*2024-07\s*起/)
  const desk = await county.desk('clerk')
  await desk.open(address)
  await pressStep(desk, '送达书面决定')
  await desk.look('case-ended')
  const word = await desk.download(() => desk.press('下载 确认通知书 Word'))
  expect(word.name).toMatch(/\.docx$/)
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
  const pdf = await desk.download(() => desk.press('下载 确认通知书 PDF'))
  expect(pdf.bytes.subarray(0, 4).toString()).toBe('%PDF')
  expect(pdf.bytes.length).toBeGreaterThan(5_000)
})

test('七月发放：制单封存；封存人不能放行；另一人再验动态验证码后放行；银行文件；回盘一笔退票', async () => {
  await grantUnseen(county, '孙满仓')
  await county.setToday('2024-07-08')
  const maker = await county.desk('cashier')
  await maker.open('/funds')
  await maker.press('登记资金到账')
  await maker.pick('资金', '困难群众救助资金')
  await maker.fill('金额', '100000')
  await maker.fill('文号', '南财社〔2024〕1号')
  await maker.look('allocation', [desktop])
  await maker.press('登记', maker.page.getByRole('dialog'))
  await maker.told('财政拨入')
  await maker.look('funds')
  await maker.open('/payments')
  await maker.look('payments-empty')
  await make(maker, '低保金')
  await maker.told('送银行合计')
  await maker.look('run')
  await maker.open('/payments')
  await maker.look('payments')
  await maker.follow('2024-07')
  await maker.press('封存')
  await maker.told('批次指纹')
  await maker.told(/不能由您放行/)
  await maker.look('batch-sealed')
  const { batch, code } = await sheetOf(maker)

  const other = await county.desk('cashier2')
  await county.forgetProof('cashier2')
  await other.open(batch)
  await other.told('由制单、封存人打印在封存单上，凭单放行')
  await other.press('放行')
  await other.fill(/^核对码/, code)
  await other.look('release')
  const dialog = other.page.getByRole('dialog').filter({ hasText: '放行批次' })
  await other.allowing(async () => {
    await other.press('放行', dialog)
    await other.told('再次验证身份')
    await other.look('step-up', [desktop])
    await other.fill('动态验证码', (await county.codeOf('cashier2'))!)
    await other.press('验证')
    await other.told('已放行')
  })
  await dialog.waitFor({ state: 'detached' })
  await other.look('batch-released')
  await other.press('银行文件')
  const excel = await other.download(() => other.page.getByText('Excel', { exact: true }).click())
  expect(excel.bytes.subarray(0, 2).toString()).toBe('PK')
  await other.press('银行文件')
  const text = await other.download(() => other.page.getByText('文本（GB18030）', { exact: true }).click())
  const sent = new TextDecoder('gb18030').decode(text.bytes).trim().split(/\r?\n/)
  expect(sent).toHaveLength(4)

  await maker.open(batch)
  const wrong = await maker.refused(() => upload(maker, answered(sent, '03').replace('.00|03', '.01|03')))
  expect(wrong).toContain('银行结果文件没有采用')
  await maker.press('知道了')
  await upload(maker, answered(sent, '03'))
  await maker.told('回盘已登记')
  await maker.told('账户已销户')
  await maker.look('batch-returned')
})

test('退票更正账户后，八月重发到账；一户一档上看得到', async () => {
  const clerk = await county.desk('clerk')
  await clerk.open(address)
  await clerk.follow('一户一档')
  await clerk.told('退票')
  await clerk.look('household')
  await clerk.follow('低保台账', clerk.page.getByRole('main'))
  await clerk.told('登记内容')
  await clerk.look('row')
  await clerk.press('低保账户变更')
  await clerk.fill('社会保障卡账号', newBankCard())
  await clerk.press('开始办理')
  await clerk.told('已登记，编号')
  await clerk.page.waitForURL(/\/cases\//)
  const leader = await county.desk('leader')
  await leader.open(new URL(clerk.page.url()).pathname)
  await leader.pick('结论', '继续，金额不变')
  await pressStep(leader, '核对本人账户')

  await county.setToday('2024-08-06')
  const [maker, other] = [await county.desk('cashier'), await county.desk('cashier2')]
  await maker.open('/payments')
  await make(maker, '低保金')
  await maker.told('与 2024-07 相比')
  await maker.look('run-against')
  await maker.follow('退票重发')
  await maker.told('只看')
  expect(new URL(maker.page.url()).search).toBe('?share=repay')
  await maker.press('封存')
  await maker.told('批次指纹')
  await maker.told('退票重发')
  const { batch, code } = await sheetOf(maker)
  await other.open(batch)
  await other.press('放行')
  await other.fill(/^核对码/, code)
  await other.press('放行', other.page.getByRole('dialog'))
  await other.told('已放行')
  await other.press('银行文件')
  const text = await other.download(() => other.page.getByText('文本（GB18030）', { exact: true }).click())
  await maker.open(batch)
  await upload(maker, answered(new TextDecoder('gb18030').decode(text.bytes).trim().split(/\r?\n/)))
  await maker.told('回盘已登记')
  await clerk.open(address)
  await clerk.follow('一户一档')
  await clerk.told('已到账')
  await clerk.look('household-paid')
})

test('报告：每个数打开就是计入的人，一直到这一户', async () => {
  const head = await county.desk('head')
  await head.open('/figures?period=2024H1')
  await head.follow('民政工作总结')
  await head.told('所用指标和口径')
  await head.look('report')
  const paper = await head.download(() => head.press('下载 Word'))
  expect(paper.bytes.subarray(0, 2).toString()).toBe('PK')
  await publish(head)
  await head.open('/figures?period=2024-07')
  await head.look('figures')
  await head.follow('新增低保户数')
  await head.told('明细（计入的每一条）')
  await head.told('2 户')
  await head.look('figure')
  await head.follow('赵*', head.page.getByRole('main'))
  await head.told('登记内容')
  await head.told('低保台账')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})

/** The bank's answer to what was sent; the first line with another code. */
const answered = (sent: readonly string[], first = '00') =>
  sent
    .map((line, i) => {
      const told = line.split('|').slice(0, 5).join('|')
      return `${told}|${i === 0 ? '结果代码|原因' : i === sent.length - 1 ? '|' : `${i === 1 ? first : '00'}|`}`
    })
    .join('\r\n')
const upload = (desk: Desk, text: string) =>
  desk.page
    .getByLabel('回盘文件')
    .setInputFiles({ name: '回盘.txt', mimeType: 'text/plain', buffer: iconv.encode(text, 'gb18030') })
