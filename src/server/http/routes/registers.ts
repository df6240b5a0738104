/** 台账: listed, opened, exported and imported; an address for each register of the catalogue. */
import { z } from 'zod'
import { allowExport, freeRows } from '#core/access/exports'
import { Permissions } from '#core/access/permissions'
import { refusing } from '#core/access/refusing'
import { mustBeFresh } from '#core/access/sessions'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { Catalogue } from '#core/catalogue'
import { printChangeLetter } from '#core/registers/change-letter'
import { countRows, exportRows, importRows, templateOf } from '#core/registers/exchange'
import { isExchangeable } from '#core/registers/exchange-columns'
import { askImport, checkImport, needsCheck, waitingImports } from '#core/registers/import-check'
import { listRows } from '#core/registers/list'
import { grouped, readRow } from '#core/registers/row-view'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import type { Doors, House } from '../door.ts'
import { Download } from '../files.ts'
import { filterOf, mustSee, narrowed, queryOf } from '../list-query.ts'
import { rowOf } from '../shapes.ts'
import { day, flag, id, limit } from '../words.ts'
import { approvedFor } from './exports.ts'

const minutes = 60_000

export const registerRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  for (const r of catalogue.registers) {
    if (r.told.over === 'start') continue
    reading(doors, permissions, catalogue, r)
    if (!isExchangeable(r)) continue
    if (needsCheck(r)) checkingImports(doors, permissions, catalogue, r) // before /:row
    exchanging(doors, permissions, catalogue, r)
  }
}

const reading = (doors: Doors, permissions: Permissions, catalogue: Catalogue, r: AnyRegister) => {
  const of = catalogue.idOf(r)
  doors.get(`/registers/${of}`, {
    ...{ says: `${r.title}：清单`, about: r.title, may: 'registers.see' },
    query: z.object({ ...narrowed(r), after: id.optional(), limit }),
    answers: z.object({ rows: z.array(rowOf(r)), next: z.string().nullable() }),
    does: async ({ trx, engine, actor, on, query }) => {
      mustSee(permissions, actor, of, 'see')
      const found = await listRows(trx, engine, actor, r, queryOf(r, query, on))
      return {
        rows: found.rows.map(row => grouped(engine, r, row)),
        next: found.next === null ? null : String(found.next),
      }
    },
  })
  if (catalogue.benefitsOf(r).length)
    doors.get(`/registers/${of}/:row/letters/:version/:file`, {
      ...{
        says: `${r.title}：无办件变动（事件、标准）的通知书`,
        about: r.title,
        may: 'registers.see',
        downloads: ['docx', 'pdf'],
        patience: minutes,
      },
      params: z.object({
        row: id,
        version: id,
        file: z.enum(['change.docx', 'change.pdf'], '「文书」应写作 change.docx 或 change.pdf'),
      }),
      does: async ({ trx, engine, actor, params }) => {
        mustSee(permissions, actor, of, 'see')
        const format = params.file.split('.')[1] as 'docx' | 'pdf'
        const letter = await printChangeLetter(trx, engine, actor, r, params.row, params.version, format)
        return new Download(letter.name, letter.bytes, { type: letter.mediaType, inline: format === 'pdf' })
      },
    })
  doors.get(`/registers/${of}/:row`, {
    ...{ says: `${r.title}：一行的现状、历次变动、保障人口、发放和本月核算`, about: r.title, may: 'registers.see' },
    params: z.object({ row: id }),
    does: async ({ trx, engine, actor, on, params }) => {
      mustSee(permissions, actor, of, 'see')
      const row = await readRow(trx, engine, actor, r, params.row, on)
      await audit(trx, actor, {
        action: 'row.opened',
        business: catalogue.businessOf(r),
        subject: `${of}:${params.row}`,
      })
      const may = catalogue
        .proceduresOf(r)
        .filter(
          p =>
            !p.isNew &&
            permissions.may(actor, { of: catalogue.idOf(p), action: 'open', divisionId: actor.divisionId }).ok,
        )
      return { ...row, may: may.map(p => catalogue.idOf(p)) }
    },
  })
}

