/** People and households as they are handed in: what each field must look like. */
import { z } from 'zod'
import { day, id } from './words.ts'

const code = z.string().regex(/^\d{2}$/, '代码应为两位数字')
const standing = z.object({
  kind: z.enum(['disability', 'serious illness', 'imprisoned', 'cleric', 'student', 'incapacity', 'refused work']),
  variety: z.enum(['视力', '听力', '言语', '肢体', '智力', '精神', '多重']).optional(),
  degree: z.number().int().min(1).max(4).optional(),
  certificate: z.string().max(40).optional(),
  from: day,
  until: day.optional(),
  source: z.string().min(1, '请写明来源').max(100),
})
export const person = z.object({
  name: z.string().min(1, '「姓名」没有填写').max(100),
  idNumber: z.string().max(40).optional(),
  idKind: code.optional(),
  born: day.optional(),
  sex: z.enum(['男', '女']).optional(),
  ethnicity: code.optional(),
  registeredDivisionId: id.nullable().optional(),
  address: z.string().max(200).optional(),
  phone: z
    .string()
    .regex(/^[\d+ -]{7,20}$/, '「电话」只能是数字，请核对')
    .optional(),
  marital: z.enum(['10', '20', '30', '40', '90']).optional(),
  health: z.string().max(100).optional(),
  labour: z.enum(['able', 'partly', 'unable', 'none']).optional(),
  employment: z.string().max(100).optional(),
  standings: z.array(standing).max(20).optional(),
})
export const fieldTitles = { idNumber: '证件号码', phone: '联系电话' } as const
export const member = person.extend({ relation: code })
export const household = z.object({
  divisionId: id,
  address: z.string().max(200).optional(),
  from: day.optional(),
  head: person,
  members: z.array(member).max(30).default([]),
})
