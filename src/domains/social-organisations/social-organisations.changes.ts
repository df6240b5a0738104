/** 变更、换证、注销: what may happen to an organisation that is registered. */
import { mind, must, procedure } from '#define'
import { days, daysApart, fullYears, workingDays } from '#define/time'
import { registered } from './social-organisations.registered.ts'
import { hasMembers, headsNoOther, officersInOrder, type Registered } from './social-organisations.rules.ts'

export const change = procedure('社会组织变更登记', {
  changes: registered,
  law: ['《社会团体登记管理条例》第十八条', '《民办非企业单位登记管理暂行条例》第十五条'],
  starts: ['application'],
  inAll: { within: workingDays(20) },
  must: c => [
    must('已写明变更事项', !!c.row.changedWhat, '《社会团体登记管理条例》第十八条'),
    must(
      '年检不合格，整改完成前不变更名称和业务范围',
      c.organisation.facts.lastConclusion !== 'fail' || !isNameOrScope(c),
    ),
    must('没有列入严重违法失信名单', !c.organisation.isSeriouslyListed, '民政部令第60号'),
    must('名称不与已登记的社会组织相同', c.past.sameName === 0, '《社会组织名称管理办法》'),
    ...headsNoOther(c),
    ...officersInOrder(c),
    mind('业务主管单位同意之日起三十日内提出', isWithinThirtyDays(c), '《社会团体登记管理条例》第十八条'),
    mind('会员数仍达到规定', c.row.kind !== 'association' || hasMembers(c), '《社会团体登记管理条例》第十条'),
  ],
}).steps({
  apply: {
    who: 'organisation',
    asks: [
      ...(['changedWhat', 'consentedOn', 'name', 'address', 'scope', 'isSponsored', 'sponsor', 'legalPerson'] as const),
      ...(['idNumber', 'termUntil', 'funds', 'individuals', 'units', 'staff', 'party', 'phone', 'officers'] as const),
    ],
    needs: ['changedWhat'],
  },
  accept: { who: 'county', fills: ['papers'], within: workingDays(5) },
  decide: {
    ...{ who: 'county', notBy: 'accept', within: workingDays(15) },
    decides: ['adjust', 'refuse'],
    called: { adjust: '准予变更', refuse: '不予变更' },
  },
  publish: { who: 'county', does: '换发证书；名称、住所、法定代表人变更的公告', within: workingDays(10) },
})

/** 到期换证: opened sixty days before the certificate runs out, and told to the organisation (rulebook 17, W33). */
export const renewal = procedure('社会组织到期换证', {
  changes: registered,
  starts: ['application', { runsOut: 'certificateUntil', notice: days(60), remind: [days(30), days(7)] }],
  must: ({ organisation, row, standards, on }) => [
    must(
      '新证书有效期自今天起，不超过规定年限',
      row.certificateUntil > on && fullYears(on, row.certificateUntil) <= standards.certificateYears,
    ),
    must('没有列入严重违法失信名单', !organisation.isSeriouslyListed, '民政部令第60号'),
    mind('最近一次年检合格', organisation.facts.lastConclusion !== 'fail', '《社会团体登记管理条例》第二十八条'),
    mind('负责人在任期内', row.termUntil >= on, '章程示范文本'),
    mind('没有列入活动异常名录', !organisation.isAbnormal, '民政部令第60号'),
  ],
}).steps({
  apply: { who: 'organisation', does: '申请换证', asks: ['address', 'phone'], before: 'certificateUntil' },
  accept: { who: 'county', does: '收回旧证，核对登记事项', fills: ['certificateUntil'], within: workingDays(5) },
  decide: {
    ...{ who: 'county', notBy: 'accept', within: workingDays(10) },
    decides: ['adjust', 'refuse'],
    called: { adjust: '换发证书', refuse: '不予换证' },
  },
})

/** 注销: liquidated first, under the eyes of the sponsor; then within fifteen days. */
export const deregistration = procedure('社会组织注销登记', {
  changes: registered,
  law: ['《社会团体登记管理条例》第十九条至第二十一条', '《民办非企业单位登记管理暂行条例》第十六条、第十七条'],
  starts: ['application'],
  inAll: { within: workingDays(20) },
  must: isLiquidated,
  mustTo: { stop: isLiquidated },
}).steps({
  apply: {
    who: 'organisation',
    does: '申请注销',
    asks: ['endedWhy', 'liquidatedOn'],
    needs: ['endedWhy', 'liquidatedOn'],
  },
  accept: {
    who: 'county',
    does: '受理，收存清算报告书',
    fills: ['liquidationReport', 'papers'],
    needs: ['liquidationReport'],
    within: workingDays(5),
  },
  decide: {
    ...{ who: 'county', notBy: 'accept', within: workingDays(15) },
    decides: ['stop', 'refuse'],
    called: { stop: '准予注销', refuse: '不予注销' },
  },
  publish: { who: 'county', does: '收缴证书和印章，公告', within: workingDays(10) },
})

const isNameOrScope = ({ row }: Registered) => row.changedWhat === 'name' || row.changedWhat === 'scope'
const isWithinThirtyDays = ({ row, applied }: Registered) =>
  !row.consentedOn || daysApart(row.consentedOn, applied) <= 30
const isWithinFifteenDays = ({ row, applied }: Registered) =>
  !row.liquidatedOn || daysApart(row.liquidatedOn, applied) <= 15
function isLiquidated(c: Registered) {
  const { liquidatedOn, liquidationReport } = c.row
  return [
    must('清算已经结束', !!liquidatedOn && liquidatedOn <= c.on, '《社会团体登记管理条例》第二十条'),
    must('已收存清算报告书', !!liquidationReport, '《社会团体登记管理条例》第二十一条'),
    mind('清算结束之日起十五日内提出', isWithinFifteenDays(c), '《社会团体登记管理条例》第二十一条'),
  ]
}
