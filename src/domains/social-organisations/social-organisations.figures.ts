/** 社会组织指标: who is registered, who came, changed and left; who was inspected, and how it ended. */
import { figures } from '#define'
import { serious } from './abnormal-organisations.serious.ts'
import { abnormal } from './abnormal-organisations.ts'
import { inspection, reports } from './annual-reports.ts'
import { checks, hazards } from './organisation-checks.ts'
import { penalties } from './organisation-penalties.ts'
import { ratings } from './organisation-ratings.ts'
import { change, deregistration, renewal } from './social-organisations.changes.ts'
import { registered } from './social-organisations.registered.ts'
import { revocation } from './social-organisations.revocation.ts'

export const counted = figures(({ holding, entered, left, during, ended, expected, share }) => ({
  社会组织成立登记: entered(registered),
  社会组织变更登记: ended(change, 'adjust'),
  社会组织注销登记: ended(deregistration, 'stop'),
  社会组织撤销登记: ended(revocation, 'stop'),
  社会组织到期换证: ended(renewal, 'adjust'),
  登记社会组织总数: holding(registered),
  社会团体数: holding(registered, { where: { kind: 'association' } }),
  民办非企业单位数: holding(registered, { where: { kind: 'service' } }),
  社会组织党组织覆盖率: share(
    holding(registered, { where: { party: ['own', 'joint', 'instructor'] } }),
    holding(registered),
  ),
  完成年检的社会组织: during(reports, { distinct: true }),
  年检率: share(during(reports, { distinct: true }), expected(inspection)),
  年检合格率: share(during(reports, { where: { conclusion: 'pass' } }), during(reports)),
  获评3A以上社会组织数: holding(ratings, { where: { grade: [3, 4, 5] } }),
  活动异常名录在列数: holding(abnormal),
  列入活动异常名录: entered(abnormal, { distinct: true }),
  移出活动异常名录: left(abnormal, { distinct: true }),
  严重违法失信名单在列数: holding(serious),
  列入严重违法失信名单: entered(serious, { distinct: true }),
  社会组织行政处罚: during(penalties),
  双随机抽查社会组织: during(checks),
  抽查发现问题数: entered(hazards),
  抽查严重问题数: entered(hazards, { where: { grade: 'serious' } }),
  抽查问题整改销号数: left(hazards),
}))