const exchanging = (doors: Doors, permissions: Permissions, catalogue: Catalogue, r: AnyRegister) => {
  const of = catalogue.idOf(r)
  doors.get(`/registers/${of}/export`, {
    ...{
      says: `${r.title}：导出；超过 ${freeRows} 行须再次确认身份并经另一人批准`,
      about: r.title,
      may: 'registers.export',
      patience: 5 * minutes,
      downloads: ['xlsx', 'csv'],
    },
    query: z.object({
      ...narrowed(r),
      format: z.enum(['xlsx', 'csv'], '「格式」应为 xlsx 或 csv').default('xlsx'),
      purpose: z.string().max(200).default('日常核对台账'),
    }),
    does: async ({ trx, engine, actor, session, on, query }) => {
      mustSee(permissions, actor, of, 'export')
      const { format, purpose, ...asked } = query
      const q = queryOf(r, asked, on)
      const count = await countRows(trx, engine, actor, r, q)
      if (!count) throw new Refusal('没有可以导出的行，请放宽筛选条件')
      if (count > freeRows) mustBeFresh(session)
      const filter = filterOf(q)
      const mark = await allowExport(
        trx,
        actor,
        { of, filter, rows: count, purpose },
        await approvedFor(trx, actor, of, filter),
      )
      return new Download(`${r.title}.${format}`, await exportRows(trx, engine, actor, r, q, { format, mark }))
    },
  })
  doors.get(`/registers/${of}/template`, {
    ...{ says: `${r.title}：导入模板`, about: r.title, may: 'registers.import', downloads: ['xlsx'] },
    does: async () => new Download(`${r.title}导入模板.xlsx`, await templateOf(r)),
  })
  doors.post(`/registers/${of}/import`, {
    ...{
      says: `${r.title}：导入；dry-run=1 只试算，错误逐行列出`,
      about: r.title,
      may: 'registers.import',
      patience: 5 * minutes,
    },
    query: z.object({
      'dry-run': flag.default(false),
      /** 只取无误的行: of a register over days. */
      good: flag.default(false),
      errors: z.enum(['json', 'xlsx']).default('json'),
    }),
    takes: { files: 1, bytes: 30 * 2 ** 20 },
    does: async ({ trx, engine, actor, on, query, files }) => {
      mustSee(permissions, actor, of, 'import')
      if (needsCheck(r) && !query['dry-run']) {
        const { errorFile: _, ...asked } = await refusing(() => askImport(trx, engine, actor, r, files[0]!, on))
        return asked
      }
      const { errorFile, ...done } = await importRows(trx, engine, actor, r, files[0]!, {
        on,
        isDryRun: query['dry-run'],
        takesGood: query.good,
      })
      return errorFile && query.errors === 'xlsx' ? new Download(`${r.title}导入错误.xlsx`, await errorFile()) : done
    },
  })
}
/** 复核导入: into what procedures fill, only with a second pair of eyes. */
const checkingImports = (doors: Doors, permissions: Permissions, catalogue: Catalogue, r: AnyRegister) => {
  const of = catalogue.idOf(r)
  doors.get(`/registers/${of}/imports`, {
    ...{ says: `${r.title}：等待复核的导入`, about: r.title, may: 'registers.import' },
    does: async ({ trx, engine, actor }) => {
      mustSee(permissions, actor, of, 'import')
      return { rows: await waitingImports(trx, engine, actor, r) }
    },
  })
  doors.post(`/registers/${of}/imports/:id/check`, {
    ...{ says: `${r.title}：复核导入，同意即写入`, about: r.title, may: 'registers.import', patience: 5 * minutes },
    params: z.object({ id }),
    body: z.object({ holds: z.boolean('请选择是否同意导入'), says: z.string().trim().max(500).optional() }),
    does: async ({ trx, engine, actor, on, params, body }) => {
      mustSee(permissions, actor, of, 'import')
      if (!body.holds && !body.says) throw new Refusal('请写明退回的理由', { status: 400 })
      const asked = { id: params.id, on, ...(!body.holds && { refused: body.says! }) }
      return { ok: true, ...(await checkImport(trx, engine, actor, r, asked)) }
    },
  })
}
