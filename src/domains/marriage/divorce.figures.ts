/** What the work report says of divorces: an application is not yet one, and the share is no 离婚率. */
import { figures } from '#define'
import { reissues } from './divorce.reissue.ts'
import { divorces, registration } from './divorce.ts'

export const counted = figures(({ accepted, during, lapsed, share, withdrawn }) => ({
  受理离婚申请: accepted(registration),
  离婚登记: during(divorces),
  '离婚登记(跨区域通办)': during(divorces, { where: { isAcross: true } }),
  撤回离婚登记申请: withdrawn(registration),
  逾期视为撤回离婚登记申请: lapsed(registration),
  离婚申请转化率: {
    ...share(during(divorces), accepted(registration)),
    means: '离婚登记对数与受理离婚申请对数之比；不是离婚率（离婚率含法院判决、调解离婚，以年平均人口为分母）',
  },
  补领离婚证: during(reissues),
}))
