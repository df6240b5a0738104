/** 线索核查: a hit is told to the person, seen in the village, and only then does it change anything (rulebook 16, 17). */
import { field, figures, must, type Of, procedure, register, rulesOf } from '#define'
import { workingDays } from '#define/time'
import * as ours from './monitoring.ts'
import { companies, deaths, imprisonments, vehicles } from './outside-data.ts'

const outside = [deaths, imprisonments, vehicles, companies]
const own = [
  ...[ours.sharedAccounts, ours.returns, ours.lateReviews, ours.endedDisabilities],
  ...[ours.grownChildren, ours.worthNothing, ours.newDisabilities],
]
const sources = [...outside, ...own]
const rules = rulesOf(...sources)

export const clues = register('线索台账', {
  about: 'person',
  over: 'day',
  countedIn: '条',
  law: ['《社会救助暂行办法》第五十八条'],
  readBy: ['county', 'town', 'bureau-head', 'auditor'],
  fields: {
    warning: field.text('预警规则'),
    said: field.text('部门数据'),
    happened: field.day('数据所称日期'),
    explanation: field.text('本人或者家属说明'),
    evidence: field.perhaps(field.files('核查材料')),
    finding: field.choice('核查结果', rules.findings),
  },
})

const heard = ({ row }: Of<typeof clues>) => [
  must('已听取本人或者家属说明', row.explanation !== '', '《社会救助暂行办法》第五十八条'),
  must('核查结果是这条规则所列的', rules.lists(row.warning, row.finding)),
]
export const verification = procedure('线索核查', {
  makes: clues,
  manyAtOnce: true,
  starts: sources.map(raised => ({ raised })),
  brings: { warning: b => b.warning, said: b => b.said, happened: b => b.row.onDay },
  choices: { finding: ({ row }) => rules.findingsOf(row.warning) },
  mustTo: {
    found: c => [...heard(c), must('核查结果改变待遇', !!rules.event(c.row.warning, c.row.finding))],
    'not found': c => [...heard(c), must('核查结果不改变待遇', !rules.event(c.row.warning, c.row.finding))],
  },
}).steps({
  visit: {
    ...{ who: 'town', does: '上门核实，听取说明', people: 2, fills: ['explanation', 'evidence', 'finding'] },
    within: ({ row }) => rules.of(row.warning)?.within ?? workingDays(10),
  },
  decide: {
    ...{ who: 'county', does: '认定', notBy: 'visit', decides: ['found', 'not found'], within: workingDays(5) },
    makes: {
      found: ({ row }) => {
        const event = rules.event(row.warning, row.finding)
        return event && { event, on: row.happened }
      },
    },
  },
})

export const counted = figures(({ begun, ended, inTime, share }) => ({
  预警线索数: begun(verification),
  办结的预警线索: ended(verification),
  预警处置率: share(ended(verification), begun(verification)),
  预警及时率: share(inTime(verification), ended(verification)),
}))
