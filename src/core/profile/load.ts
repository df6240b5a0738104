/** A county's profile: a folder of plain files, read and checked as a whole before anything is written. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import type { DivisionRow } from '#core/divisions/install'
import { typedStandard } from '#core/standards/typed'
import type { Fields } from '#define/field'
import type { Span } from '#define/time'
import { type Calendars, readCalendars } from './calendars.ts'
import { type Calibration, inChinese, jsonOf, readCalibration } from './calibration.ts'
import { broken, textOf } from './table.ts'
import { readDivisions, readLimits, readPauses, readPowers, readSettings, readStandards } from './tables.ts'

export interface Profile {
  readonly dir: string
  readonly county: { readonly code: string; readonly name: string; readonly province: string; readonly city: string }
  readonly divisions: readonly DivisionRow[]
  readonly standards: Awaited<ReturnType<typeof readStandards>>
  readonly powers: Awaited<ReturnType<typeof readPowers>>
  readonly limits: Awaited<ReturnType<typeof readLimits>>
  readonly pauses: Awaited<ReturnType<typeof readPauses>>
  readonly settings: Awaited<ReturnType<typeof readSettings>>
  readonly calendar: Calendars
  readonly calibration: Calibration
}
/** What the definitions declare, handed in by whoever knows them; what is left out is not checked. */
export interface Declared {
  /** business → its quantities set by the county. */
  readonly standards?: Readonly<Record<string, Fields>>
  /** Whether a quantity is one for the whole county. */
  readonly isOfTheCounty?: (business: string, name: string) => boolean
  /** business → procedure → step (and total, extended) → the limit of the law. */
  readonly limits?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Span>>>>>>
}

/** Refuses the first thing that is wrong, naming file, line and column. */
export const loadProfile = async (dir: string, declared: Declared = {}): Promise<Profile> => {
  const county = await readCounty(dir)
  const divisions = await readDivisions(dir, county.code)
  const profile = {
    dir,
    county,
    divisions,
    standards: await readStandards(dir),
    powers: await readPowers(dir),
    limits: await readLimits(dir),
    pauses: await readPauses(dir),
    settings: await readSettings(dir),
    calendar: await readCalendars(dir),
    calibration: await readCalibration(dir, divisions),
  }
  townsExist(profile)
  if (declared.standards) standardsFit(profile, declared.standards, declared.isOfTheCounty)
  if (declared.limits) limitsFit(profile, declared.limits)
  return profile
}

const countySchema = z.object({
  code: z.string().regex(/^\d{6}$/, '应为 6 位数字'),
  name: z.string().min(1),
  province: z.string().min(1),
  city: z.string().min(1),
})
const readCounty = async (dir: string) => {
  const parsed = countySchema.safeParse(jsonOf(await textOf(dir, 'county.json'), 'county.json'), inChinese)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw new Refusal(`county.json「${path.join('.') || '整个文件'}」不对（${message}），请改正后重试。什么都没有写入`)
}

const townsExist = ({ divisions, standards, powers }: Pick<Profile, 'divisions' | 'standards' | 'powers'>) => {
  const towns = new Set(divisions.filter(d => d.level === 'town').map(d => d.code))
  for (const [file, title, lines] of [
    ['standards.csv', '只适用乡镇', standards],
    ['powers.csv', '乡镇', powers],
  ] as const)
    for (const { town, line } of lines)
      if (town !== undefined && !towns.has(town))
        throw broken(file, line, title, `「${town}」不是本县的乡镇`, '请用 divisions.csv 中级别为「乡镇」的代码')
}

const standardsFit = (
  { standards }: Pick<Profile, 'standards'>,
  declared: NonNullable<Declared['standards']>,
  isOfTheCounty: Declared['isOfTheCounty'],
) => {
  const file = 'standards.csv'
  for (const l of standards) {
    const fields = declared[l.business]
    if (!fields)
      throw broken(
        file,
        l.line,
        '业务',
        `「${l.business}」没有县定标准`,
        `可用的有 ${Object.keys(declared).join('、')}`,
      )
    const field = fields[l.name]
    if (!field)
      throw broken(
        file,
        l.line,
        '标准项',
        `「${l.name}」不是这项业务的标准`,
        `可用的有 ${Object.keys(fields).join('、')}`,
      )
    if (l.town && isOfTheCounty?.(l.business, l.name))
      throw broken(file, l.line, '只适用乡镇', `「${field.title}」全县统一`, '请留空这一格，不能由一个乡镇另定')
    try {
      typedStandard(field, l.value)
    } catch (e) {
      if (e instanceof Refusal) throw broken(file, l.line, '值', `「${l.value}」不对`, e.reason)
      throw e
    }
  }
  for (const [business, fields] of Object.entries(declared)) {
    if (!standards.some(l => l.business === business)) continue
    const [name, field] =
      Object.entries(fields).find(([n]) => !standards.some(l => l.business === business && l.name === n && !l.town)) ??
      []
    if (name)
      throw new Refusal(`${file} 缺少「${business}」的标准「${field?.title}」(${name})，请加一行。什么都没有写入`)
  }
}

const limitsFit = ({ limits }: Pick<Profile, 'limits'>, declared: NonNullable<Declared['limits']>) => {
  for (const l of limits) {
    const law = declared[l.business]?.[l.procedure]?.[l.step]
    if (!law)
      throw broken(
        'limits.csv',
        l.line,
        '环节',
        `没有「${l.business} / ${l.procedure} / ${l.step}」这个有时限的环节`,
        '请核对英文名',
      )
    if (law.of !== 'working days')
      throw broken('limits.csv', l.line, '环节', `「${l.step}」的法定时限不按工作日计`, '不能作承诺，请删去这一行')
    if (l.workingDays > law.count)
      throw broken(
        'limits.csv',
        l.line,
        '工作日',
        `${l.workingDays} 长于法定的 ${law.count} 个工作日`,
        '承诺时限只能更短',
      )
  }
}
