/** What travels, as schemas: ids are text, days and months are written, sums are yuan. */
import { z } from 'zod'
import { isDay } from '#core/calendar/days'
import type { Day, Month } from '#define/time'

z.config(z.locales.zhCN())

/** A number of the ledger, travelling as text. */
export const id = z
  .union([z.string().regex(/^\d{1,16}$/), z.int().positive()], '「编号」不对，请从列表中选择')
  .refine(n => Number.isSafeInteger(Number(n)), '「编号」不对，请从列表中选择')
  .transform(Number)
  .meta({ description: '编号' })
export const day = z
  .string()
  .refine(isDay, '「日期」不对，应写作 2024-07-01')
  .transform(text => text as Day)
  .meta({ description: '日期，2024-07-01', format: 'date' })
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '「月份」不对，应写作 2024-07')
  .transform(text => text as Month)
export const uuid = z.uuid('「附件」编号不对')
export const says = z.string().max(4000, '「说明」过长，请不超过四千字')
export const version = z
  .number()
  .int()
  .min(0)
  .optional()
  .meta({ description: '打开时看到的版本；已被他人更改时答 409' })
export const limit = z.coerce.number('「limit」应为整数').int().min(1).max(200).default(50)
export const flag = z.enum(['0', '1', 'true', 'false']).transform(text => text === '1' || text === 'true')
export const values = z.record(z.string(), z.unknown())
export const parts = z.record(z.string(), z.array(values).max(500))
