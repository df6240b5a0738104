/** A profile against what the definitions declare, and as a spreadsheet program leaves it. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Declared, loadProfile } from '#core/profile/load'
import { local } from '#define'
import { workingDays } from '#define/time'
import { change, dir, inACopy, refusal } from './changed-profile.ts'

inACopy()

describe('what Excel makes of a file is still read', () => {
  test('GB18030, a byte order mark, slashes in days, empty lines at the end', async () => {
    const text = await readFile(join(dir, 'powers.csv'), 'utf8')
    const excel = `${text.replaceAll('2023-01-01', '2023/1/1').replaceAll('\n', '\r\n')}\r\n,,,,,,\r\n`
    const iconv = await import('iconv-lite')
    await writeFile(join(dir, 'powers.csv'), iconv.default.encode(excel, 'gb18030'))
    const { powers } = await loadProfile(dir)
    expect(powers[0]).toMatchObject({ starts: '2023-01-01', documentNo: '演示（非真实文号）2023-3', line: 2 })
    await writeFile(join(dir, 'powers.csv'), `\uFEFF${text}`)
    expect((await loadProfile(dir)).powers).toHaveLength(4)
  })
  test('a quoted cell with a comma, a quote and a line break keeps the lines counted', async () => {
    await change('standards.csv', ',元/人·月\n', ',"元,""人""\n月"\n')
    await change('standards.csv', 'rural,,2022-07-01', 'rural,,2022-07-99')
    expect(await refusal()).toContain('standards.csv 第 4 行')
  })
})

describe('against what the definitions declare', () => {
  const standards = { 'minimum-living': { urban: local.yuanPerMonth('城市低保标准', '700') } }
  test('a quantity that nobody declares', async () =>
    expect(await refusal({ standards })).toContain('standards.csv 第 3 行「标准项」「rural」不是这项业务的标准'))
  test('a value of another kind', async () => {
    await change('standards.csv', ',740,', ',七百,')
    expect(await refusal({ standards })).toContain('standards.csv 第 2 行「值」「七百」不对')
  })
  test('a declared quantity without a row', async () => {
    await change('standards.csv', /^(?!业务|#|minimum-living,urban).*\n/gm, '')
    const more = { 'minimum-living': { ...standards['minimum-living'], care: local.yuanPerMonth('分类施保', '0') } }
    expect(await refusal({ standards: more })).toContain('缺少「minimum-living」的标准「分类施保」(care)')
    expect(await refusal({ standards })).toBe('accepted')
  })
  const limits = (visit: number) => ({
    limits: {
      'minimum-living': {
        application: {
          visit: workingDays(visit),
          decide: workingDays(10),
          total: workingDays(30),
          extended: workingDays(45),
        },
      },
    },
  })
  test('a promise as long as the law is kept, a longer one is refused', async () => {
    expect(await refusal(limits(8))).toBe('accepted')
    expect(await refusal(limits(7))).toContain('limits.csv 第 2 行「工作日」8 长于法定的 7 个工作日')
  })
})
