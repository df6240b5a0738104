/** Definitions → schemas: what a step, an opening or a row looks like when it travels, for checking and for the description alike. */
import { z } from 'zod'
import { isDay } from '#core/calendar/days'
import type { SomeProcedure } from '#core/catalogue'
import { isInPerson } from '#core/procedures/counter'
import { writable } from '#core/procedures/fill'
import { titleOfOutcome } from '#core/procedures/view-steps'
import { isJoint, measuresOf, outcomesOf, rolesOf } from '#core/registers/columns'
import type { Field, Fields } from '#define/field'
import type { AnyRegister } from '#define/register'
import { roleTitles } from '#define/subjects'
import './words.ts'

const told = (f: Field<any>) =>
  [f.title, f.unit, f.isSecret && '只写，读出为掩码', f.sharedBy && `由${f.sharedBy}共享`].filter(Boolean).join('；')
const wrong = (f: Field<any>, what: string) => `「${f.title}」的内容不对：${what}`

const typeOf = (f: Field<any>): z.ZodType => {
  switch (f.type) {
    case 'money':
      return z
        .string(wrong(f, '请填写金额，单位元'))
        .regex(/^-?\d{1,11}(\.\d{1,2})?$/, wrong(f, '请填写金额，单位元，最多两位小数'))
    case 'count':
      return z
        .int(wrong(f, '请填写整数'))
        .min(0, wrong(f, '请填写不小于零的整数'))
        .max(999_999_999, wrong(f, '数字过大'))
    case 'yes-no':
      return z.boolean(wrong(f, '请选择是或否'))
    case 'choice':
      return z.enum(
        Object.keys(f.options ?? {}) as [string, ...string[]],
        wrong(f, `请在${Object.values(f.options ?? {}).join('、')}中选择`),
      )
    case 'day':
      return z.string(wrong(f, '请填写日期')).refine(isDay, wrong(f, '请填写日期，如 2024-07-01'))
    case 'month':
      return z.string(wrong(f, '请填写月份')).regex(/^\d{4}-(0[1-9]|1[0-2])$/, wrong(f, '请填写月份，如 2024-07'))
    case 'person':
    case 'place':
    case 'subject':
      return z.union([z.string().regex(/^\d{1,15}$/), z.int().positive()], wrong(f, '请从名单中选择'))
    case 'files':
      return z.array(z.uuid(wrong(f, '请上传附件'))).max(50, wrong(f, '附件过多'))
    default:
      return z.string(wrong(f, '请填写文字')).max(20_000, wrong(f, '文字过长，请不超过两万字'))
  }
}
/** An empty text is as good as none; what else is wrong is said in the field's own words. */
const closest = (issue: unknown) =>
  (issue as { errors?: readonly (readonly { message?: string }[])[] }).errors?.[0]?.[0]?.message ?? null
/** Everything may be left out here: what must not be missing is the step's own rule, told with all that is missing at once. */
export const fieldShapes = (fields: Fields) => shapeOf(fields)
const shapeOf = (fields: Fields) =>
  z.object(
    Object.fromEntries(
      Object.entries<Field<any>>(fields)
        .filter(([, f]) => f.type !== 'serial')
        .map(([name, f]) => [
          name,
          z
            .union([typeOf(f), z.literal('')], { error: closest })
            .nullish()
            .meta({ description: told(f) }),
        ]),
    ),
  )
const partsShape = (r: AnyRegister, names: readonly string[]) =>
  z.object(
    Object.fromEntries(
      names.map(name => {
        const part = r.told.parts![name]!
        return [name, z.array(shapeOf(part.told.fields)).max(500).optional().meta({ description: part.title })]
      }),
    ),
  )

const filled = (p: SomeProcedure, steps: readonly string[]) => {
  const may = writable(p, steps)
  return {
    fields: z.looseObject(shapeOf(may.fields).shape).default({}),
    parts: z.looseObject(partsShape(p.register, may.parts).shape).default({}),
  }
}

/** What an applicant says before an official does anything; where nobody applies in person, the first step. */
export const openingSteps = (p: SomeProcedure): string[] => {
  const steps = Object.keys(p.steps)
  const official = steps.findIndex(k => p.steps[k]!.who !== 'applicant' && !isInPerson(p.steps[k]!))
  return official === 0 ? steps.slice(0, 1) : steps.slice(0, official < 0 ? steps.length : official)
}
const ids = z
  .union([z.string().regex(/^\d{1,15}$/, '「编号」不对，请从列表中选择'), z.int().positive()])
  .transform(Number)
const cameShape = (r: AnyRegister) =>
  z
    .array(z.enum(rolesOf(r).map(([role]) => role) as [string, ...string[]], '到场人不是本办件的当事人'))
    .optional()
    .meta({ description: '本人到场的当事人' })
const rolesShape = (r: AnyRegister) =>
  z
    .object(
      Object.fromEntries(
        rolesOf(r).map(([role]) => [
          role,
          ids.optional().meta({ description: roleTitles[role as keyof typeof roleTitles] }),
        ]),
      ),
    )
    .optional()
    .meta({ description: '各方' })
