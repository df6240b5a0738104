/** 县级设置: choices and names of the county that are no quantities, each with the day it starts. */
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import type { Day } from '#define/time'

interface Setting {
  readonly title: string
  readonly options?: Readonly<Record<string, string>>
  /** Without one the county has to say it. */
  readonly otherwise?: string
}
const yesNo = { yes: '是', no: '否' }

export const settings = {
  /** National text does not exclude it; some places do (rulebook 2.1 (6)). */
  'publicity-inside-total': { title: '公示期计入总时限', options: yesNo, otherwise: 'yes' },
  /** From which month a stop takes effect (rulebook 1.5). */
  'stops-from': {
    title: '停发自',
    options: { 'next-month': '事由发生的次月', 'event-month': '事由发生的当月' },
    otherwise: 'next-month',
  },
  'pay-day': { title: '每月发放日', otherwise: '10' },
  /** Local custom; nothing is set off where the county has not said so (rulebook 1.6). */
  'overpaid-offset': { title: '多发的从以后待遇中抵扣的比例（%，0 为不抵扣）', otherwise: '0' },
  bureau: { title: '决定机关名称' },
  'supervision-phone': { title: '监督电话' },
  'review-authority': { title: '行政复议机关' },
  court: { title: '行政诉讼管辖法院' },
  /** The base of coverage: a dated figure of the police, not of this ledger (rulebook 24, 统计基数). */
  'registered-population': { title: '户籍人口' },
} as const satisfies Record<string, Setting>
export type SettingName = keyof typeof settings

/** The text in force; a business's own goes before that for all ('*'). Refuses what nobody has set and has no usual value. */
export const settingOn = async (
  db: Db,
  countyId: number,
  name: SettingName,
  day: Day,
  business = '*',
): Promise<string> => {
  const setting: Setting = settings[name]
  const found = await maybe(db, settingIn(countyId, name, sql`${day}::date`, business))
  const value = found?.value ?? setting.otherwise
  if (value === undefined)
    throw new Refusal(`${day} 还没有设置「${setting.title}」(${name})：请在县配置 settings.csv 中加一行后重新载入`)
  return value
}

/** What the county has said, for a statement that asks for more besides: nothing where it has said nothing. */
export const settingIn = (countyId: number, name: SettingName, day: RawBuilder<unknown>, business: string) =>
  sql<{ value: string }>`select value from county_setting
      where county_id = ${countyId} and name = ${name} and business in ('*', ${business}) and starts <= ${day}
      order by business = '*', starts desc limit 1`

/** What is wrong with a value; undefined when it may stand. */
export const faultOfSetting = (name: string, value: string): string | undefined => {
  if (!Object.hasOwn(settings, name)) return `没有「${name}」这项设置，可用的有 ${Object.keys(settings).join('、')}`
  const { title, options }: Setting = settings[name as SettingName]
  if (options && !Object.hasOwn(options, value))
    return `「${title}」应为 ${Object.entries(options)
      .map(([k, t]) => `${k}（${t}）`)
      .join('、')} 之一`
  if (name === 'overpaid-offset' && !/^([0-9]|[1-4][0-9]|50)$/.test(value)) return `「${title}」应为 0 至 50 的整数`
  if (name === 'pay-day' && !/^([1-9]|1\d|2[0-8])$/.test(value)) return `「${title}」应为 1 至 28 的整数`
  if (name === 'registered-population' && !/^[1-9]\d{0,8}$/.test(value)) return `「${title}」应为正整数`
  return undefined
}
