/** 等级评估: 1A to 5A, valid for five years; three and more make the annual inspection short; who would rise applies anew before, after so many years. */
import { field, local, must, type Of, procedure, register, setByCounty } from '#define'
import { birthdayOf, type Day, months, monthsApart, workingDays } from '#define/time'
import { deregistration } from './social-organisations.changes.ts'
import { revocation } from './social-organisations.revocation.ts'

const standards = setByCounty('社会组织评估规定', {
  againAfter: local.count('获得等级满几年可以重新评估', '3'),
})
const order = '《社会组织评估管理办法》（民政部令第39号）'

export const ratings = register('社会组织评估等级台账', {
  about: 'organisation',
  over: 'period',
  countedIn: '家',
  holdsFor: months(60),
  standards,
  endsWithNext: true,
  law: [order],
  endsWith: [deregistration, revocation],
  tells: { rating: 'grade', ratedSince: { is: 'its first day' }, ratingUntil: { is: 'its last day' } },
  fields: {
    score: field.perhaps(field.count('评估得分')),
    grade: field.count('评估等级（几A）'),
    report: field.perhaps(field.text('评估意见')),
    document: field.serial('等级证书编号', '民社评〔{year}〕{n3}号'),
  },
})
export const rating = procedure('社会组织等级评估', {
  makes: ratings,
  law: [order],
  starts: ['application'],
  must: c => [
    must('取得登记证书满两个年度', isTwoYearsOld(c.organisation.facts.registered, c.applied), `${order}第六条`),
    must('没有等级，或者获得现有等级已满规定年数', mayRiseAgain(c)),
    must('上年度年检没有不合格', c.organisation.facts.lastConclusion !== 'fail', `${order}第七条`),
    must(
      '没有列入活动异常名录和严重违法失信名单',
      !c.organisation.isAbnormal && !c.organisation.isSeriouslyListed,
      '民政部令第60号',
    ),
    must('等级为1A至5A', !c.row.grade || (c.row.grade >= 1 && c.row.grade <= 5), order),
  ],
}).steps({
  apply: { who: 'organisation', asks: ['report'] },
  accept: { who: 'county', within: workingDays(5) },
  see: { who: 'county', does: '实地考察，初评', people: 2, fills: ['score', 'grade'], within: workingDays(20) },
  decide: {
    ...{ who: 'county', does: '评估委员会终评', notBy: 'see', within: workingDays(20) },
    called: { grant: '授予等级', refuse: '不授予等级' },
  },
  publish: { who: 'county', does: '公告并发证', within: workingDays(10) },
})
function mayRiseAgain({ organisation, standards, applied }: Of<typeof ratings>) {
  const { ratedSince } = organisation.facts
  return !ratedSince || birthdayOf(ratedSince, standards.againAfter) <= applied
}
function isTwoYearsOld(registered: Day | undefined, on: Day) {
  return !!registered && monthsApart(registered, on) - (on.slice(8) < registered.slice(8) ? 1 : 0) >= 24
}
