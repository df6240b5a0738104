/** The tables of a county's profile, each read from its file and checked within itself. */
import type { DivisionRow } from '#core/divisions/install'
import { faultOfSetting } from '#core/standards/settings'
import { code, day, oneOf, perhaps, text, whole, word } from './columns.ts'
import { broken, readTable } from './table.ts'

const business = {
  title: '业务',
  read: (t: string) => (t === '*' ? t : word('业务').read(t)),
}
const documentNo = text('文号')
const starts = day('启用日期')

export const readDivisions = async (dir: string, countyCode: string): Promise<readonly DivisionRow[]> => {
  const file = 'divisions.csv'
  const lines = await readTable(dir, file, {
    code: code('代码'),
    name: text('名称'),
    level: oneOf('级别', { 县: 'county', 乡镇: 'town', 村居: 'village' }),
    parent: perhaps(code('上级代码')),
    kind: perhaps(oneOf('城乡', { 城镇: 'urban', 乡村: 'rural' })),
    starts: perhaps(day('启用日期')),
  })
  unique(file, lines, '代码', l => l.code)
  const byCode = new Map(lines.map(l => [l.code, l]))
  const above = { county: undefined, town: 'county', village: 'town' } as const
  for (const l of lines) {
    if (l.level === 'county' && l.code !== countyCode)
      throw broken(file, l.line, '代码', `县「${l.code}」与 county.json 的 ${countyCode} 不同`, '一份县配置只写一个县')
    const parent = l.parent === undefined ? undefined : byCode.get(l.parent)
    if (l.level === 'county' ? l.parent : parent?.level !== above[l.level])
      throw broken(
        file,
        l.line,
        '上级代码',
        `「${l.parent ?? ''}」不是它的上级`,
        '村居的上级是乡镇，乡镇的上级是县，县没有上级',
      )
    if ((l.level === 'village') !== (l.kind !== undefined))
      throw broken(file, l.line, '城乡', '填写不对', '村居必须填「城镇」或「乡村」，县和乡镇留空')
  }
  if (!byCode.has(countyCode)) throw broken(file, 2, '代码', `没有县 ${countyCode} 这一行`, '请加一行，级别为「县」')
  return lines.map(({ line, parent, kind, starts, ...l }) => ({
    ...l,
    parent: parent ?? null,
    kind: kind ?? null,
    starts: starts ?? null,
  }))
}

export const readStandards = async (dir: string) => {
  const file = 'standards.csv'
  const lines = await readTable(dir, file, {
    business: word('业务'),
    name: word('标准项'),
    town: perhaps(code('只适用乡镇')),
    starts,
    value: text('值'),
    documentNo,
    maker: text('录入人'),
    checker: text('复核人'),
  })
  unique(file, lines, '启用日期', l => [l.business, l.name, l.town, l.starts].join())
  for (const l of lines)
    if (l.maker === l.checker) throw broken(file, l.line, '复核人', `与录入人同为「${l.maker}」`, '标准须由另一人复核')
  return lines
}

export const readPowers = async (dir: string) => {
  const file = 'powers.csv'
  const lines = await readTable(dir, file, {
    business: word('业务'),
    town: code('乡镇'),
    starts,
    documentNo,
    ends: perhaps(day('收回日期')),
    endedByDocument: perhaps(text('收回文号')),
  })
  for (const l of lines) {
    if (l.ends && l.ends <= l.starts) throw broken(file, l.line, '收回日期', `不晚于启用日期 ${l.starts}`, '请核对日期')
    if (!l.ends !== !l.endedByDocument)
      throw broken(file, l.line, '收回文号', '与收回日期没有成对', '两格都填，或都留空')
    const overlaps = (o: typeof l) => (!o.ends || o.ends > l.starts) && (!l.ends || l.ends > o.starts)
    const other = lines.find(o => o.line < l.line && o.business === l.business && o.town === l.town && overlaps(o))
    if (other)
      throw broken(file, l.line, '启用日期', `与第 ${other.line} 行的下放时间重叠`, '请删去一行，或先写明收回日期')
  }
  return lines
}

export const readLimits = async (dir: string) => {
  const lines = await readTable(dir, 'limits.csv', {
    business: word('业务'),
    procedure: word('事项'),
    step: word('环节'),
    workingDays: whole('工作日'),
    starts,
    documentNo,
  })
  unique('limits.csv', lines, '启用日期', l => [l.business, l.procedure, l.step, l.starts].join())
  return lines
}

export const readPauses = async (dir: string) => {
  const lines = await readTable(dir, 'pauses.csv', {
    business,
    reason: word('事由'),
    title: text('名称'),
    longest: perhaps(whole('最长工作日')),
    starts,
    documentNo,
  })
  unique('pauses.csv', lines, '启用日期', l => [l.business, l.reason, l.starts].join())
  return lines
}

export const readSettings = async (dir: string) => {
  const file = 'settings.csv'
  const lines = await readTable(dir, file, {
    name: word('设置'),
    business,
    value: text('值'),
    starts,
    documentNo: perhaps(text('文号')),
  })
  unique(file, lines, '启用日期', l => [l.name, l.business, l.starts].join())
  for (const l of lines) {
    const fault = faultOfSetting(l.name, l.value)
    if (fault) throw broken(file, l.line, '值', `「${l.value}」不对`, fault)
  }
  return lines
}

const unique = <L extends { line: number }>(
  file: string,
  lines: readonly L[],
  column: string,
  key: (l: L) => string,
) => {
  const seen = new Map<string, number>()
  for (const l of lines) {
    const first = seen.get(key(l))
    if (first) throw broken(file, l.line, column, `与第 ${first} 行重复`, '请删去一行')
    seen.set(key(l), l.line)
  }
}
