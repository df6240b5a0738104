/** 文书与附件: papers printed from what the ledger has kept, and the papers and photos that came with a case. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { keepAttachment, mostBytes, readAttachment } from '#core/attachments/store'
import { type Format, formats, printLetter } from '#core/procedures/print'
import { procedureOfCase } from '../case-view.ts'
import type { Doors } from '../door.ts'
import { Download } from '../files.ts'
import { mustWorkIn } from '../policy.ts'
import { id, uuid } from '../words.ts'

const about = '文书与附件'

export const documentRoutes = (doors: Doors) => {
  doors.get('/cases/:id/letters/:file', {
    ...{ says: '打印文书：文书名.docx 或 .pdf', about, may: 'cases.see', downloads: ['docx', 'pdf'], patience: 60_000 },
    params: z.object({
      id,
      file: z.string().regex(/^[a-z-]{2,40}\.(docx|pdf)$/, '「文书」应写作 confirmation.docx 或 confirmation.pdf'),
    }),
    does: async ({ trx, engine, actor, on, params }) => {
      await procedureOfCase(trx, engine, actor, params.id)
      const [letter = '', format = 'pdf'] = params.file.split('.')
      const printed = await printLetter(trx, engine, actor, params.id, letter, format as Format, on)
      return new Download(printed.name, printed.bytes, { type: formats[format as Format], inline: format === 'pdf' })
    },
  })
  doors.post('/cases/:id/attachments', {
    ...{ says: '上传照片或 PDF（每次一个，不超过 20MB）', about, may: 'cases.act' },
    params: z.object({ id }),
    takes: { files: 1, bytes: mostBytes },
    does: async ({ trx, engine, actor, params, files }) => {
      await procedureOfCase(trx, engine, actor, params.id)
      return keepAttachment(trx, engine, actor, params.id, files[0]!)
    },
  })
  doors.get('/attachments/:id', {
    ...{ says: '打开一个附件', about, may: 'cases.see', downloads: ['file'] },
    params: z.object({ id: uuid }),
    does: async ({ trx, engine, actor, params }) => {
      const found = await readAttachment(trx, engine, actor, params.id)
      if (found.business) mustWorkIn(actor, found.business)
      if (!/^(image\/(jpeg|png|webp)|application\/pdf)$/.test(found.mediaType))
        throw new Refusal('这种附件不能打开', { status: 409 })
      return new Download(found.name, found.bytes, { type: found.mediaType, inline: true })
    },
  })
}
