/** docs/catalogue.md from the definitions: every business with what it keeps, who does what by when, what it pays and what it counts. */
import { type Business, Catalogue, type SomeProcedure } from '#core/catalogue'
import { definitionOf } from '#core/indicators/definition'
import { outcomesOf } from '#core/registers/columns'
import { consequences, events, relations } from '#define/events'
import type { Field, Fields } from '#define/field'
import { departments, notices, posts, verbs } from '#define/posts'
import type { AnyRegister } from '#define/register'
import { outcomeTitles } from '#define/steps'
import type { Span } from '#define/time'
import { modules } from '#domains/index'

export const catalogue = new Catalogue(modules)
const named = (of: object, key: unknown) => (of as Record<string, string>)[String(key)] ?? String(key)
const units = { 'working days': '个工作日', days: '日', months: '个月', hours: '小时' } as const
const span = (s: Span | undefined) => (s ? `${s.count}${units[s.of]}` : '')
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  rows.length
    ? `| ${head.join(' | ')} |\n|${head.map(() => '---|').join('')}\n${rows.map(r => `| ${r.map(cell).join(' | ')} |`).join('\n')}\n`
    : ''
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const types: Readonly<Record<string, string>> = {
  ...{ text: '文字', choice: '选项', 'yes-no': '是否', count: '数', day: '日期', month: '月份', instant: '时刻' },
  ...{ serial: '编号', files: '附件', signature: '签字', money: '金额', person: '人', place: '地', rounding: '进位' },
  people: '人数（按人登记）',
}
const about = { household: '户', person: '人', organisation: '组织', place: '地名', area: '县' } as const
const over = { period: '有效期间', day: '某日', start: '自某日起' } as const

const fieldNotes = (f: Field<any>) =>
  [
    f.options && Object.values(f.options).join(' · '),
    f.unit,
    f.isSecret && '加密，掩码显示',
    f.mayBeMissing && !f.sharedBy && '可不填',
    f.sharedBy && `由${f.sharedBy}共享`,
    f.pattern && `编号规则 ${f.pattern}`,
  ]
    .filter(Boolean)
    .join('；')
const fieldTable = (fields: Fields) =>
  table(
    ['项目', '标识', '类型', '说明'],
    Object.entries(fields).map(([k, f]) => [f.title, `\`${k}\``, types[f.type] ?? f.type, fieldNotes(f)]),
  )
