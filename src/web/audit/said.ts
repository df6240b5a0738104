/** What an entry of the audit tells besides who and when, in the office's words; what has no words yet is shown as it is written. */
import { type Catalogue, procedureOf } from '../server/catalogue.ts'
import { yuan } from '../style/words.ts'

type Detail = Readonly<Record<string, unknown>>
const titles: Readonly<Record<string, string>> = {
  why: '原因',
  procedure: '事项',
  step: '环节',
  outcome: '结论',
  event: '情况变化',
  on: '日期',
  starts: '起始',
  month: '月份',
  field: '项目',
  letter: '文书',
  format: '格式',
  number: '批次',
  documentNo: '文号',
  amount: '金额（元）',
  people: '人数',
  rows: '行数',
  count: '件数',
  address: '来自',
  bytes: '字节',
  ...{ from: '自', to: '至', day: '日期', drawn: '抽签（件）', turned: '到龄（人）', reviews: '到期复核（件）' },
  ...{
    found: '发现（人）',
    booked: '预约',
    form: '证件',
    period: '时期',
    benefit: '待遇',
    reason: '理由',
    isNew: '新登记',
  },
  ...{
    lapsed: '逾期终止（件）',
    began: '自动发起（件）',
    sampled: '抽查（件）',
    closed: '归档（件）',
    missed: '爽约（件）',
  },
}
/** The column «操作» says these, or nobody reads them here. */
const left = ['agent', 'act', 'id', 'sha256', 'version']

/** The purpose first and alone; of the rest what can be read in a line. */
export const saidOf = (detail: Detail | null, c: Catalogue): string => {
  if (!detail) return ''
  if (typeof detail.purpose === 'string') return detail.purpose
  const isOfMany = typeof detail.from === 'number' // the inner numbers of the first and the last of them
  const said = Object.entries(detail).filter(
    ([k, v]) => v !== null && typeof v !== 'object' && !left.includes(k) && !(isOfMany && (k === 'from' || k === 'to')),
  )
  return said
    .slice(0, 4)
    .map(([k, v]) => `${titles[k] ?? k} ${valueOf(k, v, detail, c)}`)
    .join('，')
}
const valueOf = (key: string, value: unknown, detail: Detail, c: Catalogue): string => {
  const text = String(value)
  const steps = (
    procedureOf(c, String(detail.procedure)) ? [procedureOf(c, String(detail.procedure))!] : allOf(c)
  ).flatMap(p => p.steps)
  switch (key) {
    case 'procedure':
      return procedureOf(c, text)?.title ?? text
    case 'step':
      return steps.find(s => s.id === text)?.title ?? text
    case 'outcome':
      return steps.flatMap(s => s.outcomes ?? []).find(o => o.id === text)?.title ?? text
    case 'event':
      return c.events.find(e => e.id === text)?.title ?? text
    case 'isNew':
      return value ? '是' : '否'
    case 'amount':
      return typeof value === 'number' ? yuan(value / 100) : text
    default:
      return text.length > 40 ? `${text.slice(0, 16)}…` : text
  }
}
const allOf = (c: Catalogue) => c.businesses.flatMap(b => b.procedures)
