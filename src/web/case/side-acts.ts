/** What can be done with a case beside its steps: each act, its words, and what it asks. */
import { partiesOf, type ShownField, type ShownProcedure, type ShownRegister } from '../server/catalogue.ts'

export interface SideAct {
  readonly route: string
  readonly title: string
  readonly explains?: string
  readonly says: string
  /** A line each: told once, and complete. */
  readonly isList?: boolean
  readonly asks?: readonly ShownField[]
  readonly isGrave?: boolean
}
const day = (id: string, title: string): ShownField => ({ id, title, type: 'day', mayBeMissing: true })

export const sideActs: Readonly<Record<string, SideAct>> = {
  missing: {
    route: 'missing',
    title: '一次性告知补正',
    explains: '请一次列全所缺材料，每行一项；补正期间暂停计时。',
    says: '所缺材料',
    isList: true,
  },
  reject: {
    route: 'reject',
    title: '不予受理',
    explains: '不属于受理范围，或一次性告知后仍未补齐的；书面说明理由并告知救济途径。',
    says: '不予受理的理由',
    isGrave: true,
  },
  return: { route: 'return', title: '退回', explains: '退回上一步重新办理，须写明原因。', says: '退回原因' },
  withdraw: {
    route: 'withdraw',
    title: '撤回申请',
    explains: '按申请人要求终止办理，撤回后不能恢复，可以重新申请。',
    says: '撤回原因',
    isGrave: true,
  },
  object: {
    route: 'objection',
    title: '登记异议',
    explains: '公示期内收到的异议，登记后重新调查，再次公示。',
    says: '异议内容',
    asks: [{ id: 'informant', title: '提出人', type: 'text', mayBeMissing: true }],
  },
  'objection-answer': {
    route: 'objection-answer',
    title: '答复异议',
    says: '核查结果和答复',
    asks: [{ id: 'holds', title: '异议是否成立', type: 'yes-no' }],
  },
  pause: {
    route: 'pause',
    title: '暂停计时',
    says: '暂停事由',
    explains: '等待申请人补充材料、跨省核对等，暂停期间不计时限。',
  },
  resume: { route: 'resume', title: '恢复计时', says: '恢复说明' },
  extend: { route: 'extend', title: '延长期限', says: '延长理由', explains: '情况复杂的，可在规定上限内延长。' },
  appeal: {
    route: 'appeal',
    title: '登记申诉、复议',
    says: '申请人的理由',
    asks: [
      {
        id: 'kind',
        title: '类别',
        type: 'choice',
        options: { 申诉: '申诉', 行政复议: '行政复议', 行政诉讼: '行政诉讼' },
      },
      day('receivedOn', '收到日期'),
    ],
  },
  archive: {
    route: 'archive',
    title: '归档',
    explains: '编入档案号和保管期限；归档后案卷内容不再变动。',
    says: '存放位置',
  },
  'appeal-answer': {
    route: 'appeal-answer',
    title: '答复申诉、复议',
    says: '结论和理由',
    asks: [{ id: 'holds', title: '是否改变原决定', type: 'yes-no' }],
  },
}
/** Who of the parties steps back, where the law lets one of them do so alone. */
export const asksOf = (
  act: SideAct | undefined,
  procedure: ShownProcedure | undefined,
  register: ShownRegister | undefined,
): readonly ShownField[] => {
  const isByParty =
    act?.route === 'withdraw' && procedure?.steps.some(s => s.withdrawnBy && s.withdrawnBy !== 'applicant')
  if (!isByParty) return act?.asks ?? []
  const options = Object.fromEntries(partiesOf(register).map(r => [r.id, r.title]))
  return [{ id: 'party', title: '由哪一方提出', type: 'choice', options }]
}
/** The engine's own words for the same acts. */
const alike: Readonly<Record<string, string>> = {
  objection: 'object',
  answerObjection: 'objection-answer',
  answerAppeal: 'appeal-answer',
}
export const sideActOf = (act: string) => sideActs[alike[act] ?? act]
