/** 严重违法失信名单: two years on the other one, or what is grave at once (民政部令第60号). */
import { field, must, type Of, procedure, register } from '#define'
import { yuan } from '#define/money'
import { birthdayOf, months, workingDays } from '#define/time'
import { abnormal } from './abnormal-organisations.ts'
import { deregistration } from './social-organisations.changes.ts'
import { revocation } from './social-organisations.revocation.ts'

const rule = '《社会组织信用信息管理办法》（民政部令第60号）'

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
      fined: '受五万元以上罚款',
      twice: '三年内两次受警告或者五万元以下罚款',
      court: '被列为失信被执行人',
      revoked: '被撤销登记、吊销证书',
    }),
    facts: field.text('事实和理由'),
    earlierOn: field.perhaps(field.day('前一次处罚决定日期')),
    penalisedOn: field.perhaps(field.day('处罚决定日期')),
    fine: field.perhaps(field.sum('罚款金额（警告不填）')),
    defence: field.perhaps(field.text('陈述申辩')),
    document: field.serial('决定书文号', '民社严〔{year}〕{n3}号'),
    leftWhy: field.perhaps(field.text('移出理由')),
  },
})
export const seriousListing = procedure('列入严重违法失信名单', {
  makes: serious,
  law: [rule],
  starts: [{ every: months(24), among: abnormal }, { stopped: revocation }, 'application'],
  brings: {
    cause: ({ row }) => (row.revokedWhy ? 'revoked' : 'twoYears'),
    facts: ({ row }) => (row.revokedWhy ? '被撤销登记' : '列入活动异常名录满二年，仍未移出'),
  },
  must: c => [
    must('罚款在五万元以上', c.row.cause !== 'fined' || isLarge(c), rule),
    must('两次处罚在三年之内', c.row.cause !== 'twice' || isTwiceInThreeYears(c), rule),
  ],
}).steps({
  notify: {
    ...{
      who: 'county',
      does: '告知事实、理由、依据和陈述申辩的权利',
      fills: ['cause', 'facts', 'earlierOn', 'penalisedOn', 'fine'],
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

type Listed = Of<typeof serious>
function isLarge({ row: { fine } }: Listed) {
  return fine !== undefined && !(fine < yuan(50_000))
}
/** The anniversary is still within (《民法典》第二百零二条). */
function isTwiceInThreeYears({ row: { earlierOn, penalisedOn } }: Listed) {
  return !!earlierOn && !!penalisedOn && earlierOn < penalisedOn && penalisedOn <= birthdayOf(earlierOn, 3)
}
