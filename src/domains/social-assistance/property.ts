/** 家庭财产: what is held, what is too much, and what the enquiry in outside data has found. */
import { field, local, must, type RowOf, register } from '#define'
import { asSum, forPeople, type Money, nothing, plus, times } from '#define/money'

export const standards = {
  homes: local.count('住房套数上限', '1'),
  savingsMonths: local.multiple('人均金融资产上限（月标准的倍数）', '24'),
}

export const assets = register('家庭财产', {
  about: 'household',
  over: 'period',
  keptBy: 'town',
  fields: {
    kind: field.choice('种类', {
      home: '住房',
      shop: '非居住用房',
      car: '机动车（生活用）',
      motorcycle: '普通摩托车、三轮车',
      mobility: '残疾人代步车',
      tractor: '农用车、农机',
      savings: '金融资产',
      company: '经营实体',
    }),
    value: field.sum('价值'),
    owner: field.perhaps(field.person('所有人')),
    exemption: field.perhaps(field.text('豁免决定（文号和理由）')),
  },
})

/** 核对结果 (rulebook 16): a hit is a lead; it is explained and then decided, never a decision itself. */
export const findings = register('核对结果明细', {
  about: 'person',
  over: 'day',
  keptBy: 'county',
  fields: {
    member: field.person('被核对人'),
    department: field.choice('数据来源', {
      police: '公安户籍',
      vehicles: '公安车管',
      insurance: '人社社保',
      tax: '税务',
      market: '市场监管',
      homes: '不动产登记',
      banks: '银行',
      disabled: '残联',
      funeral: '殡葬',
      marriage: '婚姻登记',
      relief: '民政救助',
    }),
    item: field.text('项目'),
    value: field.perhaps(field.text('内容')),
    result: field.choice('结果', { clear: '无异常', hint: '提示', exceeds: '超标' }),
    explained: field.perhaps(field.text('核实说明')),
  },
})
export const areExplained = (found: readonly RowOf<typeof findings>[]) =>
  found.every(f => f.result === 'clear' || !!f.explained)

/** Vehicles of daily need are not property here: 残疾人代步车, 普通摩托车, 农用车 (rulebook 2.1 (5)). */
const tooMuch = ['shop', 'car', 'company']

/** 财产规定 (暂行办法第九条). An exemption is a recorded decision. */
export const propertyFits = (
  held: readonly RowOf<typeof assets>[],
  people: number,
  perHead: Money<'head month'>,
  limits: { homes: number; savingsMonths: number },
) => {
  const kept = held.filter(a => !a.exemption)
  const homes = kept.filter(a => a.kind === 'home').length
  const savings = kept.filter(a => a.kind === 'savings').reduce((sum, a) => plus(sum, a.value), nothing<'time'>())
  const limit = times(forPeople(perHead, people), limits.savingsMonths)
  return [
    must('住房不超过规定套数', homes <= limits.homes, '《社会救助暂行办法》第九条'),
    must(
      '没有非居住用房、生活用机动车和经营实体',
      !kept.some(a => tooMuch.includes(a.kind)),
      '《社会救助暂行办法》第九条',
    ),
    must('金融资产不超过规定', !(savings > asSum(limit)), '《社会救助暂行办法》第九条'),
  ]
}
