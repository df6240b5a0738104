/** 家庭收入核算: what is income and what is not, whose support counts, what is assumed; for 低保, 低保边缘 and 刚性支出 alike. */
import { field, local, type Person, type RowOf, register } from '#define'
import type { Line } from '#define/measures'
import { among, atLeastZero, aYear, type Money, minus, nothing, ofOne, oneOfSo, percent, plus } from '#define/money'
import type { Day } from '#define/time'

export const standards = {
  supportFrom: local.percentage('赡养能力起点为标准的', '150'),
  supportShare: local.percentage('超出部分计入比例', '30'),
  assumedWage: local.yuanPerMonth('推算工资', '1930'),
}

const sources = { declared: '申报', matched: '核对', visited: '入户', judged: '判决' }
const kinds = {
  wages: '工资性收入',
  business: '经营净收入',
  property: '财产净收入',
  pension: '养老金',
  support: '赡养抚养费',
  transfers: '其他转移净收入',
  preferential: '优待抚恤金',
  familyPlanning: '计划生育奖励扶助',
  scholarship: '奖学金',
  bravery: '见义勇为奖励',
  relief: '政府救助',
  basicPension: '城乡居民基础养老金',
  disabilitySubsidy: '残疾人两项补贴',
  workCost: '就业成本扣减',
  necessaryCost: '医疗、教育、残疾必要支出扣减',
  excused: '经认定不能就业，不推算工资',
}

export const incomes = register('家庭收入明细', {
  about: 'person',
  over: 'period',
  keptBy: 'town',
  fields: {
    member: field.person('成员'),
    kind: field.choice('收入项目', kinds),
    yearly: field.householdYear('全年金额'),
    source: field.choice('来源', sources),
    proof: field.perhaps(field.text('依据')),
  },
})

export const obligors = register('法定赡养抚养扶养义务人', {
  about: 'household',
  over: 'period',
  keptBy: 'town',
  fields: {
    name: field.text('姓名'),
    relation: field.choice('关系', { child: '子女', parent: '父母', spouse: '配偶', grandchild: '孙子女、外孙子女' }),
    people: field.count('其家庭人数'),
    yearly: field.householdYear('其家庭年收入'),
    shares: field.count('共同供养的被赡养人数'),
    judged: field.perhaps(field.householdYear('判决或协议的年赡养费')),
    source: field.choice('来源', sources),
  },
})

export const consents = register('核对授权', {
  about: 'person',
  over: 'day',
  keptBy: 'town',
  fields: { member: field.person('成年成员'), signed: field.signature('本人签字'), signedOn: field.day('签字日期') },
})

/** Not income: 民发〔2021〕57号; 国发〔2015〕52号 for the two disability subsidies. */
const notCounted = [
  'preferential',
  'familyPlanning',
  'scholarship',
  'bravery',
  'relief',
  'basicPension',
  'disabilitySubsidy',
]
const deducted = ['workCost', 'necessaryCost']
const earned = ['wages', 'business', 'excused']

type Item = RowOf<typeof incomes>
type Obligor = RowOf<typeof obligors>
export interface Sheet {
  readonly parts: { readonly incomes: readonly Item[]; readonly obligors: readonly Obligor[] }
  readonly standards: { supportFrom: number; supportShare: number; assumedWage: Money<'head month'> }
  readonly on: Day
}

/** 收入核算: asks for the standard only where somebody's support depends on it. Every source, deduction and assumption is a line of the sheet, counted or not. */
export const yearly = (c: Sheet, people: readonly Person[], perHead: () => Money<'head month'>, line: Line) => {
  const items = c.parts.incomes.filter(i => people.some(p => p.id === i.member))
  const stated = items.reduce((sum, item) => plus(sum, effectOf(item, line)), nothing<'household year'>())
  const assumed = people
    .filter(p => isAssumedToEarn(p, items, c.on))
    .map(() =>
      line('推算工资（在劳动年龄、有劳动能力、无收入证明）', aYear(ofOne(c.standards.assumedWage)), '民发〔2021〕57号'),
    )
  const supported = c.parts.obligors.map(o => supportFrom(o, perHead, c.standards, line))
  return line('家庭年收入合计', atLeastZero([...assumed, ...supported].reduce((a, b) => plus(a, b), stated)))
}

const effectOf = (item: Item, line: Line) => {
  const title = `${kinds[item.kind]}（${sources[item.source]}）`
  if (item.kind === 'excused') return line(title, nothing<'household year'>(), '民发〔2021〕57号')
  if (notCounted.includes(item.kind)) {
    line(`${title}，不计入`, item.yearly, '民发〔2021〕57号')
    return nothing<'household year'>()
  }
  if (deducted.includes(item.kind))
    return minus(nothing<'household year'>(), line(`减：${title}`, item.yearly, '民发〔2021〕57号'))
  return line(title, item.yearly, '民发〔2021〕57号')
}

/** 有劳动能力而无收入证明的，按当地规定推算 (民发〔2021〕57号): the wage is the county's. */
const isAssumedToEarn = (p: Person, items: readonly Item[], on: Day) =>
  p.isAbleToWorkOn(on) && !items.some(i => i.member === p.id && earned.includes(i.kind))

/** 赡养费: a judgment or an agreement comes first; else a share of what the children's family has above its own need. */
const supportFrom = (o: Obligor, perHead: () => Money<'head month'>, s: Sheet['standards'], line: Line) => {
  if (o.judged !== undefined) return line(`赡养费（${o.name}，判决或协议）`, o.judged, '《民法典》第一千零六十七条')
  const spare = atLeastZero(minus(among(o.yearly, o.people), aYear(percent(perHead(), s.supportFrom))))
  const each = oneOfSo<'head year'>(percent(spare, s.supportShare), o.shares)
  return line(`赡养费（${o.name}，按家庭收入推算）`, ofOne(each), '民发〔2021〕57号')
}

/** For a sum that is no line of the sheet. */
export const quietly: Line = (_, value) => value
