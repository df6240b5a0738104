/** The papers of any benefit: accepted, papers missing, confirmed, refused, changed, suspended, stopped, claimed back. */
import type { Day, Month } from '#define/time'
import { heading, type Letter, list, type Paragraph, table, text } from './letter.ts'
import { capitalYuan, dayWords, monthWords, yuan } from './wording.ts'

/** What every paper says: whose matter, about what, by whom. */
export interface Matter {
  /** 事项: 最低生活保障. */
  readonly benefit: string
  readonly about: 'household' | 'person'
  /** The name of the one who is told. */
  readonly to: string
  /** Who decides and signs: 南陵县民政局, or the town to which the power is handed down. */
  readonly office: string
  /** 发文字号. */
  readonly number?: string
  readonly date: Day
  readonly phone: string
  /** The law that the matter rests on, each in full. */
  readonly law: readonly string[]
}
/** One clause and whether it holds; `found` is what was found: 人均月收入900.00元. */
export interface Reason {
  readonly says: string
  readonly holds: boolean
  readonly found?: string
  readonly law?: string
  /** Stands for 符合 or 不符合, where the line is an event and no condition: 属实. */
  readonly conclusion?: string
}
/** One line of the sheet that is kept with the decision. `amount` is whole fen; null: the line is told in `shows` (3人). */
export interface SheetLine {
  readonly title: string
  readonly amount: number | null
  readonly shows?: string
  /** Where it is known from: 本人申报, 税务. */
  readonly source?: string
  readonly law?: string
}
/** Where one may turn against a decision; the limits are the law's own. */
export interface Remedy {
  /** 复议机关: the county's government. */
  readonly reviewBy: string
  readonly court: string
}

export function acceptanceLetter(
  m: Matter & {
    readonly applied: Day
    readonly accepted: Day
    /** 受理编号. */
    readonly caseNumber: string
    /** How long it may take, in words of the rule (30个工作日), and the last day; none where the matter has no total. */
    readonly limit?: { readonly says: string; readonly until: Day; readonly extendable?: string }
    readonly received: readonly string[]
  },
): Letter {
  const { limit } = m
  return paper(m, `${m.benefit}申请受理通知书`, [
    text(
      `${you(m)}于${dayWords(m.applied)}提出的${m.benefit}申请，材料齐全，${by(m)}，已于${dayWords(m.accepted)}受理，受理编号：${m.caseNumber}。收到的材料：`,
    ),
    list(m.received),
    ...(limit
      ? [
          text(
            `本申请自受理之日起${limit.says}内作出决定，最迟为${dayWords(limit.until)}。${limit.extendable ? `情况复杂需要延长的，总计不超过${limit.extendable}，并将另行告知。` : ''}`,
          ),
        ]
      : []),
    text(`办理中将依照授权核对信息、上门调查，请予配合；所报情况有变化的，请及时告知。查询电话：${m.phone}。`),
  ])
}

/** 一次性告知: everything that is missing, at once. */
export function missingPapersLetter(
  m: Matter & {
    readonly applied: Day
    readonly missing: readonly { readonly title: string; readonly why?: string; readonly law?: string }[]
    readonly bringTo: string
    readonly until?: Day
  },
): Letter {
  if (m.missing.length === 0) throw new Error('a letter on missing papers that names none')
  return paper(m, `${m.benefit}申请补正材料一次性告知书`, [
    text(`${you(m)}于${dayWords(m.applied)}提出的${m.benefit}申请，经审查，尚缺以下材料，现一次性告知：`),
    table(m.missing, [
      nth,
      { title: '材料', share: 5, of: p => p.title },
      { title: '说明', share: 5, of: p => p.why ?? '' },
      { title: '依据', share: 4, of: p => p.law ?? '' },
    ]),
    text(
      `请${m.until ? `于${dayWords(m.until)}前` : ''}补交至${m.bringTo}，补齐后当即受理。能够通过部门间信息共享取得的材料，不需要提供。咨询电话：${m.phone}。`,
    ),
  ])
}