const registerPart = (r: AnyRegister) => {
  const measures = Object.entries<any>(r.measures)
  const standards = (r.told.standards?.told.fields ?? {}) as Fields
  return [
    `### 台账 ${r.title} \`${catalogue.idOf(r)}\`\n`,
    `关于${typeof r.told.about === 'string' ? about[r.told.about] : Object.keys(r.told.about).join('、')}，记${over[r.told.over]}。${r.told.law ? `依据：${r.told.law.join('、')}。` : ''}\n`,
    fieldTable(r.told.fields),
    ...Object.entries<AnyRegister>(r.told.parts ?? {}).map(
      ([k, part]) => `明细 ${part.title} \`${k}\`\n\n${fieldTable(part.told.fields)}`,
    ),
    measures.length
      ? `由系统计算\n\n${table(
          ['项目', '标识', '类型', '何时重算'],
          measures.map(([k, m]) => [m.title, `\`${k}\``, types[m.type] ?? m.type, m.isOfTheDay ? '事实、年龄或标准变化时' : '事实变化时']),
        )}`
      : '',
    Object.keys(standards).length
      ? `县定标准（有启用日期、文号、录入人和复核人的数据；此处只有示例值）\n\n${table(
          ['标准', '标识', '单位', '示例'],
          Object.entries(standards).map(([k, f]) => [f.title, `\`${k}\``, f.unit ?? Object.values(f.options ?? {}).join(' · '), f.example ?? '']),
        )}`
      : '',
  ].filter(Boolean)
}

const starts = (p: SomeProcedure) =>
  p.head.starts.map(s => {
    if (typeof s === 'string') return { application: '申请', discovery: '主动发现', clue: '线索' }[s]
    if ('event' in s) return `事件：${events[s.event]}`
    if ('every' in s) return typeof s.every === 'function' ? '按期（依类别和县定间隔）' : `每${span(s.every)}`
    if ('monthly' in s) return `每月${s.monthly}日起，「${s.among.title}」每行一件`
    if ('sampled' in s) return `抽查「${s.sampled.title}」由乡镇作出的决定`
    if ('yearly' in s) return `每年${s.yearly}前`
    if ('enters' in s) return `「${s.enters.title}」新增一行`
    if ('raised' in s) return `「${s.raised.title}」预警`
    if ('lapsed' in s) return `「${s.lapsed.title}」逾期`
    if ('stopped' in s) return `「${s.stopped.title}」终止一行`
    if ('runsOut' in s) return `「${titled(p, [s.runsOut])}」届满前${span(s.notice)}`
    return `随机抽取「${s.draw.title}」`
  })
const titled = (p: SomeProcedure, names: readonly string[] = []) =>
  names.map(n => (p.register.told.fields[n] ?? p.register.told.parts?.[n])?.title ?? n).join('、')
const who = (p: SomeProcedure, k: string) => {
  const s = p.steps[k]!
  const post = s.who === 'applicant' ? '申请人' : named(posts, s.who)
  return `${post}${s.people ? `（${s.people}人）` : ''}${s.delegable ? '；已下放的由乡镇' : ''}`
}
const limit = (p: SomeProcedure, k: string) => {
  const s = p.steps[k]!
  return [
    s.within && `${typeof s.within === 'function' ? '按预警规则' : span(s.within)}${s.since ? `（自${titleOf(p, s.since)}起）` : ''}`,
    s.before && `${titled(p, [s.before])}前`,
    s.lasts && `历时${span(s.lasts)}`,
  ]
    .filter(Boolean)
    .join('；')
}
const titleOf = (p: SomeProcedure, k: string) => p.steps[k]?.does ?? named(verbs, k)
const beside = (p: SomeProcedure, k: string) => {
  const s = p.steps[k]!
  return [
    s.notBy && `不得由办理「${[s.notBy].flat().map(o => titleOf(p, String(o))).join('、')}」的人办理`,
    s.when && '有条件',
    s.posts && `公示：${notices[s.posts].join('、')}`,
    s.objection && `异议退回「${titleOf(p, s.objection)}」`,
    s.at && `在「${titled(p, [String(s.at)])}」所在乡镇`,
    s.makes && '结论即事件',
    s.opinions && `征求${s.opinions.map(d => departments[d]).join('、')}意见`,
    s.lapses && `逾期：${typeof s.lapses === 'string' ? s.lapses : s.lapses.as}`,
  ]
    .filter(Boolean)
    .join('；')
}
const procedurePart = (p: SomeProcedure) => {
  const { inAll, law, moves, from } = p.head
  const says = [
    `${p.isNew ? '新增' : '变更'}「${p.register.title}」。开始于：${starts(p).join('、')}。`,
    inAll && `总期限${span(inAll.within)}${inAll.extendableTo ? `，可延长至${span(inAll.extendableTo)}` : ''}。`,
    moves && `办结后迁往「${titled(p, [String(moves)])}」。`,
    from && `自「${titled(p, [String(from)])}」起生效。`,
    law && `依据：${law.join('、')}。`,
  ]
  const steps = Object.entries(p.steps).map(([k, s]) => [
    `${titleOf(p, k)} \`${k}\``,
    who(p, k),
    limit(p, k),
    titled(p, [...((s.asks ?? []) as string[]), ...((s.fills ?? []) as string[])]),
    outcomesOf(p, k).map(o => outcomeTitles[o]).join('、'),
    beside(p, k),
  ])
  return [
    `### 事项 ${p.title} \`${catalogue.idOf(p)}\`\n`,
    `${says.filter(Boolean).join('')}\n`,
    table(['环节', '谁办理', '时限', '填写', '结论', '其他'], steps),
  ]
}
const businessPart = (b: Business) => [
  `## ${Object.values(b.registers)[0]?.title.replace(/台账$/, '') ?? Object.values(b.reports)[0]?.title ?? b.id} \`${b.office}/${b.id}\`\n`,
  ...Object.values(b.registers).flatMap(registerPart),
  ...Object.values(b.procedures).flatMap(procedurePart),
  ...Object.values(b.benefits).flatMap(x => [
    `### 待遇 ${x.title} \`${catalogue.idOf(x)}\`\n`,
    `按「${x.worth.of.title}」${typeof x.worth.paid === 'function' ? '按县里定的周期' : { 'every month': '每月', 'every quarter': '每季', once: '一次' }[x.worth.paid]}发放。\n`,
    table(
      ['生活事件', '后果'],
      Object.entries(x.worth.changes ?? {}).map(([e, c]) => [named(events, e), named(consequences, c)]),
    ),
    table(
      ['与其他待遇', '关系'],
      Object.entries(x.worth.apart ?? {}).map(([other, r]) => [`\`${other}\``, named(relations, r)]),
    ),
  ]),
  Object.keys(b.figures).length
    ? `### 指标\n\n${table(
        ['指标', '口径'],
        Object.keys(b.figures).map(n => [n, definitionOf(catalogue, n)]),
      )}`
    : '',
  ...Object.values(b.reports).map(r => `### 报告 ${r.title} \`${r.name}\`\n\n章节：${Object.keys(r.chapters).join('、')}。\n`),
]

export const cataloguePage = () =>
  `${[
    '# 业务目录\n',
    '由业务定义（`src/domains`）生成：改了定义后运行 `npm run names`，本页过期则测试不过。\n',
    ...catalogue.businesses.flatMap(businessPart),
  ]
    .filter(Boolean)
    .join('\n')
    .trim()}\n`
