/** 公示: who is to have a benefit, with what the law lets be posted and nothing else. */
import { Refusal } from '#core/actor'
import type { Day } from '#define/time'
import { type Letter, table, text } from './letter.ts'
import { dayWords, yuan } from './wording.ts'

/** All that may be known of a household on a posted notice (《社会救助暂行办法》第六十一条). There is no place for more. */
export interface NoticeLine {
  /** The applicant's name. */
  readonly name: string
  /** A minor's name is never posted: surname only (《个人信息保护法》第二十八条). */
  readonly isMinor: boolean
  /** 村（居）, by name; never an address. */
  readonly village: string
  readonly persons: number
  /** 城市低保, 农村低保. */
  readonly category: string
  /** Whole fen a month; null where what is posted is worth no money. */
  readonly amount: number | null
}
export interface Notice {
  readonly benefit: string
  /** Before the decision for some days, or the standing list of those who have it. */
  readonly stage: 'before decision' | 'after decision'
  readonly office: string
  readonly number?: string
  readonly from: Day
  /** The last day on which an objection is in time. */
  readonly to: Day
  /** How long, in words of the rule: 7日. */
  readonly lasts: string
  readonly lines: readonly NoticeLine[]
  /** 监督电话. */
  readonly phone: string
  readonly law: readonly string[]
}

export function benefitNotice(n: Notice): Letter {
  const rows = n.lines.map(l => ({ ...l, name: l.isMinor ? `${[...l.name][0]}*` : l.name }))
  rows.forEach((row, i) => {
    const found = forbiddenInNotice(`${row.name}|${row.village}|${row.category}`)
    if (found.length)
      throw new Refusal(
        `公示名单第${i + 1}行含有不得公示的内容（${found.join('、')}），请先改正姓名、村（居）或类别再公示。`,
        {
          basis: '《社会救助暂行办法》第六十一条',
        },
      )
  })
  const before = n.stage === 'before decision'
  return {
    title: [n.office, before ? `拟确认${n.benefit}对象公示` : `${n.benefit}在册对象公示`],
    number: n.number,
    paragraphs: [
      text(
        `依照${n.law.length ? `${n.law.join('、')}的` : '有关'}规定，现将${before ? '拟确认的' : '已确认的'}${n.benefit}对象予以公示，公示期${n.lasts}，自${dayWords(n.from)}起至${dayWords(n.to)}止。`,
      ),
      table(rows, [
        { title: '序号', share: 1.5, align: 'center', of: (_, i) => String(i + 1) },
        { title: '申请人', share: 3, align: 'center', of: l => l.name },
        { title: '村（居）', share: 4, align: 'center', of: l => l.village },
        { title: '保障人数', share: 2.2, align: 'center', of: l => String(l.persons) },
        { title: '类别', share: 3, align: 'center', of: l => l.category },
        { title: '月金额（元）', share: 3, align: 'right', of: l => (l.amount === null ? '' : yuan(l.amount)) },
      ]),
      text(`对公示内容有异议的，请在公示期内向本单位反映。监督电话：${n.phone}。`),
    ],
    signature: { office: n.office, date: n.from },
  }
}

const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  身份证件号码: /\d{17}[\dXx]|(?<!\d)\d{15}(?!\d)/,
  银行账号: /\d{12,}/,
  电话号码: /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)|(?<!\d)\d{7,8}(?!\d)/,
  病情: /[癌瘤]|病|透析|尿毒症|白血|精神|智力|艾滋|HIV/i,
  残疾情况: /残|盲|聋|哑|瘫/,
  详细住址: /\d+\s*[号室栋幢弄]|[一二三四五六七八九十\d]+(?:单元|组)/,
}
/** What of the forbidden kinds a text shows, by name; empty when it may be posted. Full-width figures count as figures. */
export function forbiddenInNotice(shown: string) {
  const plain = shown.normalize('NFKC').replace(/(?<=\d)[\s-]+(?=\d)/g, '')
  return Object.keys(FORBIDDEN).filter(kind => FORBIDDEN[kind]!.test(plain))
}
