/** What the law says of any couple that comes to the registry, for marriage and divorce alike. */
import { local, mind, must, type Person } from '#define'

/** Since when a couple may come from anywhere is the county's: pilots began before the whole country did. */
export const where = local.oneOf(
  '可以在本县办理的当事人',
  {
    local: '一方户籍在本县的',
    residence: '一方户籍或者居住证在本县的（跨省通办试点）',
    anywhere: '全国任何地方的（全国通办）',
  },
  'anywhere',
)
interface Couple {
  readonly husband: Person
  readonly wife: Person
  readonly row: { readonly residencePermit?: boolean | undefined; readonly hukouBook?: boolean | undefined }
  readonly standards: { readonly where: 'local' | 'residence' | 'anywhere' }
}
export const fromHere = ({ husband, wife, row, standards }: Couple) => {
  const isLocal = husband.isLocal || wife.isLocal
  if (standards.where === 'residence')
    return must('一方户籍或者居住证在本县', isLocal || !!row.residencePermit, '民政部跨省通办试点方案')
  return must('一方户籍在本县', isLocal || standards.where === 'anywhere', '《婚姻登记条例》（2003）第四条、第十条')
}
/** No longer asked since the Regulation of 2025. */
export const withHukouBook = ({ row }: Couple) =>
  must('出示户口簿', !!row.hukouBook, '《婚姻登记条例》（2003）第五条、第十一条').until('2025-05-10')
export const isAcross = ({ husband, wife }: Pick<Couple, 'husband' | 'wife'>) => !husband.isLocal && !wife.isLocal
export const identity = ({ husband, wife }: Pick<Couple, 'husband' | 'wife'>) =>
  mind('男方为男性、女方为女性，与证件一致', husband.sex !== '女' && wife.sex !== '男')
