/** 活动异常名录、严重违法失信名单: told first, heard, then listed; out again by application or by time (民政部令第60号). */
import { field, must, type Of, procedure, register } from '#define'
import { months, workingDays } from '#define/time'
import { inspection } from './annual-reports.ts'
import { deregistration } from './social-organisations.changes.ts'
import { revocation } from './social-organisations.revocation.ts'

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
  endsWith: [deregistration, revocation],
  tells: { isAbnormal: { is: 'there' } },
  fields: {
    cause: field.choice('事由', causes),
    facts: field.text('事实和理由'),
    defence: field.perhaps(field.text('陈述申辩')),
    document: field.serial('决定书文号', '民社异〔{year}〕{n3}号'),
    fulfilledOn: field.perhaps(field.day('履行义务的日期')),
    proof: field.perhaps(field.text('核实情况')),
  },
})
type Listed = Of<typeof abnormal>

export const listing = procedure('列入活动异常名录', {
  makes: abnormal,
  law: ['《社会组织信用信息管理办法》（民政部令第60号）'],
  starts: [{ lapsed: inspection }, 'application'],
  brings: {
    cause: ({ row }) => (row.conclusion ? 'rectify' : 'report'),
    facts: ({ row }) => (row.conclusion ? '年检整改逾期未完成' : `未在规定时间报送${row.year}年度工作报告`),
  },
}).steps({
  notify: {
    ...{
      who: 'county',
      does: '告知事实、理由、依据和陈述申辩的权利',
      fills: ['cause', 'facts'],
      within: workingDays(5),
    },
  },
  hear: {
    ...{ who: 'organisation', does: '陈述申辩', asks: ['defence'], lasts: workingDays(5) },
  },
  decide: {
    ...{ who: 'county', does: '决定是否列入', notBy: 'notify', within: workingDays(5) },
    called: { grant: '决定列入', refuse: '决定不列入' },
  },
  publish: { who: 'county', does: '送达并公示', within: workingDays(5) },
})

/** 移出: on application once the duty is done, within five working days; where no duty is left, after six months by itself. */
export const removal = procedure('移出活动异常名录', {
  changes: abnormal,
  law: ['《社会组织信用信息管理办法》（民政部令第60号）'],
  starts: ['application', { every: ({ row }) => (hasDuty(row.cause) ? months(24) : months(6)) }],
  mustTo: {
    stop: c => [must('已履行相关义务并经核实，或者没有未履行的义务且列入满六个月', mayLeave(c), '民政部令第60号')],
  },
}).steps({
  apply: { who: 'organisation', does: '申请移出', asks: ['fulfilledOn'], when: ({ row }) => hasDuty(row.cause) },
  review: { who: 'county', does: '核实', fills: ['fulfilledOn', 'proof'], within: workingDays(5) },
  decide: {
    ...{ who: 'county', does: '决定是否移出', notBy: 'review', within: workingDays(5), since: 'review' },
    decides: ['stop', 'continue'],
    called: { stop: '移出名录', continue: '不予移出' },
  },
})

/** 严重违法失信名单: two years on the other one, or what is grave at once. */
export const serious = register('严重违法失信名单', {
  about: 'organisation',
  over: 'period',
  countedIn: '家',
  endsWith: [deregistration],
  tells: { isSeriouslyListed: { is: 'there' } },
  fields: {
    cause: field.choice('事由', {
      twoYears: '列入活动异常名录满二年',
      fraud: '骗取变更登记被撤销',
      stopped: '被限期停止活动',
      fined: '受五万元以上罚款，或者三年内两次受罚',
      court: '被列为失信被执行人',
      revoked: '被撤销登记、吊销证书',
    }),
    facts: field.text('事实和理由'),
    defence: field.perhaps(field.text('陈述申辩')),
    document: field.serial('决定书文号', '民社严〔{year}〕{n3}号'),
    leftWhy: field.perhaps(field.text('移出理由')),
  },
})
export const seriousListing = procedure('列入严重违法失信名单', {
  makes: serious,
  law: ['《社会组织信用信息管理办法》（民政部令第60号）'],
  starts: [{ every: months(24), among: abnormal }, { stopped: revocation }, 'application'],
  brings: {
    cause: ({ row }) => (row.revokedWhy ? 'revoked' : 'twoYears'),
    facts: ({ row }) => (row.revokedWhy ? '被撤销登记' : '列入活动异常名录满二年，仍未移出'),
  },
}).steps({
  notify: {
    ...{
      who: 'county',
      does: '告知事实、理由、依据和陈述申辩的权利',
      fills: ['cause', 'facts'],
      within: workingDays(5),
    },
  },
  hear: {
    ...{ who: 'organisation', does: '陈述申辩', asks: ['defence'], lasts: workingDays(5) },
  },
  decide: {
    ...{ who: 'bureau-head', does: '决定是否列入', notBy: 'notify', within: workingDays(5) },
    called: { grant: '决定列入', refuse: '决定不列入' },
  },
  publish: { who: 'county', does: '送达并公示', within: workingDays(5) },
})
export const seriousRemoval = procedure('移出严重违法失信名单', {
  changes: serious,
  starts: [{ every: months(24) }, 'application'],
}).steps({
  review: { who: 'county', does: '核实二年内有无新的违法失信', fills: ['leftWhy'], within: workingDays(5) },
  decide: {
    ...{ who: 'bureau-head', does: '决定是否移出', notBy: 'review', within: workingDays(5) },
    decides: ['stop', 'continue'],
    called: { stop: '移出名单', continue: '不予移出' },
  },
})

function hasDuty(cause: string) {
  return cause !== 'penalty'
}
function mayLeave({ row }: Listed) {
  return hasDuty(row.cause) ? !!row.fulfilledOn && !!row.proof : true
}
