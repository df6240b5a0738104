/** 指标与报告: every number with what it means, opening down to the records that it counts; reports frozen when published. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Catalogue, titleOfBusiness } from '#core/catalogue'
import { type Db, one } from '#core/db'
import { checkIdentities } from '#core/indicators/identities'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { yuanOf } from '#core/registers/values'
import { type MadeReport, makeReport, reportNamed } from '#core/reports/make'
import { reportDocx } from '#core/reports/paper'
import { publishedReport, publishedReports, publishReport } from '#core/reports/publish'
import type { Doors } from '../door.ts'
import { Download } from '../files.ts'
import { id } from '../words.ts'

const about = '指标与报告'
const name = z.object({ name: z.string().max(60) })
const period = z.string().max(20).meta({ description: '2024、2024H1、2024Q2 或 2024-06' })
const asked = {
  period,
  area: z.string().max(20).optional().meta({ description: '乡镇或村（居）代码' }),
  knownAt: z.string().max(40).optional().meta({ description: '截至当时所知，如 2024-06-30' }),
}
const patience = 120_000

/** Under which office and business it is looked for. */
const whoseIs = (catalogue: Catalogue, figure: string) => {
  const b = catalogue.businesses.find(b => figure in b.figures)!
  return { office: b.office, business: titleOfBusiness(b) }
}

export const figureRoutes = (doors: Doors) => {
  doors.get('/figures', {
    ...{ says: '我能看到的全部指标及其口径', about, may: 'figures.see', patience, isOneMoment: true },
    query: z.object({ ...asked, by: z.enum(['town', 'village']).optional() }),
    does: async ({ trx, engine, query }) => {
      const found = await indicators(trx, engine.catalogue, present(query))
      return { figures: found.map(f => ({ ...f, ...whoseIs(engine.catalogue, f.id) })) }
    },
  })
  doors.get('/figures/identities', {
    ...{ says: '恒等式：期初 + 新增 − 退出 = 期末', about, may: 'figures.see', patience, isOneMoment: true },
    query: z.object({ ...asked, by: z.enum(['town', 'village']).optional() }),
    does: async ({ trx, engine, query }) => ({
      identities: await checkIdentities(trx, engine.catalogue, present(query)),
    }),
  })
  doors.get('/figures/:name', {
    ...{ says: '一个指标，可按乡镇、村分列', about, may: 'figures.see', patience },
    ...{ params: name, query: z.object({ ...asked, by: z.enum(['town', 'village']).optional() }) },
    does: async ({ trx, engine, params, query }) =>
      (await indicators(trx, engine.catalogue, { ...present(query), names: [params.name] }))[0],
  })
  doors.get('/figures/:name/records', {
    ...{ says: '一个指标所数的记录', about, may: 'figures.see', patience },
    params: name,
    query: z.object({
      ...asked,
      of: z.enum(['part', 'whole']).optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    does: async ({ trx, engine, actor, params, query: { after, ...query } }) => {
      const found = await records(trx, engine.catalogue, params.name, {
        ...present(query),
        ...(after && { cursor: after }),
      })
      await audit(trx, actor, {
        action: 'figure.opened',
        subject: `figure:${params.name}`,
        detail: { ...present(query) },
      })
      return { ...found, rows: found.rows.map(r => ({ ...r, amount: r.amount === null ? null : yuanOf(r.amount) })) }
    },
  })
  doors.get('/reports/:name', {
    ...{
      says: '一份报告：各章文字，每个数字可打开；.docx 结尾为文件',
      about,
      may: 'reports.see',
      patience,
      downloads: ['json', 'docx'],
      isOneMoment: true,
    },
    ...{ params: name, query: z.object(asked) },
    does: async ({ trx, engine, actor, params, query }) => {
      const isPaper = params.name.endsWith('.docx')
      const report = reportNamed(engine.catalogue, params.name.replace(/\.docx$/, ''))
      const made = await makeReport(trx, engine.catalogue, report, present(query))
      if (!isPaper) return made
      await audit(trx, actor, {
        action: 'report.printed',
        subject: `report:${report.name}`,
        detail: { ...present(query) },
      })
      return paper(trx, actor, made)
    },
  })
  doors.get('/reports/:name/published', {
    ...{ says: '已发布的报告，数字不随台账更正而变', about, may: 'reports.see' },
    params: name,
    does: async ({ trx, params }) => ({ rows: await publishedReports(trx, params.name) }),
  })
  doors.get('/reports/published/:id', {
    ...{ says: '一份已发布的报告', about, may: 'reports.see' },
    params: z.object({ id }),
    does: ({ trx, params }) => publishedReport(trx, params.id),
  })
  doors.get('/reports/published/:id/docx', {
    ...{ says: '一份已发布的报告，按发布时的文字和数字打印', about, may: 'reports.see', downloads: ['docx'] },
    params: z.object({ id }),
    does: async ({ trx, actor, params }) => {
      const { content, report, publishedOn } = await publishedReport(trx, params.id)
      const detail = { published: params.id }
      await audit(trx, actor, { action: 'report.printed', subject: `report:${report}`, detail })
      return paper(trx, actor, { ...content, madeOn: publishedOn })
    },
  })
  doors.post('/reports/:name/publish', {
    ...{ says: '发布报告：冻结其数字；人工调整须写理由', about, may: 'reports.publish', patience },
    params: name,
    body: z.object({
      ...asked,
      adjustments: z
        .array(
          z.object({
            figure: z.string().max(60),
            value: z.number('「调整为」应为数字，请只写数，不写单位'),
            note: z.string().max(500),
          }),
        )
        .max(50)
        .default([]),
    }),
    does: async ({ trx, engine, actor, params, body: { adjustments, ...ask } }) => {
      const made = await makeReport(trx, engine.catalogue, reportNamed(engine.catalogue, params.name), present(ask))
      const published = await publishReport(trx, made, { ...(ask.area && { area: ask.area }), adjustments })
      await audit(trx, actor, {
        action: 'report.published',
        subject: `report:${params.name}`,
        detail: { id: published.id, period: ask.period },
      })
      return { id: String(published.id) }
    },
  })
}
const paper = async (trx: Db, actor: Actor, made: MadeReport) => {
  const county = await one(trx, sql<{ name: string }>`select name from county where county_id = ${actor.countyId}`)
  return new Download(`${made.title}.docx`, await reportDocx(made, { office: `${county.name}民政局` }))
}
/** What was not asked is not there at all. */
const present = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  } & { period: string }
