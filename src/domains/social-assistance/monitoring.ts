/** 台账监测: what our own ledger shows of itself, every day; a finding is a clue like any other, and never a decision (rulebook 17). */
import { field, local, past, register, setByCounty } from '#define'
import { months, workingDays } from '#define/time'

const kept = {
  about: 'person',
  over: 'day',
  keptBy: 'county',
  readBy: ['county', 'town', 'bureau-head', 'auditor'],
  countedIn: '条',
} as const
const wrongly = { finds: '错保', goesTo: 'town', within: workingDays(10) } as const

const rule = setByCounty('台账监测规定', {
  sharers: local.count('一个账户同时收几人的钱起预警', '3'),
  daysLate: local.count('复核逾期几日起由黄转红', '30'),
  daysReturned: local.count('退票几日未重发起预警', '30'),
})

export const sharedAccounts = register('监测：一卡多人', {
  ...{ ...kept, law: ['《社会救助暂行办法》第五十八条', '民发〔2021〕57号'] },
  unique: ['subject', 'day', 'sharers'],
  standards: rule,
  watches: { asks: 'one account for several' },
  fields: { account: field.text('账户'), sharers: field.count('同一账户人数') },
}).raises({
  W16: {
    title: '多人共用一个银行账户',
    ...{ ...wrongly, level: '红', silentFor: months(12) },
    when: ({ row, standards }) => row.sharers >= standards.sharers,
    found: { '监护人、受托人代领': 'nothing', '账户登记有误，已办理变更': 'nothing', 冒名领取: 'household.deceived' },
  },
})

export const returns = register('监测：退票未重发', {
  ...{ ...kept, law: ['民发〔2021〕57号'] },
  unique: ['subject', 'day', 'benefit', 'month'],
  standards: rule,
  watches: { asks: 'returned and not paid again', after: 'daysReturned' },
  fields: { benefit: field.text('待遇'), month: field.month('所属月份'), amount: field.sum('金额') },
}).raises({
  W32: {
    title: '发放失败长期未处理',
    ...{ ...wrongly, level: '黄' },
    when: () => true,
    found: { '账户有误，已办理变更': 'nothing', 银行已更正: 'nothing', 无法联系本人: 'person.not-found' },
  },
})

const looked = {
  已补办: 'nothing',
  拒绝配合核查: 'household.refused-checks',
  无法联系本人: 'person.not-found',
} as const
export const lateReviews = register('监测：逾期未复核', {
  ...{ ...kept, law: ['《社会救助暂行办法》第十三条'] },
  unique: ['subject', 'day', 'matter', 'lateness'],
  standards: rule,
  watches: { asks: 'looked at too late', after: 'daysLate' },
  fields: {
    matter: field.text('事项'),
    lateness: field.choice('逾期', { late: '已逾期', 'very late': '长期逾期' }),
  },
}).raises({
  W12: {
    title: '定期复核逾期',
    ...{ ...wrongly, level: '黄' },
    when: ({ row }) => row.lateness === 'late',
    found: looked,
  },
  W12long: {
    title: '定期复核长期逾期',
    ...{ ...wrongly, level: '红', within: workingDays(3) },
    when: ({ row }) => row.lateness === 'very late',
    found: looked,
  },
})

export const endedDisabilities = register('监测：残疾证到期', {
  ...{ ...kept, law: ['《社会救助暂行办法》第十二条第二款'] },
  unique: ['subject', 'day'],
  past: { isPoor: past.holds('minimum-living') },
  watches: { asks: 'a standing has ended', of: 'disability' },
  fields: { what: field.text('原类别等级') },
}).raises({
  W13: {
    title: '残疾证到期、注销而仍在保',
    ...{ ...wrongly, level: '黄', silentFor: months(12) },
    when: ({ past }) => past.isPoor,
    found: { 已换证并登记: 'nothing', 正在换证: 'nothing', 已注销: 'person.disability-changed' },
  },
})

export const grownChildren = register('监测：年满十八周岁', {
  ...{ ...kept, law: ['《社会救助暂行办法》第十三条'] },
  unique: ['subject', 'day'],
  past: { isPoor: past.holds('minimum-living') },
  watches: { asks: 'has come of age', age: 18, without: 'student' },
  fields: { reached: field.count('年满周岁') },
}).raises({
  W14: {
    title: '在保子女年满十八周岁，没有在校证明',
    ...{ ...wrongly, level: '黄' },
    when: ({ past }) => past.isPoor,
    found: { 在校就读: 'nothing', 无劳动能力: 'nothing', '已毕业、未在校': 'person.left-school' },
  },
})

export const worthNothing = register('监测：在册而保障金为零', {
  ...{ ...kept, law: ['《社会救助暂行办法》第十三条', '民发〔2022〕83号'] },
  unique: ['subject', 'day'],
  watches: { asks: 'in and worth nothing', of: 'minimum-living' },
  fields: { benefit: field.text('待遇') },
}).raises({
  W17: {
    title: '渐退期满或者收入已不低于标准，保障金为零仍在册',
    ...{ ...wrongly, level: '黄' },
    when: () => true,
    found: { 收入确已不低于标准: 'household.income-changed', '收入登记有误，已更正': 'nothing' },
  },
})

export const newDisabilities = register('监测：新增重度残疾', {
  ...{ ...kept, law: ['民发〔2021〕57号'] },
  unique: ['subject', 'day'],
  past: { isPoor: past.holds('minimum-living') },
  watches: { asks: 'a standing has begun', of: 'disability' },
  fields: { variety: field.text('残疾类别'), degree: field.count('残疾等级') },
}).raises({
  W19: {
    title: '新增重度残疾而没有纳入救助',
    ...{ ...wrongly, finds: '漏保', level: '黄', silentFor: months(12) },
    when: ({ row, past }) =>
      !past.isPoor && (row.degree <= 2 || (row.degree === 3 && ['智力', '精神'].includes(row.variety))),
    found: { 已告知并协助申请: 'nothing', 家庭条件不符合: 'nothing', 本人不申请: 'nothing' },
  },
})
