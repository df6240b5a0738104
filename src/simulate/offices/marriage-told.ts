/** What the file says of marriages and divorces, and the days on which the counter is lived. */
import { z } from 'zod'
import { plusDays } from '#core/calendar/days'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'

const whole = z.int().nonnegative()
export const told = z
  .strictObject({
    结婚登记: whole,
    '结婚登记(跨区域通办)': whole,
    受理离婚申请: whole,
    离婚登记: whole,
    '离婚登记(跨区域通办)': whole,
    撤回离婚登记申请: whole,
    逾期视为撤回离婚登记申请: whole,
    补领结婚证: whole,
    补领离婚证: whole,
    婚姻登记抽查件数: whole,
    抽查不合格件数: whole,
    婚姻登记合格率: z.number().min(0).max(100),
  })
  .refine(t => t['结婚登记(跨区域通办)'] <= t.结婚登记, '跨区域通办的结婚登记多于结婚登记')
  .refine(t => t['离婚登记(跨区域通办)'] <= t.离婚登记, '跨区域通办的离婚登记多于离婚登记')
  .refine(
    t => t.离婚登记 + t.撤回离婚登记申请 + t.逾期视为撤回离婚登记申请 <= t.受理离婚申请,
    '离婚登记、撤回和逾期的合计多于受理离婚申请',
  )
  .refine(t => t.婚姻登记抽查件数 <= t.结婚登记, '抽查的多于结婚登记')
  .refine(t => t.抽查不合格件数 <= t.婚姻登记抽查件数, '抽查不合格的多于抽查的')
  .refine(
    t => t.婚姻登记合格率 === Math.round((1 - t.抽查不合格件数 / (t.婚姻登记抽查件数 || 1)) * 10_000) / 100,
    '合格率与抽查件数、不合格件数不符',
  )
export type Told = z.infer<typeof told>

/** One day a week, that the whole county is lived in seconds; more come on days that sound like love. */
export const daysOf = ({ plan: { period }, agenda }: Life): Day[] => {
  const days = new Set<Day>()
  for (let day = period.from; day <= period.to; day = plusDays(day, 7)) days.add(agenda.workday(day, 2))
  for (const dear of ['-02-14', '-05-20']) days.add(agenda.workday(`${period.from.slice(0, 4)}${dear}` as Day, 0))
  return [...days].filter(d => d >= period.from && d <= period.to).sort()
}
