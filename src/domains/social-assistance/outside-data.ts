/** 部门数据: what other departments' files say about people of the ledger. A hit is a lead, never a decision (rulebook 16, 17). */
import { field, local, past, register, setByCounty } from '#define'
import { monthOf, months, workingDays } from '#define/time'

const law = ['《社会救助暂行办法》第五十八条']
/** The offices that verify: one uploads the file, the town goes and looks, the county finds. */
const kept = { keptBy: 'county', readBy: ['county', 'town', 'bureau-head', 'auditor'], countedIn: '条', law } as const

export const deaths = register('部门数据：死亡', {
  ...{ about: 'person', over: 'day', ...kept },
  unique: ['subject', 'day'],
  past: {
    isPoor: past.holds('minimum-living'),
    isOld: past.holds('old-age-allowance'),
    paidThrough: past.paidThrough(),
  },
  from: { department: '公安、卫健', day: '死亡日期', every: months(1) },
  fields: {
    source: field.choice('信息来源', { certificate: '死亡医学证明', cancelled: '户口注销', cremated: '火化' }),
  },
}).raises({
  W01: {
    title: '死亡后仍在发放或者仍在册',
    ...{ finds: '错保', level: '红', goesTo: 'town', within: workingDays(3) },
    when: ({ person, on, past }) =>
      person.isAliveOn(on) && (past.isPoor || past.isOld || (past.paidThrough ?? '') > monthOf(on)),
    found: { 属实: 'person.died', 同名误报: 'nothing', 无法核实: 'person.not-found' },
  },
})

export const imprisonments = register('部门数据：服刑、强制戒毒', {
  ...{ about: 'person', over: 'day', ...kept },
  unique: ['subject', 'day'],
  past: { isPoor: past.holds('minimum-living') },
  from: { department: '司法、公安', day: '入监（所）日期', every: months(1) },
  fields: { kind: field.choice('类别', { prison: '服刑', rehab: '强制隔离戒毒' }) },
}).raises({
  W04: {
    title: '救助期间服刑或者强制戒毒',
    ...{ finds: '错保', level: '红', goesTo: 'town', within: workingDays(3) },
    when: ({ past }) => past.isPoor,
    found: { 属实: 'person.imprisoned', 同名误报: 'nothing' },
  },
})

const vehicleRule = setByCounty('机动车提示规定', { from: local.yuanEach('车辆价值提示线', '0') })

export const vehicles = register('部门数据：机动车', {
  ...{ about: 'person', over: 'day', ...kept },
  unique: ['subject', 'day', 'plate'],
  standards: vehicleRule,
  past: { isPoor: past.holds('minimum-living') },
  from: { department: '公安车管', day: '初次登记日期', every: months(1) },
  fields: {
    plate: field.text('号牌'),
    type: field.choice('车型', {
      ...{ car: '小型客车', truck: '货车', motorcycle: '普通摩托车' },
      ...{ tricycle: '三轮汽车', tractor: '农用车', disabled: '残疾人代步车' },
    }),
    price: field.perhaps(field.sum('价格')),
  },
}).raises({
  W05: {
    title: '救助期间新登记机动车',
    ...{ finds: '错保', level: '黄', goesTo: 'town', within: workingDays(10), silentFor: months(12) },
    when: ({ past, row, standards }) =>
      past.isPoor && ['car', 'truck'].includes(row.type) && (!row.price || row.price >= standards.from),
    found: { 属实: 'household.property-changed', 符合豁免: 'nothing', 非本人使用: 'nothing' },
  },
})

export const companies = register('部门数据：市场主体', {
  ...{ about: 'person', over: 'day', ...kept },
  unique: ['subject', 'day', 'company'],
  past: { isPoor: past.holds('minimum-living') },
  from: { department: '市场监管', day: '成立（任职）日期', every: months(1) },
  fields: {
    company: field.text('市场主体名称'),
    role: field.choice('身份', { owner: '经营者', legal: '法定代表人', shareholder: '股东' }),
  },
}).raises({
  W07: {
    title: '救助期间新办市场主体或者新任职',
    ...{ finds: '错保', level: '黄', goesTo: 'town', within: workingDays(10), silentFor: months(12) },
    when: ({ past }) => past.isPoor,
    found: { 属实: 'household.income-changed', 已注销: 'nothing', 被冒用身份: 'nothing' },
  },
})
