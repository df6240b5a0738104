/** 名称核准和成立登记: first the name, then within sixty days the certificate; a foundation is referred to the province. */
import { field, must, past, procedure, register } from '#define'
import { days, months, workingDays } from '#define/time'
import { kinds, registered } from './social-organisations.registered.ts'
import { mayBeRegistered } from './social-organisations.rules.ts'

const forms = {
  association: /(协会|学会|研究会|促进会|联合会|联谊会|商会|互助社|志愿者协会|会)$/,
  service: /(学校|幼儿园|医院|卫生所|养老院|敬老院|福利院|服务中心|中心|研究院|研究所|俱乐部|馆|院|所|站|园|社)$/,
  foundation: /基金会$/,
}
export const names = register('社会组织名称核准台账', {
  about: 'organisation',
  over: 'period',
  holdsFor: months(6),
  past: { sameName: past.othersWith('name') },
  fields: {
    name: field.text('拟用名称'),
    kind: field.choice('类型', kinds),
    promoters: field.text('发起人（举办者）'),
    isListed: field.yesNo('与已登记的社会组织同名或近似'),
  },
})
export const nameCheck = procedure('社会组织名称核准', {
  makes: names,
  law: ['《社会组织名称管理办法》'],
  starts: ['application'],
  inAll: { within: workingDays(10) },
  must: ({ row, past }) => [
    must('基金会由省级民政部门登记，县级只作引导', row.kind !== 'foundation', '《基金会管理条例》第六条'),
    must('名称以反映组织形式的字样结尾', !!row.name && forms[row.kind].test(row.name), '《社会组织名称管理办法》'),
    must('名称不含“中国”“全国”“中华”等字样', !/中国|全国|中华/.test(row.name ?? ''), '《社会组织名称管理办法》'),
    must('名称没有被他人预先核准', past.sameName === 0, '《社会组织名称管理办法》'),
    must('名称不与已登记的社会组织相同或近似', !row.isListed, '《社会组织名称管理办法》'),
  ],
}).steps({
  apply: { who: 'applicant', asks: ['name', 'kind', 'promoters'] },
  review: { who: 'county', does: '查重', fills: ['isListed'], within: workingDays(5) },
  decide: {
    ...{ who: 'county', notBy: 'review', within: workingDays(5) },
    called: { grant: '名称可用', refuse: '名称不可用' },
  },
})

export const establishment = procedure('社会组织成立登记', {
  makes: registered,
  law: ['《社会团体登记管理条例》第十二条', '《民办非企业单位登记管理暂行条例》第十一条'],
  starts: ['application'],
  inAll: { within: days(60) },
  must: mayBeRegistered,
}).steps({
  apply: {
    who: 'applicant',
    asks: [
      ...(['name', 'kind', 'address', 'scope', 'branch', 'isSponsored', 'sponsor', 'isDirect', 'legalPerson'] as const),
      ...(['idNumber', 'termUntil', 'funds', 'individuals', 'units', 'staff', 'party', 'isCharity', 'phone'] as const),
      'officers',
    ],
  },
  accept: { who: 'county', fills: ['papers'], within: workingDays(5) },
  review: {
    ...{ who: 'county', does: '审查，取得统一社会信用代码', within: workingDays(20) },
    fills: ['creditCode', 'certificateUntil'],
  },
  decide: {
    ...{ who: 'county', notBy: 'review', within: workingDays(10) },
    called: { grant: '准予登记', refuse: '不予登记' },
  },
  publish: { who: 'county', does: '发证并公告', within: workingDays(10) },
})
