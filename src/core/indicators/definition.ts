/** 口径: one sentence that says exactly what a figure counts, made from the figure itself, so that text and number cannot part. */
import type { Catalogue } from '#core/catalogue'
import type { Period } from './period.ts'
import { type CaseCount, type Count, type Plan, planOf, type RowCount, type Where } from './plan.ts'
import { kindOf } from './published.ts'

/** Without a period: in general. @throws Refusal where no figure has the name */
export const definitionOf = (catalogue: Catalogue, name: string, period?: Period): string =>
  sentenceOf(planOf(catalogue, name), period)

export const sentenceOf = (plan: Plan, period?: Period): string => {
  const part = words(plan.part, plan, period)
  const all = plan.whole
    ? `${plan.unit === '%' ? '占比' : '平均'}：${part}，除以${words(plan.whole, plan, period)}，${rounding(plan.decimals)}`
    : part
  return `${all}（单位：${plan.unit}）${plan.means ? `；${plan.means}` : ''}。`
}

const rounding = (decimals: number) =>
  decimals ? `四舍五入保留${['', '一', '两', '三', '四'][decimals]}位小数` : '四舍五入到整数'

const words = (c: Count, plan: Plan, period?: Period): string => {
  const when = period ? `${period.from}至${period.to}` : '期内'
  const last = period ? period.to : '期末当日'
  if (c.of === 'rows') return rowWords(c, when, last, period)
  if (c.of === 'cases') return `${when}${caseWords[c.verb].replace('〇', `「${c.procedure.title}」`)}${outcomes(c)}`
  if (c.of === 'payments')
    return `${when}银行已发成功的「${c.benefit.title}」${filter({ ...c.benefit.worth.of.told.fields, ...c.benefit.worth.of.measures }, c.where)}金额，按支付日期计入，退票的在重发成功之日计入，追缴收回的不冲减`
  return kindOf(c.what) === 'span'
    ? `${when}公布的「${c.what}」（由本局录入并注明来源）`
    : `${last}及以前最近一次公布的「${c.what}」（由本局录入并注明来源）`
}

const rowWords = (c: RowCount, when: string, last: string, period?: Period): string => {
  const { register } = c
  const which = filter({ ...register.told.fields, ...register.measures }, c.where)
  const measured = c.people && register.measures[c.people]
  const what = c.people ? `「${measured ? measured.title : c.people}」` : c.distinct ? '对象（每个只计一次）' : '记录'
  const of = `「${register.title}」中${which}`
  const added = c.sum ? `，合计「${(register.told.fields[c.sum] ?? register.measures[c.sum])?.title ?? c.sum}」` : ''
  const kept = which || c.people ? '；县内迁移和类别变动不算新增、不算退出' : '；县内迁移不算新增、不算退出'
  const people = c.people ? '，同一人只计一次' : ''
  switch (c.verb) {
    case 'holding':
      return `${last}在${of}有效的${what}${people}${added}`
    case 'entered':
      return `${of}有效期的第一天在${when}之内的${what}${c.people ? '，含新进家庭的成员和原有家庭增加的成员，前一天已在本台账内的不算' : ''}，类别按第一天的状况${added}${kept}`
    case 'left':
      return `${of}不再有效的第一天在${when}之内的${what}${c.people ? '，含整户退出和从仍在家庭中减去的成员' : ''}（保到${endOfJune(period)}的，退出计在次日），类别按最后一天的状况${added}${kept}`
    case 'during':
      return register.told.over === 'period'
        ? `${when}曾在${of}有效的${what}${c.distinct ? '，期内只计一次' : ''}${added}`
        : `${when}发生的${of}${what}${c.distinct ? '，期内只计一次' : c.people ? '，每次每人计一人次' : ''}${added}`
  }
}
const endOfJune = (period?: Period) => (period ? period.to : '6月30日')

const caseWords: Readonly<Record<CaseCount['verb'], string>> = {
  begun: '提出的〇办件',
  accepted: '受理的〇办件（不予受理的不算，其后撤回、逾期的仍算）',
  open: '的最后一天仍在办的〇办件',
  ended: '办结的〇办件（撤回和逾期视为撤回的不算）',
  'in time': '办结且未超过总期限的〇办件（撤回和逾期视为撤回的不算）',
  withdrawn: '申请人撤回的〇办件',
  lapsed: '逾期视为撤回的〇办件',
  expected: '按期应办（由日程生成）的〇办件',
}
const outcomes = (c: CaseCount) => (c.outcome ? `，结论为${outcomeWords[c.outcome] ?? c.outcome}` : '')
const outcomeWords: Readonly<Record<string, string>> = {
  grant: '同意',
  refuse: '不同意',
  continue: '继续',
  adjust: '调整',
  taper: '渐退',
  stop: '停止',
  close: '办结',
  found: '属实',
  'not found': '不属实',
  annul: '撤销登记',
}

interface Titled {
  readonly title: string
  readonly options?: Readonly<Record<string, string>>
}
/** 城乡类别为城市、单人保为是的 */
const filter = (fields: Readonly<Record<string, Titled>>, where: Where): string => {
  const parts = Object.entries(where).map(([k, v]) => {
    const field = fields[k]
    const values = (Array.isArray(v) ? v : [v]).map(x =>
      x === true ? '是' : x === false ? '否' : (field?.options?.[String(x)] ?? String(x)),
    )
    return `${field?.title ?? k}为${values.join('或')}`
  })
  return parts.length ? `${parts.join('、')}的` : ''
}
