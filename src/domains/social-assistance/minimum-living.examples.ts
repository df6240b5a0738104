/** 低保判例: each boundary from both sides. The numbers of rulebook §21 stand in the names. */
import { casebook, Household, Person } from '#define'
import { fen, yuan } from '#define/money'
import { allowance, application } from './minimum-living.ts'

const disabled = { kind: '肢体', grade: 2 } as const
const on = '2024-06-20'
const accepted = { apply: '2024-06-03', declare: '2024-06-03', accept: '2024-06-03' } as const
const proposed = { ...accepted, match: '2024-06-05', visit: '2024-06-05', propose: '2024-06-28' } as const
const july = { rule: 'month after decision', month: '2024-07' } as const

export default casebook(application, allowance).cases({
  '规则21-1 农村三口之家，年收入9600元': { on, ...home('rural', 9600, 0, 0), pays: fen(550), first: july },
  '规则21-2 城市两口之家，到分': { on, ...home('urban', 13131.96, 0), pays: fen(305.67) },
  '规则21-2 同一家，见分进元': {
    ...{ on, ...home('urban', 13131.96, 0) },
    ...{ standards: { rounding: 'up-to-yuan' }, pays: fen(306) },
  },
  '规则21-3 先合计后进位': {
    ...{ on, ...home('urban', 22728, 0, 0) },
    ...{ standards: { urban: '632', rounding: 'up-to-yuan' }, pays: fen(2) },
  },
  '规则21-4 恰好等于标准，不是低保': { on, ...home('urban', 8400), refused: '人均收入低于当地低保标准' },
  '规则21-4 低于标准一分': { on, ...home('urban', 8399.88), pays: fen(0.01) },
  '规则21-5 人均600元': { on, ...home('urban', 7200), pays: fen(100) },
  '规则21-5 人均900元，二级残疾，单人保': {
    on,
    ...home('urban', 21600, 0, { disability: disabled }, true),
    pays: fen(700),
  },
  '单人保，定额': {
    ...{ on, ...home('urban', 21600, 0, { disability: disabled }, true) },
    ...{ standards: { aloneBy: 'fixed' }, pays: fen(500) },
  },
  '单人保，标准的七成': {
    ...{ on, ...home('urban', 21600, 0, { disability: disabled }, true) },
    ...{ standards: { aloneBy: 'share' }, pays: fen(490) },
  },
  '规则21-5 人均900元，没有残疾，不能单人保': {
    ...{ on, ...home('urban', 21600, 0, true) },
    refused: '本人属重残、重病等单独申请情形',
  },
  '规则21-5 恰好1.5倍，不是低保边缘': {
    ...{ on, ...home('urban', 25200, 0, { disability: disabled }, true) },
    refused: '家庭收入低于低保边缘标准',
  },
  '规则21-5 恰好1.5倍，当地写「以下」': {
    ...{ on, ...home('urban', 25200, 0, { disability: disabled }, true) },
    ...{ standards: { nearPoorBy: 'up-to' }, pays: fen(700) },
  },
  '规则21-6 一人服刑，按两人': { on, ...home('rural', 0, 0, 9600, { isImprisoned: true }), pays: fen(900) },
  '分类施保，每人一次': {
    ...{ on, ...home('rural', 9600, 0, 0, { disability: disabled, isSeriouslyIll: true }) },
    ...{ standards: { care: '90' }, pays: fen(640) },
  },
  '分类施保，七十周岁前一日': {
    on,
    ...home('rural', 0, { born: '1954-06-21' }),
    standards: { care: '90' },
    pays: fen(450),
  },
  '分类施保，七十周岁当日': {
    on,
    ...home('rural', 0, { born: '1954-06-20' }),
    standards: { care: '90' },
    pays: fen(540),
  },
  '分档，C档两人': { on, ...home('urban', 0, 0), standards: { paidBy: 'graded' }, pays: fen(600) },
  '三次拒绝就业，减发本人一份': { on, ...home('rural', 9600, 0, 0, { hasRefusedWork: true }), pays: fen(366.67) },
  '有劳动能力、无证明，推算工资': { ...able(), refused: '人均收入低于当地低保标准' },
  '有劳动能力、经认定不能就业': { ...able('excused'), pays: fen(700) },
  '子女家庭收入不超过起点，不计赡养费': { ...supported(25200), pays: fen(700) },
  '子女家庭收入超过起点，计三成': { ...supported(26200), pays: fen(687.5) },
  判决的赡养费优先: { ...supported(99999, 2400), pays: fen(500) },
  没有成年人授权: {
    on,
    ...home('rural', 0),
    parts: { ...home('rural', 0).parts, consents: [] },
    refused: '每名成年家庭成员已签署核对授权',
  },
  核对报告到期当日: { on, ...home('rural', 0), row: { ...home('rural', 0).row, reportUntil: on }, pays: fen(450) },
  核对报告已过期: {
    ...{ on, ...home('rural', 0), row: { ...home('rural', 0).row, reportUntil: '2024-06-19' } },
    refused: '核对报告在有效期内',
  },
  有两套住房: { on, ...owning('home', 'home'), refused: '住房不超过规定套数' },
  有一套住房: { on, ...owning('home'), pays: fen(450) },
  有小汽车: { on, ...owning('car'), refused: '没有非居住用房、生活用机动车和经营实体' },
  残疾人代步车不计: { on, ...owning('mobility'), pays: fen(450) },
  '规则21-12 公示最后一日，异议有效': {
    ...{ on: '2024-07-08', ...home('rural', 0) },
    ...{ done: { ...proposed, post: '2024-07-01' }, may: ['object'] },
  },
  '规则21-12 公示期满次日': {
    ...{ on: '2024-07-09', ...home('rural', 0), done: { ...proposed, post: '2024-07-01' } },
    ...{ may: ['decide by county or town'], due: '2024-07-16' },
  },
  '近亲属备案，县级先入户': {
    ...{ on: '2024-07-09', ...home('rural', 0), row: { ...home('rural', 0).row, hasOfficial: true } },
    ...{ done: { ...proposed, post: '2024-07-01' }, may: ['see by county'] },
  },
})

