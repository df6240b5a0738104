/** 审计与核验: what was done, by whom; the chain walked again; the anchor that is printed and kept outside. */
import { sql } from 'kysely'
import { z } from 'zod'
import { curiosityOn, readsOf } from '#core/access/unmask'
import { anchorFromText, anchorOf, anchorText } from '#core/audit/anchor'
import { audit } from '#core/audit/entry'
import { namesOfSubjects } from '#core/audit/named'
import { verifyAudit } from '#core/audit/verify'
import { type Db, one, rows } from '#core/db'
import { checkIdentities } from '#core/indicators/identities'
import { verifyMoney } from '#core/payments/verify'
import type { Day } from '#define/time'
import type { Doors } from '../door.ts'
import { day, id, limit } from '../words.ts'

const about = '审计与核验'
const minutes = 60_000

export const auditRoutes = (doors: Doors) => {
  doors.get('/audit', {
    ...{ says: '审计记录，新的在前', about, may: 'audit.see' },
    query: z.object({
      ...{ action: z.string().max(60).optional(), subject: z.string().max(100).optional(), accountId: id.optional() },
      ...{ from: day.optional(), to: day.optional(), after: id.optional(), limit },
    }),
    does: async ({ trx, actor, query: q }) => {
      const found = await rows(
        trx,
        sql<
          Record<string, unknown> & { id: number }
        >`select e.id, to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as at,
            e.account_id as "accountId", a.name, e.post, e.action, e.business, e.subject, e.detail
          from audit_entry e left join account a on a.county_id = e.county_id and a.id = e.account_id
          where e.county_id = ${actor.countyId} ${q.action ? sql`and e.action like ${`${q.action.replace(/[%_\\]/g, '\\$&')}%`}` : sql``}
            ${q.subject ? sql`and e.subject = ${q.subject}` : sql``} ${q.accountId ? sql`and e.account_id = ${q.accountId}` : sql``}
            ${q.from ? sql`and e.at >= ${q.from}::timestamp at time zone 'Asia/Shanghai'` : sql``}
            ${q.to ? sql`and e.at < (${q.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'` : sql``}
            ${q.after ? sql`and e.id < ${q.after}` : sql``} order by e.id desc limit ${q.limit + 1}`,
      )
      const page = found.slice(0, q.limit)
      const names = await namesOfSubjects(
        trx,
        actor.countyId,
        page.map(e => String(e.subject ?? '')),
      )
      const rowsNamed = page.map(e => ({ ...e, subjectName: names.get(String(e.subject)) ?? null }))
      return { rows: rowsNamed, next: found.length > q.limit ? String(page.at(-1)!.id) : null }
    },
  })
  doors.get('/audit/reads/:subject', {
    ...{ says: '谁看过一个对象（person:编号、household:编号）', about, may: 'audit.see' },
    params: z.object({ subject: z.string().max(100) }),
    does: async ({ trx, actor, params }) => ({ rows: await readsOf(trx, actor.countyId, params.subject) }),
  })
  doors.get('/audit/curious', {
    ...{ says: '值得过问的查看：亲属、无办件、夜间', about, may: 'audit.see' },
    query: z.object({ day: day.optional() }),
    does: async ({ trx, actor, query }) => ({
      rows: await curiosityOn(trx, actor.countyId, query.day ?? (await clockDay(trx))),
    }),
  })
  doors.get('/audit/anchor', {
    ...{ says: '一天的审计锚，打印后交财政、审计部门留存', about, may: 'audit.see', patience: 2 * minutes },
    query: z.object({ day: day.optional() }),
    does: async ({ actor, house, trx, query }) => {
      const anchor = await anchorOf(house.app, actor.countyId, query.day ?? (await clockDay(trx)))
      return { ...anchor, text: anchorText(anchor) }
    },
  })
  doors.get('/verify', {
    ...{
      says: '核验：审计链、资金与发放、户数人数恒等式；可附打印的审计锚',
      about,
      may: 'audit.verify',
      patience: 10 * minutes,
    },
    query: z.object({ anchor: z.string().max(300).optional(), period: z.string().max(20).optional() }),
    does: async ({ trx, engine, actor, on, house, query }) => {
      const chain = await verifyAudit(house.app, actor.countyId, query.anchor ? [anchorFromText(query.anchor)] : [])
      const money = await verifyMoney(trx, actor.countyId, { catalogue: engine.catalogue, keys: engine.keys })
      const identities = await checkIdentities(trx, engine.catalogue, { period: query.period ?? on.slice(0, 4) })
      const broken = identities.filter(i => !i.holds)
      await audit(trx, actor, {
        action: 'ledger.verified',
        detail: { chain: chain.ok, money: money.problems.length, identities: broken.length },
      })
      return {
        ok: chain.ok && !money.problems.length && !broken.length,
        chain,
        money,
        identities: { checked: identities.length, broken },
      }
    },
  })
}
/** What was done is noted by the clock, in a rehearsal too. */
const clockDay = async (trx: Db): Promise<Day> =>
  (await one(trx, sql<{ today: Day }>`select (clock_timestamp() at time zone 'Asia/Shanghai')::date as today`)).today
