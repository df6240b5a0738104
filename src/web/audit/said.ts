/** What an entry of the audit tells besides who and when, in the office's words; what has no words yet is shown as it is written. */
import { businessTitle, type Catalogue, procedureOf, registerOf } from '../server/catalogue.ts'
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
/** Of money, in fen. */
const sums: Readonly<Record<string, string>> = {
  ...{ amount: '金额（元）', paid: '到账（元）', unknown: '不明（元）', came_back: '退票（元）', total: '合计（元）' },
}
const more: Readonly<Record<string, string>> = {
  ...{ transfers: '转账（笔）', lines: '明细（笔）', held: '暂缓（笔）', regular: '当月（笔）', fresh: '新发现' },
  ...{ hour: '时段', source: '来源', share: '比例（%）', objects: '对象', word: '字词', file: '文件', name: '名称' },
  ...{ refused: '未通过', register: '台账', relation: '关系', kind: '方式', money: '资金问题', identities: '勾稽问题' },
  ...{
    raised: '预警（件）',
    yearly: '年度（件）',
    reminded: '提醒（件）',
    runningOut: '到期（件）',
    parties: '当事人',
  },
}
/** The column «操作» says these, or nobody reads them here. */
const left = [
  'agent',
  'act',
  'id',
  'sha256',
  'version',
  'hash',
  'sm3',
  'file_no',
  'seed',
  'seedHash',
  'listsHash',
  'entry',
]

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
    .map(([k, v]) => `${titles[k] ?? sums[k] ?? more[k] ?? k} ${valueOf(k, v, detail, c)}`)
    .join('，')
}
const valueOf = (key: string, value: unknown, detail: Detail, c: Catalogue): string => {
  const text = String(value)
  const steps = (
    procedureOf(c, String(detail.procedure)) ? [procedureOf(c, String(detail.procedure))!] : allOf(c)
  ).flatMap(p => p.steps)
  switch (key) {
    case 'procedure':
      return procedureOf(c, text)?.title ?? unseen(text)
    case 'step':
      return steps.find(s => s.id === text)?.title ?? text
    case 'outcome':
      return steps.flatMap(s => s.outcomes ?? []).find(o => o.id === text)?.title ?? text
    case 'event':
      return c.events.find(e => e.id === text)?.title ?? text
    case 'isNew':
      return value ? '是' : '否'
    case 'benefit':
      return c.businesses.flatMap(b => b.benefits).find(b => b.id === text)?.title ?? unseen(text)
    case 'register':
      return registerOf(c, text)?.title ?? unseen(text)
    case 'source':
      return procedureOf(c, text)?.title ?? unseen(businessTitle(c, text))
    case 'hour':
      return optionOf(c, key, text)
    default:
      if (key in sums && typeof value === 'number') return yuan(value / 100)
      return text.length > 40 ? `${text.slice(0, 16)}…` : text
  }
}
const allOf = (c: Catalogue) => c.businesses.flatMap(b => b.procedures)
/** A choice by its title, of whichever register has it. */
const optionOf = (c: Catalogue, field: string, option: string) =>
  c.businesses
    .flatMap(b => b.registers)
    .flatMap(r => r.fields)
    .find(f => f.id === field)?.options?.[option] ?? option
/** A definition of a business that the reader does not see has no name here. */
const unseen = (id: string) => (/^[a-z-]+(\.[a-zA-Z]+)?$/.test(id) ? '其他业务' : id)