type Told = number | boolean | object
/** Everyone is forty and unable to work; `last` is what is special about the last one. */
function home(area: 'urban' | 'rural', ...told: Told[]) {
  const yearly = told.filter(t => typeof t === 'number')
  const last = told.find(t => typeof t === 'object') ?? {}
  const of = (i: number) =>
    ({ id: `${i}`, born: '1984-01-01', labour: 'unable', ...(i === yearly.length - 1 && last) }) as const
  const members = yearly.map((_, i) => new Person(of(i)))
  const incomes = yearly.map(
    (y, i) =>
      ({
        member: `${i}`,
        kind: 'wages',
        yearly: yuan<'household year'>(y),
        source: 'declared',
        proof: undefined,
      }) as const,
  )
  const consents = members.map(m => ({ member: m.id, signed: 'x', signedOn: '2024-06-03' }) as const)
  const row = {
    area,
    alone: told.includes(true),
    applicant: `${yearly.length - 1}`,
    hasOfficial: false,
    class: 'C',
  } as const
  return {
    of: { household: new Household(members) },
    row,
    parts: { incomes, obligors: [], assets: [], findings: [], consents },
  }
}
function able(kind?: 'excused') {
  const h = home('urban', 0, { labour: 'able' })
  const incomes = kind ? h.parts.incomes.map(i => ({ ...i, kind })) : []
  return { on, ...h, parts: { ...h.parts, incomes } } as const
}
function supported(yearly: number, judged?: number) {
  const h = home('urban', 0)
  const obligor = { name: '某甲', relation: 'child', people: 2, shares: 1, source: 'declared' } as const
  const means = {
    yearly: yuan<'household year'>(yearly),
    judged: judged === undefined ? undefined : yuan<'household year'>(judged),
  }
  return { on, ...h, parts: { ...h.parts, obligors: [{ ...obligor, ...means }] } } as const
}
function owning(...kinds: ('home' | 'car' | 'mobility')[]) {
  const h = home('rural', 0)
  const assets = kinds.map(kind => ({ kind, value: yuan<'time'>(0), owner: undefined, exemption: undefined }))
  return { ...h, parts: { ...h.parts, assets } }
}