export function confirmationLetter(
  m: Matter & {
    readonly applied?: Day
    /** 城市低保, 单人保, A类 … */
    readonly category: string
    /** Whole fen a month; none where a standing is confirmed that is worth no money. */
    readonly amount?: number
    readonly firstMonth?: Month
    /** The names of those who are covered: told to their own household only. */
    readonly persons: readonly string[]
    readonly sheet: readonly SheetLine[]
    readonly reasons: readonly Reason[]
    /** 低保证号, 复核期, 发放账户尾号. */
    readonly terms?: readonly { readonly title: string; readonly says: string }[]
    readonly duties?: readonly string[]
    readonly remedy: Remedy
  },
): Letter {
  const terms = [
    { title: '类别', says: m.category },
    { title: '保障对象', says: `${m.persons.length}人：${m.persons.join('、')}` },
    ...(m.amount === undefined
      ? []
      : [{ title: '每月金额', says: `${yuan(m.amount)}元（大写：${capitalYuan(m.amount)}）` }]),
    ...(m.firstMonth ? [{ title: '起发月份', says: monthWords(m.firstMonth) }] : []),
    ...(m.terms ?? []),
  ]
  return paper(m, `${m.benefit}确认通知书`, [
    text(
      `${m.applied ? `${you(m)}于${dayWords(m.applied)}提出的${m.benefit}申请，经审核` : `经审核，${you(m)}`}符合规定条件，${by(m)}，现予确认：`,
    ),
    table(terms, [
      { title: '事项', share: 3, align: 'center', of: t => t.title },
      { title: '内容', share: 11, of: t => t.says },
    ]),
    ...worked(m.sheet),
    ...(m.reasons.length ? [heading('认定情况'), reasonTable(m.reasons)] : []),
    ...(m.duties?.length ? [heading('享受待遇期间的义务'), list(m.duties)] : []),
    text(remedyWords(m.remedy)),
    text(`咨询电话：${m.phone}。`),
  ])
}

/** The clauses that do not hold, line by line; a refusal without one is a bug. */
export function refusalLetter(
  m: Matter & {
    readonly applied: Day
    readonly reasons: readonly Reason[]
    readonly sheet: readonly SheetLine[]
    /** What else one may ask for. */
    readonly advice?: string
    readonly remedy: Remedy
  },
): Letter {
  const failed = m.reasons.filter(r => !r.holds)
  if (failed.length === 0) throw new Error('a refusal in which every clause holds')
  return paper(m, `不予确认${m.benefit}通知书`, [
    text(
      `${you(m)}于${dayWords(m.applied)}提出的${m.benefit}申请，经审核，不符合下列条件，${by(m)}，决定不予确认。不符合的条件和理由：`,
    ),
    reasonTable(failed),
    ...worked(m.sheet),
    ...(m.advice ? [text(m.advice)] : []),
    text(remedyWords(m.remedy)),
    text(`咨询电话：${m.phone}。`),
  ])
}

export interface Change extends Matter {
  /** The first month to which it applies. */
  readonly firstMonth: Month
  readonly reasons: readonly Reason[]
  readonly sheet: readonly SheetLine[]
  readonly remedy: Remedy
}

/** 停发: from the first month without pay; the reasons in writing (《社会救助暂行办法》第十三条). */
export const stopLetter = (m: Change & { readonly lastMonth?: Month }): Letter =>
  changed(
    m,
    '停发',
    `决定自${monthWords(m.firstMonth)}起停发${m.benefit}待遇${m.lastMonth ? `，最后发放月份为${monthWords(m.lastMonth)}` : ''}`,
  )

/** 暂停发放: what must happen before it is paid again. */
export const suspensionLetter = (m: Change & { readonly resumes: string }): Letter =>
  changed(m, '暂停发放', `决定自${monthWords(m.firstMonth)}起暂停发放${m.benefit}待遇`, text(m.resumes))

/** 增发 or 减发, by which of the two monthly sums (whole fen) is the larger. */
export function adjustLetter(m: Change & { readonly amountBefore: number; readonly amountAfter: number }): Letter {
  if (m.amountAfter === m.amountBefore)
    return changed(m, '变更', `决定自${monthWords(m.firstMonth)}起变更，每月金额仍为${yuan(m.amountAfter)}元`)
  const word = m.amountAfter > m.amountBefore ? '增发' : '减发'
  const by = yuan(Math.abs(m.amountAfter - m.amountBefore))
  return changed(
    m,
    word,
    `决定自${monthWords(m.firstMonth)}起，每月金额由${yuan(m.amountBefore)}元调整为${yuan(m.amountAfter)}元（每月${word}${by}元）`,
  )
}

