/** The work report: sentences from the figures, every figure with what it counts, the paper, the frozen copy, and the commands. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeReport, reportNamed } from '#core/reports/make'
import { reportDocx } from '#core/reports/paper'
import { publishedReport, publishedReports, publishReport } from '#core/reports/publish'
import { report } from '#define/document'
import { docxText } from '#tests/papers/reading'
import { County, catalogue, codes, type Row } from './county.ts'
import { county, first, halfYear, inAReportedCounty, make } from './reported.ts'

inAReportedCounty()

describe('文字', () => {
  it('由指标写成，没有付过钱也照写', async () => {
    const made = await make()
    expect(made).toMatchObject({
      title: '2024年上半年民政工作总结',
      area: '全县',
      from: '2024-01-01',
      to: '2024-06-30',
    })
    const relief = made.chapters.find(c => c.heading === '社会救助')!
    expect(relief.sentences.map(s => s.text)).toEqual([
      '本期新增城乡低保1户2人，退出1户1人；期末在保2户5人。',
      '其中城市低保1户2人，农村低保1户3人，单人保0人。',
      '累计发放低保金0.00万元。',
    ])
  })
  it('每个数字都能点开：文字里记着是哪个指标', async () => {
    const [sentence] = (await make()).chapters[0]!.sentences
    const named = sentence!.pieces.flatMap(p => ('figure' in p ? [[p.figure, p.text]] : []))
    expect(named[0]).toEqual(['新增低保户数', '1'])
    expect(named).toHaveLength(6)
  })
  it('每个指标一条：标题、数值、单位、期间、范围、口径', async () => {
    const { figures } = await make()
    expect(figures.find(f => f.title === '在保低保人数')).toMatchObject({
      ...{ id: '在保低保人数', value: 5, unit: '人', period: '2024H1', area: '全县' },
      definition: '2024-06-30在「低保台账」中有效的「保障人口」，同一人只计一次（单位：人）。',
    })
    expect(new Set(figures.map(f => f.id)).size).toBe(figures.length)
  })
  it('缺数的句子整句不写，指标仍列出', async () => {
    const coverage = report('coverage', '覆盖', {
      一: [
        { texts: ['覆盖率', '%。'], figures: ['低保覆盖率'] },
        { texts: ['在保', '人。'], figures: ['在保低保人数'] },
      ],
    })
    const made = await make({}, coverage)
    expect(made.chapters[0]!.sentences.map(s => s.text)).toEqual(['在保5人。'])
    expect(made.figures.map(f => f.value)).toEqual([null, 5])
  })
  it('一个镇的报告', async () =>
    expect((await make({ area: codes.west })).chapters[0]!.sentences[0]!.text).toContain('期末在保0户0人'))
  it('没有的报告、期间，拒绝', async () => {
    expect(() => reportNamed(catalogue, 'whole-year')).toThrow('没有名为「whole-year」的报告')
    await expect(county.asHead(db => makeReport(db, catalogue, halfYear, { period: '2024H3' }))).rejects.toThrow(
      '期间「2024H3」不对',
    )
  })
})

describe('文件', () => {
  it('Word 里有标题、文字、每个指标和口径', async () => {
    const words = docxText(await reportDocx(await make(), { office: '甲县民政局' }))
    for (const part of [
      '甲县民政局',
      '2024年上半年民政工作总结',
      '一、社会救助',
      '期末在保2户5人',
      '附：数据说明',
      '同一人只计一次',
    ])
      expect(words).toContain(part)
  })
})

describe('发布', () => {
  it('发布后台账更正，发布的不变，重新生成的变', async () => {
    const published = await county.asHead(async db =>
      publishReport(db, await makeReport(db, catalogue, halfYear, { period: '2024H1' })),
    )
    await county.today('2024-07-08')
    await county.stop(first, '2024-03-01')
    const again = await county.asHead(db => publishedReport(db, published.id))
    expect(again.content.figures.find(f => f.id === '在保低保人数')!.value).toBe(5)
    expect((await make()).figures.find(f => f.id === '在保低保人数')!.value).toBe(2)
    const asThen = await make({ knownAt: published.knownAt })
    expect(asThen.figures.map(f => f.value)).toEqual(again.content.figures.map(f => f.value))
    await county.today('2024-06-30')
  })
  it('人工调整须有理由，原数留存，文字随之', async () => {
    const adjust = (note: string, figure = '在保低保人数') =>
      county.asHead(async db =>
        publishReport(db, await makeReport(db, catalogue, halfYear, { period: '2024H1' }), {
          adjustments: [{ figure, value: 6, note }],
        }),
      )
    await expect(adjust(' ')).rejects.toThrow('须写明理由')
    await expect(adjust('与统计口径一致', '特困人数')).rejects.toThrow('没有「特困人数」')
    const done = await adjust('与上报口径一致')
    expect(done.adjusted).toEqual([{ figure: '在保低保人数', value: 6, note: '与上报口径一致', was: 2 }])
    expect(done.content.chapters[0]!.sentences[0]!.text).toContain('期末在保1户6人')
    expect(done.content.figures.find(f => f.id === '在保低保人数')!.definition).toContain('原为2')
    expect((await county.asHead(db => publishedReports(db, 'half-year'))).map(p => p.id)[0]).toBe(done.id)
  })
  it('只增不改；别的镇看不到', async () => {
    const west = await county.as(county.clerkOf('west'), async db =>
      publishReport(db, await makeReport(db, catalogue, halfYear, { period: '2024H1' })),
    )
    await expect(county.as(county.clerkOf('east'), db => publishedReport(db, west.id))).rejects.toThrow('不在您的辖区')
    const change = county.asHead(db => sql`update published_report set title = '改' where id = ${west.id}`.execute(db))
    await expect(change).rejects.toThrow(/permission denied/)
  })
})
