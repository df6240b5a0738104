/** One of each paper, about invented people. */
import {
  acceptanceLetter,
  adjustLetter,
  claimLetter,
  confirmationLetter,
  type Matter,
  missingPapersLetter,
  refusalLetter,
  stopLetter,
  suspensionLetter,
} from '#core/documents/letters'
import { meansReport } from '#core/documents/means-report'
import { benefitNotice } from '#core/documents/notice'
import { workReport } from '#core/documents/report'

const law = ['《社会救助暂行办法》', '《最低生活保障审核确认办法》（民发〔2021〕57号）']
export const matter: Matter = {
  benefit: '最低生活保障',
  about: 'household',
  to: '张𫖯',
  office: '南陵县籍山镇人民政府',
  number: '籍山低保〔2024〕12号',
  date: '2024-06-20',
  phone: '0553-0000000',
  law,
}
const remedy = { reviewBy: '南陵县人民政府', court: '南陵县人民法院' }
const sheet = [
  { title: '保障人口', amount: null, shows: '3人' },
  { title: '张𫖯的工资性收入', amount: 960000, source: '本人申报', law: '民发〔2021〕57号第十四条' },
  { title: '按标准应保障', amount: 135000, law: '《社会救助暂行办法》第十二条' },
  { title: '家庭月收入', amount: 80000, source: '上列各项合计' },
  { title: '减去家庭月收入后的差额', amount: 55000, law: '《社会救助暂行办法》第十二条' },
]
const failed = [
  {
    says: '人均收入低于当地低保标准',
    holds: false,
    found: '人均月收入900.00元，标准为每月700.00元',
    law: '《社会救助暂行办法》第九条',
  },
  { says: '机动车不超过规定', holds: false, found: '王䶮名下小型轿车一辆', law: '《社会救助暂行办法》第九条' },
  { says: '已书面授权核对', holds: true },
]

export const acceptance = acceptanceLetter({
  ...matter,
  applied: '2024-06-03',
  accepted: '2024-06-03',
  caseNumber: 'DB2024060001',
  limit: { says: '30个工作日', until: '2024-07-16', extendable: '45个工作日' },
  received: ['申请书和承诺', '每名成年成员的核对授权书', '收入和财产申报表'],
})
export const missingPapers = missingPapersLetter({
  ...matter,
  applied: '2024-06-03',
  missing: [
    { title: '王䶮的核对授权书', why: '每名成年成员都应当签名', law: '民发〔2021〕57号第八条' },
    { title: '离婚判决书', why: '部门共享数据中没有记载' },
  ],
  bringTo: '籍山镇便民服务中心社会救助窗口',
  until: '2024-06-14',
})
export const confirmation = confirmationLetter({
  ...matter,
  applied: '2024-06-03',
  category: '农村低保，A类',
  amount: 55000,
  firstMonth: '2024-07',
  persons: ['张𫖯', '王䶮', '张小一'],
  sheet,
  reasons: [
    {
      says: '人均收入低于当地低保标准',
      holds: true,
      found: '人均月收入266.67元，标准为每月450.00元',
      law: '《社会救助暂行办法》第九条',
    },
  ],
  terms: [{ title: '发放账户', says: '户名张𫖯，尾号1234' }],
  duties: [
    '家庭人口、收入、财产状况发生变化的，及时告知乡镇人民政府（《社会救助暂行办法》第十三条）。',
    '配合定期复核。',
  ],
  remedy,
})
export const refusal = refusalLetter({
  ...matter,
  applied: '2024-06-03',
  reasons: failed,
  sheet: sheet.slice(0, 2),
  advice: '你户可以申请最低生活保障边缘家庭认定。',
  remedy,
})
const change = { ...matter, firstMonth: '2024-09', reasons: failed.slice(0, 1), sheet: sheet.slice(2), remedy } as const
export const stop = stopLetter({ ...change, lastMonth: '2024-08' })
export const suspension = suspensionLetter({
  ...change,
  resumes: '请于三十日内与我们联系并接受核查，核查通过后恢复发放并补发。',
})
export const adjust = adjustLetter({ ...change, amountBefore: 55000, amountAfter: 60500 })
export const claim = claimLetter({
  ...matter,
  cause: '李某某于2024年8月3日死亡后未及时报告',
  months: [
    { month: '2024-09', paid: 55000, due: 30567 },
    { month: '2024-10', paid: 55000, due: 30567 },
  ],
  until: '2024-12-31',
  payTo: '南陵县民政局社会救助资金专户（账号由经办人当面告知）',
  remedy,
})
export const notice = benefitNotice({
  benefit: '最低生活保障',
  stage: 'before decision',
  office: '南陵县籍山镇人民政府',
  from: '2024-07-01',
  to: '2024-07-08',
  lasts: '7日',
  lines: [
    { name: '张𫖯', isMinor: false, village: '新坝村', persons: 3, category: '农村低保', amount: 55000 },
    { name: '王小二', isMinor: true, village: '城东社区', persons: 1, category: '城市低保', amount: 70000 },
  ],
  phone: '0553-0000000',
  law: ['《社会救助暂行办法》第十一条'],
})
export const means = meansReport({
  number: '核〔2024〕第00123号',
  office: '南陵县居民家庭经济状况核对中心',
  household: '张𫖯',
  purpose: '最低生活保障申请',
  askedBy: '籍山镇人民政府',
  asked: '2024-06-05',
  done: '2024-06-07',
  validUntil: '2024-12-07',
  authorised: [
    { name: '张𫖯', maskedId: '3499**********1234', signed: '2024-06-03' },
    { name: '王䶮', maskedId: '3499**********5678', signed: '2024-06-03' },
  ],
  findings: [
    {
      person: '张𫖯',
      kind: '不动产',
      source: '自然资源',
      found: '住宅一套，92平方米',
      limit: '一套',
      result: 'nothing',
    },
    {
      person: '王䶮',
      kind: '机动车',
      source: '公安',
      found: '小型轿车一辆，2022年登记',
      limit: '无',
      result: 'over the limit',
    },
    { person: '王䶮', kind: '工资薪金', source: '税务', found: '近12个月48000.00元', result: 'to be visited' },
  ],
})
export const report = workReport({
  office: '南陵县民政局',
  title: '2024年上半年工作总结',
  date: '2024-07-10',
  knownOn: '2024-07-08',
  sections: [
    {
      heading: '一、兜牢民生底线',
      paragraphs: [
        '城乡低保。新增低保310户522人，退出741户1064人，全县在保低保对象12515户18285人，累计支出6523.41万元。',
      ],
    },
  ],
  figures: [
    {
      id: 'minimum-living.households',
      title: '低保户数',
      value: 12515,
      unit: '户',
      period: '2024H1',
      area: '全县',
      definition: '期末在册、未停发的低保家庭户数',
    },
    {
      id: 'minimum-living.persons',
      title: '低保人数',
      value: 18285,
      unit: '人',
      period: '2024H1',
      area: '全县',
      definition: '期末在册低保家庭中的保障人口',
    },
  ],
})
export const everyPaper = {
  acceptance,
  missingPapers,
  confirmation,
  refusal,
  stop,
  suspension,
  adjust,
  claim,
  notice,
  means,
  report,
}
