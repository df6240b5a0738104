/** 低保指标: what is reported of households and people in, come and gone, and of the money. */
import { figures } from '#define'
import { roster } from './minimum-living.roster.ts'
import { allowance } from './minimum-living.ts'

export const counted = figures(({ holding, entered, left, paid, share, base }) => ({
  在保低保户数: holding(roster),
  在保低保人数: holding(roster, { people: 'persons' }),
  城市低保户数: holding(roster, { where: { area: 'urban' } }),
  农村低保户数: holding(roster, { where: { area: 'rural' } }),
  城市低保人数: holding(roster, { people: 'persons', where: { area: 'urban' } }),
  农村低保人数: holding(roster, { people: 'persons', where: { area: 'rural' } }),
  单人保人数: holding(roster, { people: 'persons', where: { alone: true } }),
  新增低保户数: entered(roster),
  新增低保人数: entered(roster, { people: 'persons' }),
  退出低保户数: left(roster),
  退出低保人数: left(roster, { people: 'persons' }),
  低保累计支出: paid(allowance),
  低保覆盖率: share(holding(roster, { people: 'persons' }), base('户籍人口')),
}))
