/** 低保 as it is typed on the screen: the household, what it tells, and each official's step. */
import type { Day } from '#define/time'
import { type County, nameOf, newBankCard, newIdNumber, type Official } from './county.ts'
import type { Desk } from './desk.ts'

export interface Person {
  readonly name: string
  readonly idNumber: string
  readonly relation?: string
  readonly labour?: string
}
export const family = (surname: string): readonly [Person, ...Person[]] => [
  { name: `${surname}大山`, idNumber: newIdNumber('1966-03-01', '男'), labour: '完全丧失' },
  { name: '钱小花', idNumber: newIdNumber('1970-05-05', '女'), relation: '配偶', labour: '无（未成年、老年）' },
  { name: `${surname}小宝`, idNumber: newIdNumber('2014-09-09', '男'), relation: '子', labour: '无（未成年、老年）' },
]
/** A slip of the finger in the last digit. */
export const mistyped = (idNumber: string) => idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1')

const fillPerson = async (desk: Desk, box: string, p: Person) => {
  const group = desk.page.getByRole('group', { name: box, exact: true })
  await desk.fill('姓名', p.name, group)
  await desk.fill('身份证号', p.idNumber, group)
  if (p.relation) await desk.choose('与户主关系', p.relation, group)
  if (p.labour) await desk.choose('劳动能力', p.labour, group)
}
/** On «新申请»: nobody knows this family yet. */
export const enterHousehold = async (desk: Desk, village: string, [head, ...members]: readonly Person[]) => {
  await desk.press('直接登记新家庭')
  if (village) await desk.choose('所住村（居）', village, desk.page, true)
  await desk.fill(/^详细住址/, '一组 12 号')
  await fillPerson(desk, '户主', head!)
  for (const [i, p] of members.entries()) {
    await desk.press('添加共同生活成员')
    await fillPerson(desk, `共同生活成员 ${i + 1}`, p)
  }
}
export const tellApplication = async (desk: Desk, people: readonly Person[], on: Day) => {
  await desk.choose('申请人', people[0]!.name)
  await desk.pick('城乡类别', '农村')
  await desk.pick('单人保', '否')
  await desk.choose('致困原因', '缺劳力')
  await desk.pick('是否经办人员或村（居）干部近亲属', '否')
  await desk.fill('社会保障卡账号', newBankCard())
  for (const adult of people.slice(0, 2)) {
    const line = await desk.line('核对授权')
    await desk.choose('成年成员', adult.name, line)
    await desk.sign(line)
    await desk.fillDay('签字日期', on, line)
  }
}
export const tellIncome = async (desk: Desk, who: string, yearly: string) => {
  const line = await desk.line('家庭收入明细')
  await desk.choose('成员', who, line)
  await desk.choose('收入项目', '工资性收入', line)
  await desk.fill('全年金额', yearly, line)
  await desk.choose('来源', '申报', line)
}
/** From the menu to the case that is handed in; the address of the case. */
export const apply = async (desk: Desk, village: string, people: readonly Person[], yearly: string, on: Day) => {
  await desk.open('/apply/minimum-living.application')
  await enterHousehold(desk, village, people)
  await desk.press('登记并继续')
  await desk.press('成员无误，下一步')
  await tellApplication(desk, people, on)
  await desk.press('下一步')
  await tellIncome(desk, people[0]!.name, yearly)
  await desk.press('下一步')
  await desk.press('提交申请')
  await desk.told('已登记，编号')
  await desk.page.waitForURL(/\/cases\/\d+/)
  return new URL(desk.page.url()).pathname
}

export const pressStep = async (desk: Desk, title: string) => {
  await desk.press(new RegExp(`^(提交|确认)：${title}$`))
  await desk.told(`已办理：${title}`)
}
/** Papers with the signatures of both, photographed. */
export const photo = (name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
})
export const match = async (county: County, address: string) => {
  const desk = await county.desk('section')
  await desk.open(address)
  await desk.fillDay('核对报告有效期至', '2024-12-05')
  await pressStep(desk, '家庭经济状况核对')
}
export const fillVisit = async (desk: Desk, second: Official) => {
  await desk.page
    .getByLabel('入户调查表（双方签字）和照片')
    .locator('input[type=file]')
    .setInputFiles(photo('入户调查表.png'))
  await desk.told('入户调查表.png')
  await desk.fill('入户调查情况', '家中三口，主要劳力因病丧失劳动能力，住房一层四间。')
  await desk.pick('是否经办人员或村（居）干部近亲属', '否')
  await desk.choose('同行人员（须两人办理）', nameOf(second))
}
export const propose = async (desk: Desk, address: string, proposal: '拟确认' | '拟不予确认') => {
  await desk.open(address)
  await desk.pick('管理类别', 'B类')
  await desk.pick('审核意见', proposal)
  await pressStep(desk, '提出审核意见')
}
