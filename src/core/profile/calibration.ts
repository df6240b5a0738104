/** 校准: the totals that an invented county must yield, read from the profile and checked to agree with themselves. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import type { DivisionRow } from '#core/divisions/install'
import { textOf } from './table.ts'

const whole = z.int().nonnegative()
const perMille = z.int().min(0).max(1000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const schema = z.strictObject({
  about: z.string(),
  period: z.strictObject({ name: z.string(), from: day, to: day }),
  minimumLiving: z.strictObject({
    /** The stock on the last day before the period. */
    start: z.strictObject({ on: day, households: whole, persons: whole }),
    figures: z.strictObject({
      新增低保户数: whole,
      新增低保人数: whole,
      退出低保户数: whole,
      退出低保人数: whole,
      在保低保户数: whole,
      在保低保人数: whole,
    }),
    /** What goes otherwise than it should, in the half-year of a county of this size; none of it moves the figures. */
    beside: z
      .strictObject({
        投诉属实: whole,
        申诉维持: whole,
        申诉撤销: whole,
        时限暂停: whole,
        时限延长: whole,
        暂停后恢复: whole,
      })
      .optional(),
    /** What a person is paid on average, in yuan; incomes are drawn so that it comes out about so. */
    averagePerPersonMonth: z.number().positive(),
    /** How the households spread: thousandths of the county, and of the town's households those on the urban standard. */
    towns: z.array(z.strictObject({ code: z.string(), name: z.string(), perMille, urbanPerMille: perMille })).min(1),
  }),
  /** business → what its rehearsal must come to; each section is checked by the rehearsal that lives it. */
  offices: z.record(z.string(), z.unknown()).default({}),
  /** Printed for comparison, not reached exactly: 低保、特困、临时救助 together, in ten thousand yuan. */
  reference: z.strictObject({ 累计发放救助资金: z.number() }),
})
export type Calibration = z.infer<typeof schema>

const file = 'calibration.json'
export const readCalibration = async (dir: string, divisions: readonly DivisionRow[]): Promise<Calibration> => {
  const parsed = schema.safeParse(jsonOf(await textOf(dir, file), file), inChinese)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw wrong(`「${path.join('.') || '整个文件'}」不对（${message}）`)
  }
  const { period, minimumLiving: m } = parsed.data
  const f = m.figures
  same('户数', m.start.households + f.新增低保户数 - f.退出低保户数, f.在保低保户数)
  same('人数', m.start.persons + f.新增低保人数 - f.退出低保人数, f.在保低保人数)
  if (m.start.on >= period.from || period.from > period.to) throw wrong('期初日须早于期间第一天，期间首日不得晚于末日')
  for (const [title, persons, households] of [
    ['期初', m.start.persons, m.start.households],
    ['新增', f.新增低保人数, f.新增低保户数],
    ['期末', f.在保低保人数, f.在保低保户数],
  ] as const)
    if (persons < households) throw wrong(`${title}人数 ${persons} 少于户数 ${households}`)
  const total = m.towns.reduce((sum, t) => sum + t.perMille, 0)
  if (total !== 1000) throw wrong(`各乡镇千分比合计 ${total}，应为 1000`)
  for (const t of m.towns) {
    if (!divisions.some(d => d.level === 'town' && d.code === t.code && d.name === t.name))
      throw wrong(`乡镇「${t.code} ${t.name}」不在 divisions.csv 中`)
    const has = (kind: string) => divisions.some(d => d.parent === t.code && d.kind === kind)
    if ((t.urbanPerMille > 0 && !has('urban')) || (t.urbanPerMille < 1000 && !has('rural')))
      throw wrong(`「${t.name}」的城镇千分比 ${t.urbanPerMille} 与该镇的居委会、村委会不符`)
  }
  return parsed.data
}

/** What zod says, in Chinese. */
export const inChinese = { error: z.locales.zhCN().localeError }

export const jsonOf = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (e) {
    throw new Refusal(
      `${file} 不是正确的 JSON（${(e as Error).message.replace(/\s+/g, ' ')}），请核对逗号和引号。什么都没有写入`,
    )
  }
}

const same = (unit: string, reckoned: number, told: number) => {
  if (reckoned !== told) throw wrong(`${unit}对不上：期初＋新增－退出＝${reckoned}，在保写的是 ${told}`)
}
const wrong = (what: string) => new Refusal(`${file} ${what}，请改正后重试。什么都没有写入`)
