/** 社会组织登记: what the county keeps of each society and each private service unit; foundations are the province's. */
import { field, local, past, register, setByCounty } from '#define'

export const standards = setByCounty('社会组织登记规定', {
  certificateYears: local.count('登记证书有效期（年）', '5'),
  termYears: local.count('负责人每届任期不超过（年）', '5'),
  excusedAfter: local.dateOfYear('报告年度的此日以后登记的免检（撤销登记时计算应检年度）', '06-30'),
  serviceFunds: local.yuanEach('民办非企业单位最低开办资金', '30000'),
})

export const kinds = { association: '社会团体', service: '民办非企业单位', foundation: '基金会' }

/** 负责人: with their terms; a public servant only where it has been approved. */
export const officers = register('社会组织负责人', {
  about: 'organisation',
  over: 'period',
  fields: {
    name: field.text('姓名'),
    idNumber: field.idNumber(),
    post: field.choice('职务', {
      chair: '会长（理事长）',
      vice: '副会长（副理事长）',
      secretary: '秘书长',
      supervisor: '监事',
      director: '院长（主任、校长）',
    }),
    termFrom: field.day('任期自'),
    termUntil: field.day('任期至'),
    isOfficial: field.yesNo('是否公职人员兼任'),
    approval: field.perhaps(field.text('兼职批准文件')),
  },
})

export const registered = register('社会组织登记台账', {
  about: 'organisation',
  over: 'period',
  countedIn: '个',
  keptBy: 'county',
  standards,
  parts: { officers },
  past: { headsOthers: past.othersWith('kind', 'idNumber'), sameName: past.othersWith('name') },
  law: ['《社会团体登记管理条例》第十二条', '《民办非企业单位登记管理暂行条例》第十二条'],
  tells: {
    name: 'name',
    creditCode: 'creditCode',
    seat: 'address',
    form: 'kind',
    sponsor: 'sponsor',
    registered: { is: 'its first day' },
    hasSponsor: 'isSponsored',
    certificateUntil: 'certificateUntil',
    termUntil: 'termUntil',
  },
  fields: {
    name: field.text('名称'),
    kind: field.choice('类型', kinds),
    creditCode: field.creditCode(),
    address: field.text('住所'),
    scope: field.text('业务范围'),
    branch: field.choice('行业分类', {
      science: '科技研究',
      education: '教育',
      health: '卫生',
      welfare: '社会服务',
      culture: '文化',
      sport: '体育',
      trade: '工商业服务',
      farming: '农业及农村发展',
      mutualAid: '“救急难”互助',
      other: '其他',
    }),
    isSponsored: field.yesNo('有业务主管单位'),
    sponsor: field.perhaps(field.text('业务主管单位')),
    isDirect: field.yesNo('属直接登记范围'),
    legalPerson: field.text('法定代表人'),
    idNumber: field.idNumber('法定代表人身份证号'),
    termUntil: field.day('本届任期届满日'),
    funds: field.sum('注册（开办）资金'),
    individuals: field.count('个人会员数'),
    units: field.count('单位会员数'),
    staff: field.count('专职工作人员数'),
    party: field.choice('党组织', { own: '单独建立', joint: '联合建立', instructor: '派指导员', none: '未建立' }),
    isCharity: field.yesNo('慈善组织'),
    phone: field.text('联系电话'),
    certificateUntil: field.day('证书有效期至'),
    papers: field.perhaps(field.files('登记材料')),
    changedWhat: field.perhaps(
      field.choice('变更事项', {
        name: '名称',
        scope: '业务范围',
        address: '住所',
        legal: '法定代表人',
        funds: '注册（开办）资金',
        sponsor: '业务主管单位',
        charter: '章程核准',
        term: '换届（负责人备案）',
      }),
    ),
    consentedOn: field.perhaps(field.day('业务主管单位同意日期')),
    endedWhy: field.perhaps(
      field.choice('注销原因', {
        purpose: '完成宗旨',
        dissolved: '自行解散',
        merged: '分立、合并',
        other: '其他原因终止',
      }),
    ),
    liquidatedOn: field.perhaps(field.day('清算结束日期')),
    liquidationReport: field.perhaps(field.text('清算报告书文号')),
    revokedWhy: field.perhaps(
      field.choice('撤销登记事由', { absent: '连续两年不参加年检', failed: '连续两年年检不合格' }),
    ),
    revokedFacts: field.perhaps(field.text('拟撤销登记的事实、理由和依据')),
    revokedDefence: field.perhaps(field.text('陈述申辩意见')),
    wantsHearing: field.perhaps(field.yesNo('要求听证')),
    hearingRecord: field.perhaps(field.text('听证笔录和意见')),
    revocationDocument: field.perhaps(field.serial('撤销登记决定书文号', '民社撤〔{year}〕{n3}号')),
  },
})
