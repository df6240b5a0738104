/** 生活事件: reported by one, confirmed by another; only then they reach the benefits. */
import { z } from 'zod'
import { paidAfterDeath } from '#core/people/after-death'
import { listEvents } from '#core/people/event-list'
import { confirmEvents, recordEvents, refuseEvent } from '#core/people/events'
import { undoEvent } from '#core/people/undo-events'
import { type Event, events } from '#define/events'
import type { Doors } from '../door.ts'
import { worksIn } from '../policy.ts'
import { day, id, limit } from '../words.ts'

const about = '生活事件'
const one = z.object({ id })
const why = z.object({ why: z.string().trim().max(1000, '「理由」过长').default('') }).nullish()
const kinds = Object.keys(events) as [Event, ...Event[]]

export const eventRoutes = (doors: Doors) => {
  doors.get('/events', {
    ...{ says: '生活事件清单，新的在前', about, may: 'events.see' },
    query: z.object({
      state: z.enum(['open', 'confirmed', 'refused', 'undone'], '「状态」不对').optional(),
      ...{ event: z.enum(kinds).optional(), after: id.optional(), limit },
    }),
    does: ({ trx, engine, actor, query }) =>
      listEvents(trx, { engine, actor, sees: business => worksIn(actor, business) }, query),
  })
  doors.get('/events/after-death', {
    ...{ says: '死亡后仍在享受待遇的人：死亡已确认而未停发的，和报告了还没有确认的', about, may: 'events.see' },
    does: async ({ trx, engine, actor, on }) => ({
      rows: await paidAfterDeath(trx, { engine, actor, on, sees: business => worksIn(actor, business) }),
    }),
  })
  doors.post('/events', {
    ...{ says: '报告一个生活事件；由另一人确认后才影响待遇', about, may: 'events.report' },
    body: z.object({
      event: z.enum(kinds, '没有这种「事件」，请刷新页面'),
      ...{ personId: id.nullish(), householdId: id.nullish(), on: day },
      source: z.string().trim().min(1, '请写明「来源」').max(200),
      detail: z.record(z.string(), z.unknown()).default({}),
    }),
    does: async ({ trx, actor, on, body }) => {
      const { event, source, detail, personId, householdId } = body
      const whose = { ...(personId && { personId }), ...(householdId && { householdId }) }
      const [made] = await recordEvents(trx, [{ by: actor, event, on: body.on, source, detail, ...whose }], on)
      return { id: String(made) }
    },
  })
  doors.post('/events/:id/confirm', {
    ...{ says: '确认属实：事实改变，各项待遇按规则变化', about, may: 'events.confirm', patience: 60_000 },
    params: one,
    does: async ({ trx, engine, actor, on, params }) => {
      await confirmEvents(trx, engine, actor, [params.id], on)
      return { ok: true }
    },
  })
  doors.post('/events/:id/refuse', {
    ...{ says: '不属实', about, may: 'events.confirm' },
    ...{ params: one, body: why },
    does: async ({ trx, actor, params, body }) => {
      await refuseEvent(trx, actor, params.id, body?.why || '经核实不属实')
      return { ok: true }
    },
  })
  doors.post('/events/:id/undo', {
    ...{ says: '撤销登记有误的已确认事件，待遇自同日起重新计算', about, may: 'events.confirm', patience: 60_000 },
    ...{ params: one, body: why },
    does: async ({ trx, engine, actor, on, params, body }) => {
      await undoEvent(trx, engine, actor, params.id, body?.why || '登记有误', on)
      return { ok: true }
    },
  })
}