export const openingOf = (p: SomeProcedure) =>
  z
    .object({
      householdId: ids.optional().meta({ description: '家庭' }),
      personId: ids.optional().meta({ description: '人' }),
      organisationId: ids.optional().meta({ description: '单位' }),
      placeId: ids.optional().meta({ description: '场所' }),
      ...(isJoint(p.register) && { roles: rolesShape(p.register) }),
      ...(openingSteps(p).some(k => isInPerson(p.steps[k]!)) && { came: cameShape(p.register) }),
      rowId: ids.optional().meta({ description: '要变更的台账行' }),
      source: z
        .enum(['application', 'discovery', 'clue', 'event', 'schedule', 'sample'], '「来源」不对')
        .default('application'),
      ...filled(p, openingSteps(p)),
    })
    .meta({ title: `${p.title}：提出` })

const opinionShape = (asked: readonly string[]) =>
  z
    .object({
      department: z.enum(asked as [string, ...string[]], '请选择部门'),
      agrees: z.boolean('请选择同意或不同意'),
    })
    .optional()
    .meta({ description: '部门意见' })

export const stepOf = (p: SomeProcedure, step: string) => {
  const outcomes = outcomesOf(p, step)
  const own = p.steps[step]?.own ?? {}
  return z
    .object({
      version: z.int().min(0).optional().meta({ description: '打开时看到的版本；已被他人办理时答 409 和变化' }),
      ...filled(p, [step]),
      own: z.looseObject(shapeOf(own).shape).default({}),
      ...(outcomes.length && {
        outcome: z
          .enum(outcomes as unknown as [string, ...string[]], '请选择结论')
          .optional()
          .meta({ description: outcomes.map(o => `${o} ${titleOfOutcome(o, p)}`).join('；') }),
      }),
      says: z.string().max(4000, '「意见」过长，请不超过四千字').optional(),
      ...(p.steps[step] && isInPerson(p.steps[step]) && { came: cameShape(p.register) }),
      ...(p.steps[step]?.opinions && { opinion: opinionShape(p.steps[step].opinions) }),
      ...(p.steps[step]?.people === 2 && { secondAccountId: ids.optional().meta({ description: '同行人员的账号' }) }),
    })
    .meta({ title: p.title })
}
/** For a body that has been looked at: the fields of the step and what is its own, as one. */
export interface StepBody {
  readonly version?: number
  readonly fields: Record<string, unknown>
  readonly parts: Record<string, Record<string, unknown>[]>
  readonly own: Record<string, unknown>
  readonly outcome?: string
  readonly says?: string
  readonly secondAccountId?: number
  readonly came?: readonly string[]
  readonly opinion?: { readonly department: string; readonly agrees: boolean }
}

/** A row of a register as it comes back. */
export const rowOf = (r: AnyRegister) =>
  z.object({
    ...{
      id: z.string(),
      subject: z.string(),
      town: z.string().nullable(),
      division: z.string(),
      householdId: z.string().nullish(),
      personId: z.string().nullish(),
    },
    ...{
      from: z.string().nullable(),
      until: z.string().nullable(),
      endReason: z.string().nullish(),
      suspended: z.boolean(),
      amount: z.string().nullish(),
    },
    fields: z.object(
      Object.fromEntries(
        Object.entries<Field<any>>(r.told.fields).map(([k, f]) => [
          k,
          (f.isSecret ? z.string() : typeOf(f)).nullable().meta({ description: told(f) }),
        ]),
      ),
    ),
    measures: z.object(
      Object.fromEntries(
        measuresOf(r).map(([k, m]) => [
          k,
          (m.type === 'people' || m.type === 'count' ? z.int() : m.type === 'yes-no' ? z.boolean() : z.string()).meta({
            description: m.title,
          }),
        ]),
      ),
    ),
  })

/** What a list may be narrowed by: place, day, name, and each field that is a choice. */
export const filtersOf = (r: AnyRegister) =>
  Object.fromEntries(
    Object.entries<Field<any>>(r.told.fields).flatMap(([k, f]): [string, z.ZodType][] =>
      f.type === 'choice'
        ? [
            [
              k,
              z
                .string()
                .max(500)
                .optional()
                .meta({
                  description: `${f.title}：${Object.entries(f.options ?? {})
                    .map(([o, t]) => `${o} ${t}`)
                    .join('、')}；可用逗号并列`,
                }),
            ],
          ]
        : f.type === 'yes-no'
          ? [[k, z.enum(['true', 'false'], wrong(f, '应为 true 或 false')).optional().meta({ description: f.title })]]
          : f.of
            ? [
                [
                  k,
                  z
                    .string()
                    .regex(/^\d{1,15}$/, wrong(f, '不对'))
                    .optional()
                    .meta({ description: f.title }),
                ],
              ]
            : [],
    ),
  ) as unknown as Record<string, z.ZodOptional<z.ZodString>>
