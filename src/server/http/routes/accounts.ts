/** 账号: one administrator proposes, another approves, about neither of them. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type AccountChange, approveAccountChange, proposeAccountChange } from '#core/access/accounts'
import { permissionMatrix } from '#core/access/matrix'
import { matrixTold } from '#core/access/matrix-told'
import { secondFactorUri } from '#core/access/passwords'
import { Refusal } from '#core/actor'
import { one, rows } from '#core/db'
import { findOrAddPeople } from '#core/people/persons'
import { type Post, posts } from '#define/posts'
import type { Doors } from '../door.ts'
import { day, id } from '../words.ts'

const about = '账号'
const rights = {
  post: z.enum(Object.keys(posts) as [Post, ...Post[]], '没有这个「岗位」'),
  divisionId: id,
  businesses: z.union([z.literal('all'), z.array(z.string().max(60)).max(100)]),
  ...{ organisationId: id.optional(), placeId: id.optional(), unit: z.string().trim().max(100).optional() },
  ...{ mayDecide: z.boolean().optional(), from: day.optional(), until: day.optional() },
}
const reason = z.string().trim().min(4, '请写明「理由」，不少于四个字').max(500)
const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new'),
    login: z.string().trim().min(2).max(40),
    /** Of somebody the ledger knows, or by the number on the card; who is not there yet is entered. */
    personId: id.optional(),
    idNumber: z.string().trim().max(30).optional(),
    name: z.string().trim().min(1).max(50),
    reason,
    ...rights,
  }),
  z.object({ kind: z.literal('rights'), accountId: id, reason, ...rights }),
  z.object({ kind: z.enum(['credentials', 'close']), accountId: id, reason }),
])

export const accountRoutes = (doors: Doors) => {
  doors.get('/accounts', {
    ...{ says: '全部账号和权利', about, may: 'accounts.see' },
    does: async ({ trx, actor }) => ({
      rows: await rows(
        trx,
        sql`select a.id, a.login, a.person_id as "personId", a.name, a.post, d.name as division, a.division_id as "divisionId", a.businesses, a.may_decide as "mayDecide",
            a.must_have_second_factor as "needsSecondFactor", lower(a.valid) as from, upper(a.valid) as until, coalesce(o.name, p.name, a.unit) as of
          from account a left join organisation o on o.county_id = a.county_id and o.id = a.organisation_id
            left join place p on p.county_id = a.county_id and p.id = a.place_id join division d on d.county_id = a.county_id and d.id = a.division_id where a.county_id = ${actor.countyId} order by a.login`,
      ),
    }),
  })
  doors.get('/accounts/changes', {
    ...{ says: '账号变更：待批准的和办过的', about, may: 'accounts.see' },
    does: async ({ trx, actor }) => ({
      rows: await rows(
        trx,
        sql`select c.id, c.kind, c.account_id as "accountId", coalesce(c.login, a.login) as login, coalesce(c.name, a.name) as name, c.post, c.division_id as "divisionId",
            c.businesses, c.may_decide as "mayDecide", c.reason, c.proposed_on as "proposedOn", c.approved_on as "approvedOn",
            c.approved_by is null and c.proposed_by <> ${actor.personId} as "mayApprove"
          from account_change c left join account a on a.county_id = c.county_id and a.id = c.account_id
          where c.county_id = ${actor.countyId} order by c.id desc limit 200`,
      ),
    }),
  })
  doors.get('/accounts/belongings', {
    ...{ says: '外部账号可以绑定的社会组织、场所和业务主管单位，按名称查找', about, may: 'accounts.change' },
    query: z.object({ of: z.enum(['organisation', 'place', 'unit']), q: z.string().max(60).default('') }),
    does: async ({ trx, actor, query: { of, q } }) => ({
      rows: await rows(
        trx,
        of === 'unit'
          ? sql`select distinct sponsor as id, sponsor as name from organisation
              where county_id = ${actor.countyId} and strpos(sponsor, ${q}) > 0 order by 1 limit 50`
          : sql`select id::text, name from ${sql.table(of)} where county_id = ${actor.countyId} and strpos(name, ${q}) > 0 order by name limit 50`,
      ),
    }),
  })
  doors.get('/accounts/matrix', {
    ...{ says: '岗位 × 事项 × 操作的权限表，由定义得出', about, may: 'accounts.see' },
    does: async ({ engine }) => ({ rows: matrixTold(engine.catalogue, permissionMatrix(engine.catalogue)) }),
  })
  doors.post('/accounts/changes', {
    ...{ says: '提出账号变更，等待另一名管理员批准', about, may: 'accounts.change' },
    body: change,
    does: async ({ trx, engine, actor, on, body }) => {
      if (body.kind !== 'new') return { id: String(await proposeAccountChange(trx, actor, body as AccountChange)) }
      const { idNumber, ...told } = body
      if (!told.personId && !idNumber) throw new Refusal('请填写「身份证号」', { status: 400 })
      const holder = { name: told.name, idNumber, divisionId: told.divisionId }
      const personId = told.personId ?? (await findOrAddPeople(trx, engine, actor.countyId, on, [holder]))[0]!.id
      return { id: String(await proposeAccountChange(trx, actor, { ...told, personId } as AccountChange)) }
    },
  })
  doors.post('/accounts/changes/:id/approve', {
    ...{ says: '批准账号变更；初始口令和动态口令密钥只显示这一次', about, may: 'accounts.change', fresh: true },
    params: z.object({ id }),
    does: async ({ trx, engine, actor, params, reply }) => {
      const { accountId, initialPassword, totpSecret } = await approveAccountChange(trx, engine.keys, actor, params.id)
      const { login } = await one(
        trx,
        sql<{ login: string }>`select login from account where county_id = ${actor.countyId} and id = ${accountId}`,
      )
      once.set(reply, { initialPassword, ...(totpSecret && { totpUri: secondFactorUri(login, totpSecret) }) })
      return { accountId, login }
    },
    shows: async ({ reply }, answer: object) => ({ ...answer, ...once.get(reply) }),
  })
}
/** Shown once and kept nowhere, also not with the request's key. */
const once = new WeakMap<object, object>()
