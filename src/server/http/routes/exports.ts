/** 导出申请: many rows leave only when another person has agreed to exactly this list. */
import { sql } from 'kysely'
import { z } from 'zod'
import { approveExport, askExport } from '#core/access/exports'
import { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, rows } from '#core/db'
import { countRows } from '#core/registers/exchange'
import type { Doors, House } from '../door.ts'
import { filterOf, mustSee, queryOf } from '../list-query.ts'
import { day, id } from '../words.ts'

const about = '导出申请'
const asked = z.looseObject({
  ...{ q: z.string().max(60).optional(), town: id.optional(), village: id.optional(), on: day.optional() },
  state: z.enum(['live', 'ended', 'all']).default('live'),
})

export const exportRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  doors.get('/exports', {
    ...{ says: '导出申请清单', about, may: 'registers.export' },
    does: async ({ trx, actor }) => ({
      rows: await rows(
        trx,
        sql`select e.id, e.of as register, e.filter, e.row_count as rows, e.purpose, a.name as by, e.asked_on as on, e.approved_on as "approvedOn",
            e.used_at is not null as used, e.approved_by is null and e.asked_by <> ${actor.personId} as "mayApprove"
          from export_request e left join account a on a.county_id = e.county_id and a.id = e.asked_account
          where e.county_id = ${actor.countyId} order by e.id desc limit 200`,
      ),
    }),
  })
  doors.post('/exports', {
    ...{ says: '申请导出一个名单（筛选条件与导出时相同）', about, may: 'registers.export', patience: 60_000 },
    body: z.object({
      register: z.string().max(100),
      filters: asked.default({ state: 'live' }),
      purpose: z.string().trim().min(4, '请写明「用途」，不少于四个字').max(200),
    }),
    does: async ({ trx, engine, actor, on, body }) => {
      const r = catalogue.register(body.register)
      if (!r) throw new Refusal('没有这个台账', { status: 404 })
      mustSee(permissions, actor, body.register, 'export')
      const q = queryOf(r, body.filters, on)
      const count = await countRows(trx, engine, actor, r, q)
      if (!count) throw new Refusal('没有可以导出的行，请放宽筛选条件')
      return {
        id: String(
          await askExport(trx, actor, { of: body.register, filter: filterOf(q), rows: count, purpose: body.purpose }),
        ),
        rows: count,
      }
    },
  })
  doors.post('/exports/:id/approve', {
    ...{ says: '批准一项导出申请（申请人以外的人）', about, may: 'registers.export' },
    params: z.object({ id }),
    does: async ({ trx, actor, params }) => {
      await approveExport(trx, actor, params.id)
      return { ok: true }
    },
  })
}

/** The asker's own approval for this list, not used yet. */
export const approvedFor = async (trx: Db, actor: Actor, of: string, filter: Readonly<Record<string, unknown>>) =>
  (
    await maybe(
      trx,
      sql<{
        id: number
      }>`select id from export_request where county_id = ${actor.countyId} and asked_by = ${actor.personId} and of = ${of}
        and filter = ${JSON.stringify(filter)}::jsonb and approved_by is not null and used_at is null order by id desc limit 1`,
    )
  )?.id