/** 追缴: the months and what was paid too much in each, in whole fen. */
export function claimLetter(
  m: Matter & {
    readonly cause: string
    readonly months: readonly { readonly month: Month; readonly paid: number; readonly due: number }[]
    readonly until: Day
    /** How to pay it back. */
    readonly payTo: string
    readonly remedy: Remedy
  },
): Letter {
  const total = m.months.reduce((sum, l) => sum + l.paid - l.due, 0)
  if (total <= 0) throw new Error(`nothing to claim back: ${total} fen`)
  const totals = { month: null, paid: sum(m.months.map(l => l.paid)), due: sum(m.months.map(l => l.due)) }
  const money = { share: 4, align: 'right' } as const
  return paper(m, `${m.benefit}资金追缴通知书`, [
    text(
      `经查，${m.cause}，${you(m)}多领${m.benefit}资金共计${yuan(total)}元（大写：${capitalYuan(total)}），${by(m)}，决定予以追缴。明细如下：`,
    ),
    table<{ month: Month | null; paid: number; due: number }>(
      [...m.months, totals],
      [
        { title: '月份', share: 4, align: 'center', of: l => (l.month ? monthWords(l.month) : '合计') },
        { title: '已发（元）', ...money, of: l => yuan(l.paid) },
        { title: '应发（元）', ...money, of: l => yuan(l.due) },
        { title: '多发（元）', ...money, of: l => yuan(l.paid - l.due) },
      ],
    ),
    text(`请于${dayWords(m.until)}前退回。退回方式：${m.payTo}。一次退回确有困难的，可以书面申请分期。`),
    text(remedyWords(m.remedy)),
    text(`联系电话：${m.phone}。`),
  ])
}

export function changed(m: Change, word: string, decision: string, ...more: Paragraph[]) {
  if (m.reasons.length === 0) throw new Error(`${word} without a reason`)
  return paper(m, `${m.benefit}${word}通知书`, [
    text(`${by(m)}，经复核，${you(m)}有下列情形，${decision}。情形和理由：`),
    reasonTable(m.reasons),
    ...worked(m.sheet),
    ...more,
    text(remedyWords(m.remedy)),
    text(`咨询电话：${m.phone}。`),
  ])
}

export const you = (m: Matter) => (m.about === 'household' ? '你户' : '你')
export const by = (m: Matter) => `依照${m.law.length ? `${m.law.join('、')}的` : '有关'}规定`
const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
const nth = { title: '序号', share: 1.3, align: 'center', of: (_: unknown, i: number) => String(i + 1) } as const

export const paper = (m: Matter, name: string, paragraphs: Paragraph[]): Letter => ({
  title: [m.office, name],
  number: m.number,
  to: m.to,
  paragraphs,
  signature: { office: m.office, date: m.date },
  receipt: true,
})

const reasonTable = (reasons: readonly Reason[]) =>
  table(reasons, [
    nth,
    { title: '条件', share: 5, of: r => r.says },
    { title: '核查情况', share: 4.5, of: r => r.found ?? '' },
    { title: '结论', share: 1.9, align: 'center', of: r => r.conclusion ?? (r.holds ? '符合' : '不符合') },
    { title: '依据', share: 3.5, of: r => r.law ?? '' },
  ])

const worked = (sheet: readonly SheetLine[]): Paragraph[] =>
  sheet.length === 0
    ? []
    : [
        heading('核算情况'),
        table(sheet, [
          nth,
          { title: '项目', share: 4.4, of: l => l.title },
          { title: '来源', share: 2.5, of: l => l.source ?? '' },
          {
            title: '金额（元）',
            share: 3,
            align: 'right',
            of: l => (l.amount === null ? (l.shows ?? '') : yuan(l.amount)),
          },
          { title: '依据', share: 4.2, of: l => l.law ?? '' },
        ]),
      ]

/** 行政复议法第二十条 (60 days), 行政诉讼法第四十六条 (6 months). */
export const remedyWords = (r: Remedy) =>
  `如不服本决定，可以自收到本通知书之日起六十日内，依照《中华人民共和国行政复议法》第二十条向${r.reviewBy}申请行政复议；也可以自收到本通知书之日起六个月内，依照《中华人民共和国行政诉讼法》第四十六条向${r.court}提起行政诉讼。`
