/** One business in the rehearsal: what the calibration file tells of it, and how it is lived. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { inChinese } from '#core/profile/calibration'
import type { Progress } from '#core/progress'
import type { Life } from '../life.ts'

export interface Rehearsal<T = any> {
  /** The business, and the name of its section in calibration.json, `offices`. */
  readonly business: string
  /** What the section must say; the sums in it must agree with each other. */
  readonly told: z.ZodType<T>
  /** Enters the opening stock and puts the rest on the agenda. Through the core's own rules and writes, in sets. */
  readonly rehearse: (life: Life, told: T, progress: Progress) => Promise<void>
}

/** Those of whom the file tells something. @throws Refusal in one sentence, before anything is written */
export const toldOf = (all: readonly Rehearsal[], offices: Readonly<Record<string, unknown>>) => {
  for (const name of Object.keys(offices))
    if (!all.some(r => r.business === name))
      throw new Refusal(`calibration.json offices 中的「${name}」没有演练，请核对业务名称。什么都没有写入`)
  return all.flatMap(rehearsal => {
    if (!(rehearsal.business in offices)) return []
    const parsed = rehearsal.told.safeParse(offices[rehearsal.business], inChinese)
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!
      const where = ['offices', rehearsal.business, ...path].join('.')
      throw new Refusal(`calibration.json 「${where}」不对（${message}），请改正后重试。什么都没有写入`)
    }
    return [{ rehearsal, told: parsed.data }]
  })
}
