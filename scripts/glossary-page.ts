/** docs/glossary.md: 中文 ↔ identifier. The words of the language and of the definitions are read from them; the nouns of the engine stand here. */
import { comparisons } from '#define/money'
import { firstMonths } from '#define/benefit'
import { consequences, events, relations } from '#define/events'
import { departments, notices, posts, verbs } from '#define/posts'
import { outcomeTitles } from '#define/steps'
import { catalogue } from './catalogue-page.ts'

/** What the engine calls the things that every business shares, and where each is kept. */
export const nouns: readonly (readonly [string, string, string])[] = [
  ['县', 'county', '`county`；县级字段在每张表最前'],
  ['行政区划、乡镇、村（居）', 'division, town, village', '`division`，沿革在 `division_succession`'],
  ['人', 'person', '`person`'],
  ['身份与状况（残疾、重病、在校、服刑……）', 'standing', '`person_standing`，各有起止'],
  ['近亲属', 'kin, kinship', '`kinship`'],
  ['家庭（共同生活的家庭成员）', 'household', '`household`、`household_member`'],
  ['生活事件', 'life event', '`life_event`，一人报告、另一人确认'],
  ['业务', 'business', '`src/domains` 中文件名的第一段'],
  ['科室', 'office', '`src/domains` 中的文件夹'],
  ['台账', 'register', '定义之一；每个台账一张表'],
  ['台账行', 'row', '如 `minimum_living_roster`'],
  ['状况（自某日起）', 'state', '如 `minimum_living_roster_state`，只增不改'],
  ['明细', 'part', '如 `minimum_living_roster_incomes`'],
  ['计算值', 'measure', '状况表中的列'],
  ['保障人口', 'covered person', '`covered_person`'],
  ['事项', 'procedure', '定义之一；每个事项一张 `…_case` 表'],
  ['办件', 'case', '`case_file`，经过在 `case_act`'],
  ['环节', 'step', '办件表中的一组列：`visit_on`、`visit_by`、`visit_due`……'],
  ['结论', 'outcome', '`decide_outcome`'],
  ['依据（核算表、条件、所用标准）', 'basis', '`case_act.basis`'],
  ['条件（必须、提示）', 'clause (must, mind)', '`case_act.basis`'],
  ['核算表', 'sheet', '`case_act.basis`'],
  ['公示', 'notice', '`case_notice`'],
  ['异议', 'objection', '`case_objection`'],
  ['暂停', 'pause', '`case_pause`'],
  ['申诉、复议、诉讼', 'appeal', '`case_appeal`'],
  ['文书', 'letter', '`src/core/documents`，由办件的依据打印'],
  ['县定标准', 'standard', '`standard_value`：启用日期、文号、录入人、复核人'],
  ['县级设置', 'setting', '`county_setting`'],
  ['下放', 'power (handed down)', '`power`'],
  ['承诺时限', 'promise', '`limit_promise`'],
  ['待遇', 'benefit', '定义之一；每月应发额是状况表中的列'],
  ['核发', 'run', '`payment_run`'],
  ['发放行', 'payment line', '`payment_line`，按月分区'],
  ['批次、封存、放行', 'batch, seal, release', '`payment_batch`'],
  ['回盘、退票', 'return, returned', '`payment_return`、`payment_outcome`'],
  ['补发、重发、冲销、抵扣', 'arrears, repay, reversal, deduction', '`payment_line.kind`'],
  ['追缴', 'claim', '`payment_claim`'],
  ['资金、分录', 'fund, entry', '`fund_account`、`fund_transaction`、`fund_entry`'],
  ['指标', 'figure, indicator', '定义之一；名称即标识'],
  ['存量、流量', 'stock, flow', '`holding`；`entered`、`left`、`during`'],
  ['口径', 'definition', '由指标自身生成的一句话'],
  ['账号、岗位', 'account, post', '`account`'],
  ['审核确认人', 'mayDecide', '`account.may_decide`'],
  ['掩码、查看完整号码', 'mask, unmask', '`src/core/identity/masks.ts`'],
  ['盲索引', 'blind index', '`…_index` 列'],
  ['审计链', 'audit chain', '`audit_entry`、`audit_link`、`audit_anchor`'],
  ['演练', 'rehearsal, simulate', '`county.rehearsal_day`'],
  ['县配置', 'profile', '`profiles/<县>/`'],
  ['工作台', 'workbench, tasks', ''],
]

type Words = readonly (readonly [string, string])[]
const entries = (of: Readonly<Record<string, string>>): Words => Object.entries(of).map(([id, title]) => [title, id])
export const glossary = (): Readonly<Record<string, Words>> => {
  const seen = new Map<string, Set<string>>()
  const note = (title: string, id: string) => seen.set(title, (seen.get(title) ?? new Set()).add(id))
  for (const r of catalogue.registers) {
    for (const [k, f] of Object.entries<any>({ ...r.told.fields, ...r.measures, ...r.told.standards?.told.fields })) note(f.title, k)
    for (const [k, part] of Object.entries<any>(r.told.parts ?? {})) {
      note(part.title, k)
      for (const [f, field] of Object.entries<any>(part.told.fields)) note(field.title, f)
    }
  }
  return {
    岗位: entries(posts),
    部门: entries(departments),
    环节: entries(verbs),
    结论: entries(outcomeTitles),
    生活事件: entries(events),
    后果: entries(consequences),
    待遇之间: entries(relations),
    首月: entries(firstMonths),
    比较: entries(comparisons),
    公示: Object.entries(notices).map(([id, shows]) => [shows.join('、'), id]),
    台账: catalogue.registers.map(r => [r.title, catalogue.idOf(r)]),
    事项: catalogue.procedures.map(p => [p.title, catalogue.idOf(p)]),
    待遇: catalogue.benefits.map(b => [b.title, catalogue.idOf(b)]),
    项目和标准: [...seen].map(([title, ids]) => [title, [...ids].join(', ')]),
  }
}

export const glossaryPage = () =>
  `# 词汇 Glossary

中文 ↔ identifier. Code never uses pinyin and never invents a second word for a thing that has one here. The tables below “engine” are read from
\`src/define\` and \`src/domains\` (\`npm run names\`; a stale page fails the tests).

## engine

| 中文 | identifier | where |
|---|---|---|
${nouns.map(n => `| ${n.join(' | ')} |`).join('\n')}

${Object.entries(glossary())
  .map(([title, words]) => `## ${title}\n\n| 中文 | identifier |\n|---|---|\n${words.map(([zh, id]) => `| ${zh} | \`${id}\` |`).join('\n')}\n`)
  .join('\n')}`
