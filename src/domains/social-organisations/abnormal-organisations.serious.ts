/** 严重违法失信名单: two years on the other one, or what is grave at once (民政部令第60号). */
import { field, must, type Of, procedure, register } from '#define'
import type { Began } from '#define/procedure'
import { birthdayOf, months, workingDays } from '#define/time'
import { abnormal } from './abnormal-organisations.ts'
import { heard, leaving, listed, notified, published, rule } from './listing-steps.ts'
import { lately, penalties } from './organisation-penalties.ts'
import { deregistration } from './social-organisations.changes.ts'
import { revocation } from './social-organisations.revocation.ts'

export const serious = register('严重违法失信名单', {
  about: 'organisation',
  over: 'period',
  countedIn: '家',
  endsWithNext: true, // a new reason restarts the two years
  endsWith: [deregistration],
  tells: { isSeriouslyListed: { is: 'there' } },
  past: { smallPenalties: lately('small'), largePenalties: lately('large'), suspensions: lately('suspension') },
  fields: {
    cause: field.choice('事由', {
      twoYears: '列入活动异常名录满二年',
      fraud: '骗取变更登记被撤销',
      stopped: '被限期停止活动',
      fined: '受五万元以上罚款',
      twice: '三年内两次受警告或者五万元以下罚款',
      court: '被列为失信被执行人',
      revoked: '被撤销登记、吊销证书',
    }),
    facts: field.text('事实和理由'),
    penalisedOn: field.perhaps(field.day('处罚决定日期')),
    defence: field.perhaps(field.text('陈述申辩')),
    document: field.serial('决定书文号', '民社严〔{year}〕{n3}号'),
    leftWhy: field.perhaps(field.text('移出理由')),
  },
})
export const seriousListing = procedure('列入严重违法失信名单', {
  makes: serious,
  law: [rule],
  starts: [
    { every: months(24), among: abnormal, due: ({ organisation }) => !organisation.isSeriouslyListed },
    ...([
      { stopped: revocation },
      { enters: penalties, when: ({ row }: Began) => !!causeOf(row) },
      'application',
    ] as const),
  ],
  brings: {
    cause: ({ row }) => (row.revokedWhy ? 'revoked' : (causeOf(row) ?? 'twoYears')),
    facts: ({ row }) => factsOf(row),
    penalisedOn: ({ row }) => row.grade && row.penalisedOn,
  },
  must: c => [
    must('列入活动异常名录已满二年', c.row.cause !== 'twoYears' || isTwoYearsAbnormal(c), rule),
    must('处罚台账中该日及以前有五万元以上罚款', c.row.cause !== 'fined' || c.past.largePenalties > 0, rule),
    must('处罚台账中该日及以前有限期停止活动的处罚', c.row.cause !== 'stopped' || c.past.suspensions > 0, rule),
    must(
      '该日及以前三年内，处罚台账中有两次以上警告或者五万元以下罚款',
      c.row.cause !== 'twice' || c.past.smallPenalties > 1,
      rule,
    ),
  ],
}).steps({
  notify: { ...notified, fills: ['cause', 'facts', 'penalisedOn'] },
  hear: heard,
  decide: { ...listed, who: 'bureau-head' },
  publish: published,
})
export const seriousRemoval = procedure('移出严重违法失信名单', {
  changes: serious,
  starts: [{ every: months(24) }, 'application'],
}).steps({
  review: { who: 'county', does: '核实二年内有无新的违法失信', fills: ['leftWhy'], within: workingDays(5) },
  decide: { ...leaving, who: 'bureau-head', called: { stop: '移出名单', continue: '不予移出' } },
})

type Listed = Of<typeof serious>
type Row = Readonly<Record<string, any>>
/** Of a penalty: what it is a reason for here, if it is one. */
function causeOf(row: Row) {
  if (row.grade === 'suspension') return 'stopped'
  if (row.grade === 'large') return 'fined'
  return row.isRepeated ? 'twice' : undefined
}
function factsOf(row: Row) {
  if (row.revokedWhy) return '被撤销登记'
  return row.grade
    ? `${row.penalisedOn}受${row.authority}处罚（${row.document}）：${row.facts}`
    : '列入活动异常名录满二年，仍未移出'
}
function isTwoYearsAbnormal({ organisation: { facts }, on }: Listed) {
  return !!facts.abnormalSince && birthdayOf(facts.abnormalSince, 2) <= on
}
