/** What the work report says of marriages. */
import { figures } from '#define'
import { reissues } from './marriage.reissue.ts'
import { marriages } from './marriage.ts'

export const counted = figures(({ during }) => ({
  结婚登记: during(marriages),
  '结婚登记(跨区域通办)': during(marriages, { where: { isAcross: true } }),
  补领结婚证: during(reissues),
}))
