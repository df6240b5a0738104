/** 登记条件: what the two regulations ask of a society and of a service unit, clause by clause. */
import { mind, must, type Of } from '#define'
import { yuan } from '#define/money'
import { type Day, fullYears } from '#define/time'
import type { registered } from './social-organisations.registered.ts'

export type Registered = Of<typeof registered>
const societies = '《社会团体登记管理条例》'
const services = '《民办非企业单位登记管理暂行条例》'

export const mayBeRegistered = (c: Registered) => [
  must('基金会由省级民政部门登记，县级只作引导', c.row.kind !== 'foundation', '《基金会管理条例》第六条'),
  must('社会团体的会员数达到规定', !isSociety(c) || hasMembers(c), `${societies}第十条`),
  must('社会团体的活动资金在三万元以上', !isSociety(c) || !(c.row.funds < yuan(30_000)), `${societies}第十条`),
  must(
    '民办非企业单位有与其业务相适应的合法财产',
    c.row.kind !== 'service' || !(c.row.funds < c.standards.serviceFunds),
    `${services}第八条`,
  ),
  must('有专职工作人员', c.row.staff > 0, `${societies}第十条`),
  must('有业务主管单位审查同意，或者属于直接登记的范围', hasConsent(c), `${societies}第九条`),
  must('名称不与已登记的社会组织相同', c.past.sameName === 0, '《社会组织名称管理办法》'),
  ...headsNoOther(c),
  ...officersInOrder(c),
  must('统一社会信用代码与类型相符', fitsKind(c), 'GB 32100—2015'),
]

/** 五十个以上个人会员，或者三十个以上单位会员；混合组成的，总数不少于五十个. */
export function hasMembers({ row }: Registered) {
  const { individuals, units } = row
  if (individuals && units) return individuals + units >= 50
  return units > 0 ? units >= 30 : individuals >= 50
}
export function headsNoOther(c: Registered) {
  return [
    must(
      '法定代表人没有同时担任其他社会团体的法定代表人',
      !isSociety(c) || c.past.headsOthers === 0,
      `${societies}第十二条`,
    ),
  ]
}
export function officersInOrder(c: Registered) {
  const { officers } = c.parts
  const inTerm = (o: { termFrom: Day; termUntil: Day }) =>
    o.termFrom < o.termUntil && o.termUntil >= c.on && fullYears(o.termFrom, o.termUntil) <= c.standards.termYears
  return [
    must('已填写负责人', officers.length > 0, `${societies}第十条`),
    must('负责人的任期没有届满，每届不超过规定年限', officers.every(inTerm), '章程示范文本'),
    must(
      '公职人员兼任负责人的，已经批准',
      officers.every(o => !o.isOfficial || !!o.approval),
      '中办发〔1998〕17号',
    ),
    mind(
      '法定代表人列在负责人之中',
      officers.some(o => o.name === c.row.legalPerson),
      '章程示范文本',
    ),
  ]
}
const isSociety = ({ row }: Registered) => row.kind === 'association'
const hasConsent = ({ row }: Registered) => (row.isSponsored ? !!row.sponsor : row.isDirect)
const fitsKind = ({ row }: Registered) => !!row.creditCode?.startsWith(row.kind === 'association' ? '51' : '52')
