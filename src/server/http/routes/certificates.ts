/** 证件打印: a look, a print into the form with the printer's offsets, a test page; and the printers of one's own window. */
import { z } from 'zod'
import { printCertificate, printersOf, setPrinter } from '#core/procedures/forms'
import { procedureOfCase } from '../case-view.ts'
import type { Doors } from '../door.ts'
import { Download } from '../files.ts'
import { id } from '../words.ts'

const about = '证件打印'
const most = 30
const millimetres = (title: string) => {
  const wrong = `「${title}（毫米）」应是 -${most} 到 ${most} 之间的数`
  return z.number(wrong).min(-most, wrong).max(most, wrong)
}

export const certificateRoutes = (doors: Doors) => {
  doors.get('/cases/:id/certificates/:form', {
    ...{ says: '证件：预览、套打或者测试页', about, may: 'certificates.print', downloads: ['pdf'], patience: 60_000 },
    params: z.object({ id, form: z.string().regex(/^[a-z-]{2,40}$/) }),
    query: z.object({
      kind: z.enum(['preview', 'print', 'test'], '「方式」不对').default('preview'),
      printer: id.optional(),
    }),
    does: async ({ trx, engine, actor, on, params, query }) => {
      await procedureOfCase(trx, engine, actor, params.id)
      const ask = { caseId: params.id, form: params.form, kind: query.kind, printerId: query.printer }
      const made = await printCertificate(trx, engine, actor, ask, on)
      return new Download(made.name, made.bytes, { type: 'application/pdf', inline: true })
    },
  })
  doors.get('/printers', {
    ...{ says: '本账号的打印机和校准', about, may: 'certificates.print' },
    does: async ({ trx, actor }) => ({ rows: (await printersOf(trx, actor)).map(p => ({ ...p, id: String(p.id) })) }),
  })
  doors.post('/printers', {
    ...{ says: '登记或者校准一台打印机：向右、向下偏移多少毫米', about, may: 'certificates.print' },
    body: z.object({
      name: z.string().trim().min(1, '请填写打印机名称').max(40),
      dx: millimetres('向右'),
      dy: millimetres('向下'),
    }),
    does: async ({ trx, actor, body }) => {
      await setPrinter(trx, actor, body)
      return { rows: (await printersOf(trx, actor)).map(p => ({ ...p, id: String(p.id) })) }
    },
  })
}
