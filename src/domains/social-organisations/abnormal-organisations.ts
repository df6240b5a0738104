/** 活动异常名录: told first, heard, then listed; out again by application or by time (民政部令第60号). */
import { field, local, must, type Of, procedure, register, setByCounty } from '#define'
import { daysApart, months, workingDays } from '#define/time'
import { inspection } from './annual-reports.ts'
import { heard, leaving, listed, notified, published, rule } from './listing-steps.ts'
import { lately, penalties } from './organisation-penalties.ts'
import { deregistration } from './social-organisations.changes.ts'
import { revocation } from './social-organisations.revocation.ts'

const standards = setByCounty('社会组织信用信息管理规定', {
  mailsFrom: local.count('两次寄送专用信函至少相隔（日）', '15'),
  mailsTo: local.count('两次寄送专用信函最多相隔（日）', '30'),
})
const causes = {
  report: '未按照规定报送年度工作报告',
  party: '未按照规定建立党组织',
  rectify: '逾期未完成整改',
  address: '通过登记的住所无法取得联系',
  penalty: '受警告或者五万元以下罚款',
  other: '其他情形',
}
export const abnormal = register('活动异常名录', {
  about: 'organisation',
  over: 'period',
  countedIn: '家',
  standards,
  endsWithNext: true, // a new reason restarts the clock
  past: { penalties: lately('small') },
  endsWith: [deregistration, revocation],
  tells: { isAbnormal: { is: 'there' }, abnormalSince: { is: 'its first day' } },
  fields: {
    cause: field.choice('事由', causes),
    facts: field.text('事实和理由'),
    firstMail: field.perhaps(field.day('第一次寄送专用信函，无人签收')),
    secondMail: field.perhaps(field.day('第二次寄送专用信函，无人签收')),
    penalisedOn: field.perhaps(field.day('处罚决定日期')),
    defence: field.perhaps(field.text('陈述申辩')),
    document: field.serial('决定书文号', '民社异〔{year}〕{n3}号'),
    fulfilledOn: field.perhaps(field.day('履行义务的日期')),
    proof: field.perhaps(field.text('核实情况')),
  },
})
type Listed = Of<typeof abnormal>

export const listing = procedure('列入活动异常名录', {
  makes: abnormal,
  law: [rule],
  starts: [{ lapsed: inspection }, { enters: penalties, when: ({ row }) => row.grade === 'small' }, 'application'],
  brings: {
    cause: ({ row }) => (row.grade ? 'penalty' : row.conclusion ? 'rectify' : 'report'),
    facts: ({ row }) => factsOf(row),
    penalisedOn: ({ row }) => row.grade && row.penalisedOn,
  },
  must: c => [
    must('无法联系的，向登记的住所先后两次寄送专用信函均无人签收', !isUnreachable(c) || isMailedTwice(c), rule),
    must('两次寄送相隔的日数符合规定', !isUnreachable(c) || isMailedApart(c), rule),
    must(
      '受处罚的，处罚台账中有该日及以前三年内的警告或者五万元以下罚款',
      c.row.cause !== 'penalty' || c.past.penalties > 0,
      rule,
    ),
  ],
}).steps({
  notify: { ...notified, fills: ['cause', 'facts', 'firstMail', 'secondMail', 'penalisedOn'] },
  hear: heard,
  decide: { ...listed, who: 'county' },
  publish: published,
})

/** 移出: on application once the duty is done, within five working days; where no duty is left, after six months by itself. */
export const removal = procedure('移出活动异常名录', {
  changes: abnormal,
  law: [rule],
  starts: ['application', { every: ({ row }) => (hasDuty(row.cause) ? months(24) : months(6)) }],
  mustTo: {
    stop: c => [must('已履行相关义务并经核实，或者没有未履行的义务且列入满六个月', mayLeave(c), rule)],
  },
}).steps({
  apply: {
    who: 'organisation',
    does: '申请移出',
    asks: ['fulfilledOn'],
    needs: ['fulfilledOn'],
    when: ({ row }) => hasDuty(row.cause),
  },
  review: { who: 'county', does: '核实', fills: ['fulfilledOn', 'proof'], within: workingDays(5) },
  decide: { ...leaving, who: 'county', called: { stop: '移出名录', continue: '不予移出' } },
})

function factsOf(row: Readonly<Record<string, any>>) {
  if (row.grade) return `${row.penalisedOn}受${row.authority}处罚（${row.document}）：${row.facts}`
  return row.conclusion ? '年检整改逾期未完成' : `未在规定时间报送${row.year}年度工作报告`
}
function hasDuty(cause: string) {
  return cause !== 'penalty'
}
function mayLeave({ row }: Listed) {
  return hasDuty(row.cause) ? !!row.fulfilledOn && !!row.proof : true
}
function isUnreachable({ row }: Listed) {
  return row.cause === 'address'
}
function isMailedTwice({ row, on }: Listed) {
  return !!row.firstMail && !!row.secondMail && row.secondMail <= on
}
function isMailedApart({ row: { firstMail, secondMail }, standards: { mailsFrom, mailsTo } }: Listed) {
  const apart = firstMail && secondMail ? daysApart(firstMail, secondMail) : 0
  return apart >= mailsFrom && apart <= mailsTo
}
