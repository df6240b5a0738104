/** 殡葬指标: both cremation rates, each by its own name; relief by cases settled; how far the chain to a resting place is closed. */
import { figures } from '#define'
import { following, resting } from './ashes.ts'
import { bodies, cremation } from './cremation.ts'
import { granted } from './funeral-relief.ts'

export const counted = figures(({ during, ended, open, holding, share, base }) => ({
  火化遗体: during(bodies),
  /** The work report's, to one decimal: of the deaths in the zone where people are to be cremated. */
  火化率: share(during(bodies, { where: { zone: 'cremation' } }), base('火化区死亡人数'), { decimals: 1 }),
  /** The nation's: of all deaths. */
  '火化率（全部死亡）': share(during(bodies), base('死亡人数')),
  县外户籍火化遗体: during(bodies, { where: { zone: 'elsewhere' } }),
  在办火化: open(cremation),
  享受惠民殡葬补贴人数: during(granted, { distinct: true }),
  惠民殡葬补贴金额: during(granted, { sum: 'relief' }),
  凭票补给家属人数: during(granted, { distinct: true, where: { way: 'receipt' } }),
  骨灰去向未闭环: open(following),
  骨灰流向跟踪率: share(ended(following, 'close'), during(bodies)),
  骨灰寄存: holding(resting, { where: { destination: 'deposit' } }),
  骨灰无人认领: holding(resting, { where: { destination: 'unclaimed' } }),
}))
