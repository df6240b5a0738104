/** A profile with a broken row: one clear sentence with file, line and column, and nothing is written. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Declared, loadProfile } from '#core/profile/load'
import { change, dir, inACopy, refusal } from './changed-profile.ts'

inACopy()

describe('one wrong cell', () => {
  test.each([
    [
      '日期不存在',
      'standards.csv',
      'urban,,2022-07-01',
      'urban,,2022-02-30',
      'standards.csv 第 2 行「启用日期」「2022-02-30」不是日期。请写作 2024-07-01',
    ],
    ['值空着', 'standards.csv', ',740,', ',,', 'standards.csv 第 2 行「值」不能为空'],
    ['没有文号', 'standards.csv', '演示（非真实文号）2022-1,', ',', 'standards.csv 第 2 行「文号」不能为空'],
    ['录入人自己复核', 'standards.csv', '社会救助股股长（演示）', '社会救助股经办（演示）', '「复核人」与录入人同为'],
    [
      '同一标准写了两行',
      'standards.csv',
      'rural,,2022-07-01',
      'urban,,2022-07-01',
      'standards.csv 第 3 行「启用日期」与第 2 行重复',
    ],
    [
      '多出一格',
      'standards.csv',
      ',元/人·月\n',
      ',元/人·月,多的\n',
      'standards.csv 第 2 行「第 10 列」多出表头没有的内容',
    ],
    ['引号不成对', 'standards.csv', 'minimum-living,urban', '"minimum-living,urban', '英文引号没有成对'],
    [
      '不认识的表头',
      'standards.csv',
      '值 value',
      '金额 amount',
      'standards.csv 第 1 行「第 5 列」不认识的表头「金额 amount」',
    ],
    ['缺一列', 'powers.csv', '启用日期 starts', '备注 note', '表头重复'],
    ['乡镇不在本县', 'powers.csv', '340223100', '340223199', 'powers.csv 第 2 行「乡镇」「340223199」不是本县的乡镇'],
    ['下放给村', 'powers.csv', '340223100', '340223100001', '不是本县的乡镇'],
    ['收回没有文号', 'powers.csv', '2023-3,,,籍山镇', '2023-3,2024-01-01,,籍山镇', '「收回文号」与收回日期没有成对'],
    ['收回早于下放', 'powers.csv', '2023-3,,,籍山镇', '2023-3,2023-01-01,甲,籍山镇', '「收回日期」不晚于启用日期'],
    [
      '代码成了科学计数',
      'divisions.csv',
      '340223100001',
      '3.40223E+11',
      'divisions.csv 第 4 行「代码」「3.40223E+11」成了科学计数法',
    ],
    ['代码重复', 'divisions.csv', '340223100002', '340223100001', 'divisions.csv 第 5 行「代码」与第 4 行重复'],
    [
      '上级不是乡镇',
      'divisions.csv',
      '村居,340223100,',
      '村居,340223,',
      'divisions.csv 第 4 行「上级代码」「340223」不是它的上级',
    ],
    ['村居没写城乡', 'divisions.csv', '340223100,城镇', '340223100,', 'divisions.csv 第 4 行「城乡」填写不对'],
    ['级别写错', 'divisions.csv', ',乡镇,', ',镇,', '「级别」「镇」不认识。应为 县、乡镇、村居 之一'],
    ['别的县', 'county.json', '"340223"', '"340207"', '县「340223」与 county.json 的 340207 不同'],
    ['JSON 少个引号', 'county.json', '"南陵县"', '南陵县', 'county.json 不是正确的 JSON'],
    ['时限是零', 'limits.csv', 'visit,8', 'visit,0', 'limits.csv 第 2 行「工作日」「0」不是正整数'],
    ['没有的设置', 'settings.csv', 'pay-day', 'payday', '没有「payday」这项设置'],
    ['发薪日超出月末', 'settings.csv', 'pay-day,*,10', 'pay-day,*,29', '1 至 28'],
    ['调休写在周三', 'calendar-2024.csv', '2024-02-04,班', '2024-02-07,班', '「休班」「2024-02-07」不是周末'],
    ['别年的日期', 'calendar-2024.csv', '2024-01-01', '2025-01-01', '不在 2024 年'],
    [
      '期初加新增减退出不等于在保',
      'calibration.json',
      '12920',
      '12921',
      '户数对不上：期初＋新增－退出＝12920，在保写的是 12921',
    ],
    ['人数对不上', 'calibration.json', '18285', '18284', '人数对不上'],
    ['乡镇合计不足一千', 'calibration.json', '"perMille": 45', '"perMille": 44', '各乡镇千分比合计 999'],
    [
      '没有居委会的镇有城市低保',
      'calibration.json',
      '"perMille": 95, "urbanPerMille": 0',
      '"perMille": 95, "urbanPerMille": 10',
      '「工山镇」的城镇千分比 10',
    ],
    ['负数', 'calibration.json', '415', '-415', '「minimumLiving.figures.新增低保户数」不对'],
  ])('%s', async (_, file, from, to, says) => {
    await change(file, from, to)
    const said = await refusal()
    expect(said).toContain(says)
    expect(said).not.toContain('\n')
  })
})

test('a file that is not there', async () => {
  await rm(join(dir, 'powers.csv'))
  expect(await refusal()).toContain('县配置缺少文件 powers.csv')
})
