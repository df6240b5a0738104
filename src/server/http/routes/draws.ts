/** 双随机抽签: announced, drawn by another person, given up with a reason; shown with all that it takes to recompute it. */
import { z } from 'zod'
import { announceDraw, cancelDraw, drawNow, readDraw } from '#core/inspections/draw'
import { listDraws, showDraw } from '#core/inspections/show'
import type { Doors } from '../door.ts'
import { mustWorkIn } from '../policy.ts'
import { id } from '../words.ts'

const about = '随机抽查'
const one = z.object({ id })

export const drawRoutes = (doors: Doors) => {
  doors.get('/draws', {
    ...{ says: '历次抽签，作废的也在内；可以抽签的事项', about, may: 'draws.see' },
    does: ({ trx, engine, actor }) => listDraws(trx, engine, actor),
  })
  doors.get('/draws/:id', {
    ...{ says: '一次抽签的全部：名单、摘要、种子、算法、结果和重算', about, may: 'draws.see' },
    params: one,
    does: ({ trx, engine, actor, params }) => showDraw(trx, engine, actor, params.id),
  })
  doors.post('/draws', {
    ...{ says: '公告抽签：固定两份名单，公布种子的摘要', about, may: 'draws.make' },
    body: z.object({
      procedure: z.string().max(100),
      share: z.int('「抽取比例」应为1到100之间的整数').min(1).max(100).optional(),
    }),
    does: async ({ trx, engine, actor, on, body: { procedure, share } }) => {
      mustWorkIn(actor, procedure.split('.')[0]!)
      const p = engine.catalogue.procedure(procedure)
      return { id: String(await announceDraw(trx, engine, actor, p!, on, share ? { share } : {})) }
    },
  })
  doors.post('/draws/:id/draw', {
    ...{ says: '抽签：由公告人以外的人抽取，填写监督人当场报出的字词', about, may: 'draws.make' },
    params: one,
    body: z.object({ word: z.string().max(60, '「字词」过长') }),
    does: async ({ trx, engine, actor, on, params, body }) => {
      mustWorkIn(actor, (await readDraw(trx, actor.countyId, params.id)).procedure.split('.')[0]!)
      return { drawn: (await drawNow(trx, engine, actor, params.id, body.word, on)).length }
    },
  })
  doors.post('/draws/:id/cancel', {
    ...{ says: '作废一次还没有抽的签：写明理由，永久公开', about, may: 'draws.make' },
    params: one,
    body: z.object({ why: z.string().max(400) }),
    does: async ({ trx, actor, on, params, body }) => {
      mustWorkIn(actor, (await readDraw(trx, actor.countyId, params.id)).procedure.split('.')[0]!)
      await cancelDraw(trx, actor, params.id, body.why, on)
      return { ok: true }
    },
  })
}
