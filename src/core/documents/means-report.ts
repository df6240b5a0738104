/** 家庭经济状况核对报告: what other offices' data say of a household; a lead for the officers, never a decision by itself. */
import type { Day } from '#define/time'
import { heading, type Letter, table, text } from './letter.ts'
import { dayWords } from './wording.ts'

export interface MeansFinding {
  /** Whose. */
  readonly person: string
  /** 机动车, 不动产, 工资薪金. */
  readonly kind: string
  /** The department that holds the data. */
  readonly source: string
  readonly found: string
  /** The local limit it is held against. */
  readonly limit?: string
  readonly result: 'nothing' | 'to be visited' | 'over the limit'
}
export interface MeansReport {
  readonly number: string
  readonly office: string
  readonly household: string
  /** What it was asked for, and by whom. */
  readonly purpose: string
  readonly askedBy: string
  readonly asked: Day
  readonly done: Day
  readonly validUntil: Day
  /** Who authorised it in writing; the ID number masked. */
  readonly authorised: readonly { readonly name: string; readonly maskedId: string; readonly signed: Day }[]
  readonly findings: readonly MeansFinding[]
}

export function meansReport(r: MeansReport): Letter {
  const hits = r.findings.filter(f => f.result !== 'nothing').length
  return {
    title: ['家庭经济状况核对报告'],
    number: r.number,
    paragraphs: [
      text(
        `受${r.askedBy}${dayWords(r.asked)}委托，经${r.household}户下列成员书面授权，依照《社会救助暂行办法》第五十八条，为${r.purpose}核对其家庭经济状况，核对日为${dayWords(r.done)}，结果有效至${dayWords(r.validUntil)}。`,
      ),
      heading('授权人'),
      table(r.authorised, [
        { title: '姓名', share: 3, align: 'center', of: a => a.name },
        { title: '身份证件号码（隐去部分）', share: 5, align: 'center', of: a => a.maskedId },
        { title: '授权日期', share: 4, align: 'center', of: a => dayWords(a.signed) },
      ]),
      heading('核对结果'),
      ...(r.findings.length ? [findingTable(r.findings)] : []),
      text(
        `${r.findings.length ? `以上共核对${r.findings.length}项` : '经与有关部门的数据核对'}，${hits ? `其中${hits}项需要入户核实` : '未见异常'}。本报告是线索，不单独作为审核确认的依据；${hits ? '应当向当事人核实并听取说明。' : ''}当事人有异议的，可以提交证明材料申请复核。`,
      ),
      text('本报告含个人信息，仅限用于上述事项，不得向无关人员泄露（《社会救助暂行办法》第六十一条）。'),
    ],
    signature: { office: r.office, date: r.done },
  }
}

const findingTable = (findings: readonly MeansFinding[]) =>
  table(findings, [
    { title: '核对对象', share: 2.4, align: 'center', of: f => f.person },
    { title: '项目', share: 2.6, of: f => f.kind },
    { title: '数据来源', share: 2.6, of: f => f.source },
    { title: '核对情况', share: 4.2, of: f => f.found },
    { title: '当地限额', share: 3, of: f => f.limit ?? '' },
    { title: '结论', share: 1.8, align: 'center', of: f => RESULTS[f.result] },
  ])

const RESULTS = { nothing: '无异常', 'to be visited': '提示', 'over the limit': '超标' } as const
