/** 工作报告的命令: made, printed and published from the command line, in one sentence each. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeReport, reportNamed } from '#core/reports/make'
import { report } from '#define/document'
import { docxText } from '#tests/papers/reading'
import { callMinzheng } from '#tests/setup/command'
import { County, catalogue, type Row } from './county.ts'
import { county, first, inAReportedCounty, scratch } from './reported.ts'

inAReportedCounty(async () => {
  await county.today('2024-07-08') // what becomes known later
  await county.stop(first, '2024-03-01')
  await county.today('2024-06-30')
})

describe('命令', () => {
  const minzheng = (...args: string[]) =>
    callMinzheng(args, { DATABASE_URL: county.ledger.ownerUrl, MINZHENG_HOME: county.ledger.home })
  it('indicators：目录，给出期间则带数', async () => {
    const listed = JSON.parse((await minzheng('indicators', '--json')).out)
    expect(listed.map((f: { id: string }) => f.id)).toEqual(Object.keys(catalogue.figures))
    const { out } = await minzheng('indicators', '--period', '2024H1')
    expect(out).toMatch(/新增低保户数 +1 +户 +全县/)
  })
  it('indicator --by town --known-at', async () => {
    const { out } = await minzheng(
      'indicator',
      '在保低保人数',
      '--period',
      '2024H1',
      '--by',
      'town',
      '--known-at',
      '2024-07-01',
      '--json',
    )
    expect(JSON.parse(out)).toMatchObject({
      value: 5,
      areas: [
        { name: '东镇', value: 5 },
        { name: '西镇', value: 0 },
      ],
    })
    expect((await minzheng('indicator', '在保低保人数', '--period', '2024H1')).out).toContain('同一人只计一次')
  })
  it('records：逐页', async () => {
    const page = JSON.parse(
      (await minzheng('records', '在保低保人数', '--period', '2024H1', '--limit', '1', '--json')).out,
    )
    expect(page.rows).toMatchObject([{ name: '张*', town: '东镇' }])
    const next = await minzheng('records', '在保低保人数', '--period', '2024H1', '--cursor', page.next)
    expect(next.out).toContain('东二社区')
    expect(next.out).not.toContain('还有更多')
  })
  it('report --out --json', async () => {
    const out = join(scratch, '总结.docx')
    const done = await minzheng('report', 'half-year', '--period', '2024H1', '--out', out, '--json')
    expect(JSON.parse(done.out).figures[0]).toMatchObject({
      id: '新增低保户数',
      title: '新增低保户数',
      value: 1,
      unit: '户',
      period: '2024H1',
      area: '全县',
    })
    expect(docxText(readFileSync(out))).toContain('期末在保1户2人')
  })
  it.each([
    [['indicator', '没有的', '--period', '2024'], '没有「没有的」这个指标'],
    [['indicator', '在保低保人数', '--period', '2024', '--by', 'year'], '--by 只能是'],
    [['indicator', '在保低保人数', '--period', '2024', '--known-at', '昨天'], '时点「昨天」不对'],
    [['indicator', '在保低保人数', '--period', '2024', '--area', '1'], '没有代码为「1」的区划'],
    [['records', '在保低保人数', '--period', '2024', '--limit', '0'], '1 到 500'],
    [['report', 'half-year', '--period', '2024H1'], '--out'],
    [['report', 'half-year', '--period', '2024H1', '--out', '/nowhere/a.docx'], '写不了文件'],
  ])('%j：一句话，退出码 1', async (args, says) => {
    const { out, err, code } = await minzheng(...args)
    expect([code, out, err.split('\n').length]).toEqual([1, '', 1])
    expect(err).toContain(says)
  })
})
