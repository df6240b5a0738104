/** 低保 that is refused: not posted, the reasons line by line on the screen and in the letter, an appeal lodged and answered. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { apply, family, fillVisit, match, mistyped, pressStep, propose } from './application.ts'
import { type County, newIdNumber, openCounty } from './county.ts'
import { desktop } from './desk.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())
let address: string

test('收入高于标准：从提交起就逐条说明哪一条不符合', async () => {
  const desk = await county.desk('clerk')
  address = await apply(desk, county.town.villageName, family('李'), '60000', '2024-06-03')
  await desk.told('1 项不符合')
  await desk.told('人均收入低于当地低保标准')
  await pressStep(desk, '受理，或一次性告知补正')
  await match(county, address)
  await desk.open(address)
  await fillVisit(desk, 'clerk2')
  await pressStep(desk, '入户调查')
  await propose(desk, address, '拟不予确认')
})

test('不公示；县级不予确认，理由逐条', async () => {
  const decider = await county.desk('decider')
  await decider.open(address)
  await decider.told('当前步骤：审核确认')
  const posting = decider.page.getByRole('list', { name: '办理步骤' }).getByRole('listitem').filter({ hasText: '公示' })
  expect(await posting.innerText()).toContain('不需要')
  const refused = await decider.refused(async () => {
    await decider.pick('结论', '予以确认')
    await decider.press('确认：审核确认')
  })
  expect(refused).toContain('人均收入低于当地低保标准')
  await decider.look('case-refusing')
  await decider.pick('结论', '不予确认')
  await decider.fill(/^意见/, '家庭人均收入高于农村低保标准。')
  await pressStep(decider, '审核确认')
  await decider.told('办理中 · 不予确认')
})

test('不予确认通知书：Word 和 PDF', async () => {
  const desk = await county.desk('clerk')
  await desk.open(address)
  await pressStep(desk, '送达书面决定')
  await desk.look('case-refused')
  const word = await desk.download(() => desk.press('下载 不予确认通知书 Word'))
  expect(word.name).toMatch(/\.docx$/)
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(word.bytes.length).toBeGreaterThan(4_000)
  const pdf = await desk.download(() => desk.press('下载 不予确认通知书 PDF'))
  expect(pdf.bytes.subarray(0, 4).toString()).toBe('%PDF')
  expect(pdf.bytes.length).toBeGreaterThan(5_000)
})

test('申诉：乡镇登记；作出原决定的人不能答复，由另一人答复', async () => {
  await county.setToday('2024-06-10')
  const desk = await county.desk('clerk')
  await desk.open(address)
  await desk.press('登记申诉、复议')
  await desk.pick('类别', '申诉')
  await desk.fill('申请人的理由', '去年的工钱没有拿到，不应计入收入。')
  await desk.look('appeal', [desktop])
  await desk.press('登记申诉、复议', desk.page.getByRole('dialog'))
  await desk.told('已办理：登记申诉、复议')
  const answer = async (who: 'decider' | 'head') => {
    const other = await county.desk(who)
    await other.open(address)
    await other.press('答复申诉、复议')
    await other.pick('是否改变原决定', '否')
    await other.fill('结论和理由', '经核实工资已经发放，维持原决定。')
    await other.press('答复申诉、复议', other.page.getByRole('dialog'))
    return other
  }
  const decider = await county.desk('decider')
  expect(await decider.refused(() => answer('decider'))).toContain('作出原决定或登记申诉的人不能答复')
  const head = await answer('head')
  await head.told('已办理：答复申诉、复议')
  await head.told('经核实工资已经发放，维持原决定。')
  await head.look('case-appealed')
})

test('近亲属备案：从申请人的档案登记，双方互见；没有登记过的人先登记', async () => {
  const desk = await county.desk('clerk')
  await desk.open(address)
  await desk.follow('李大山', desk.page.getByRole('main'))
  await desk.told('没有备案的近亲属')
  const son = { name: '李中田', idNumber: newIdNumber('1990-04-05', '男') }
  const dialog = desk.page.getByRole('dialog')
  await desk.press('登记近亲属')
  await desk.choose('是李大山的', '子女')
  await desk.fill('姓名', son.name, dialog)
  await desk.fill('身份证号', mistyped(son.idNumber), dialog)
  expect(await desk.refused(() => desk.press('登记', dialog))).toContain('身份证号')
  await desk.fill('身份证号', son.idNumber, dialog)
  await desk.look('kin', [desktop])
  await desk.press('登记', dialog)
  await desk.told('已登记')
  await desk.follow(son.name, desk.page.getByRole('main'))
  await desk.told('父母')
  await desk.told('李大山')
  await desk.look('person-kin')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
