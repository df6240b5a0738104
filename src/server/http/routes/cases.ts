/** 办件: opened, done step by step, and what may happen beside the steps. The bodies follow from the definitions. */
import { sql } from 'kysely'
import { z } from 'zod'
import { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import type { Catalogue, SomeProcedure } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { colleaguesFor, listCases } from '#core/procedures/list'
import { handedDown } from '#core/procedures/move-on'
import { openCases } from '#core/procedures/open'
import { caseView, procedureOfCase, withChanges } from '../case-view.ts'
import type { Asked, Doors, House } from '../door.ts'
import { openingOf, type StepBody, stepOf } from '../shapes.ts'
import { type Named, subjectOf } from '../subject.ts'
import { id, limit } from '../words.ts'

const about = '办件'
const one = z.object({ id })

export const caseRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  doors.get('/cases', {
    ...{ says: '办件清单，按事项、状态、结论筛选，新的在前', about, may: 'cases.see' },
    query: z.object({
      ...{
        procedure: z.string().max(100).optional(),
        stands: z.enum(['open', 'ended']).optional(),
        outcome: z.string().max(40).optional(),
      },
      late: z.enum(['true']).optional(),
      ...{ householdId: id.optional(), after: id.optional(), limit },
    }),
    does: ({ trx, engine, actor, query: { late, ...query } }) =>
      listCases(trx, engine, actor, { ...query, isLate: late === 'true' }),
  })
  doors.get('/cases/:id', {
    ...{ says: '一个办件的全部：填报、环节、时限、条件、核算表、经过，和我现在能办什么', about, may: 'cases.see' },
    isFrequent: true,
    params: one,
    does: ({ trx, engine, actor, on, params }) => caseView(trx, engine, actor, params.id, on),
  })
  for (const p of catalogue.procedures) opening(doors, permissions, catalogue, p)
  for (const step of stepsIn(catalogue)) doing(doors, permissions, catalogue, step)
}

const editionsIn = (catalogue: Catalogue) => catalogue.procedures.flatMap(p => catalogue.editionsOf(p))
const stepsIn = (catalogue: Catalogue) => [...new Set(editionsIn(catalogue).flatMap(p => Object.keys(p.steps)))]

const opening = (doors: Doors, permissions: Permissions, catalogue: Catalogue, p: SomeProcedure) => {
  const of = catalogue.idOf(p)
  doors.post(`/cases/${of}`, {
    ...{ says: `${p.title}：提出`, about: p.title, may: 'apply.open' },
    body: openingOf(p),
    answers: z.object({ caseId: z.string(), number: z.string() }),
    does: async ({ trx, engine, actor, on, body }) => {
      const subject = await subjectOf(trx, catalogue, actor, p, body as Named)
      mustBe(permissions.may(actor, { of, action: 'open', divisionId: subject.divisionId, isOwn: true }))
      const { source, fields, parts } = body
      const { came } = body as { came?: string[] }
      const [opened] = await openCases(trx, engine, p, [
        { by: actor, on, ...subject, source, fields, parts, ...(came && { came }) } as never,
      ])
      return { caseId: String(opened!.caseId), number: opened!.number }
    },
  })
}

const doing = (doors: Doors, permissions: Permissions, catalogue: Catalogue, step: string) => {
  const having = editionsIn(catalogue).filter(p => p.steps[step])
  const bodies = new Map(having.map(p => [p, stepOf(p, step)]))
  const all = [...bodies.values()]
  doors.post(`/cases/:id/steps/${step}`, {
    ...{ says: `办理环节「${step}」：${having.map(p => p.title).join('、')}`, about, may: 'cases.act' },
    isFrequent: true,
    params: one,
    body: z.looseObject({}),
    documents: all.length > 1 ? z.union(all as unknown as [z.ZodType, z.ZodType]) : all[0]!,
    does: async asked => {
      const { trx, engine, actor, on, params, body } = asked
      const { p, of, divisionId, appliedOn } = await procedureOfCase(trx, engine, actor, params.id)
      const schema = bodies.get(p)
      if (!schema) throw new Refusal(`「${p.title}」没有这个环节，请刷新页面`, { status: 404 })
      const isHandedDown =
        !!p.steps[step]!.delegable && (await handedDown(trx, engine, p, actor.countyId, divisionId, appliedOn))
      // The ceiling is weighed by the engine, with what this very step writes.
      const isWithinCeiling = !!p.steps[step]!.orTown
      mustBe(
        permissions.may(actor, { of, action: `do ${step}`, divisionId, isHandedDown, isWithinCeiling, isOwn: true }),
      )
      const { secondAccountId, own, fields, ...told } = parsed(schema, body) as unknown as StepBody
      await mustBeItsPapers(trx, actor, params.id, fields)
      const second = secondAccountId ? await secondOf(asked, params.id, secondAccountId) : undefined
      const act = {
        caseId: params.id,
        by: actor,
        on,
        ...told,
        fields: { ...fields, ...own },
        ...(second && { second }),
      }
      await withChanges(trx, engine, actor, params.id, () => actOnCases(trx, engine, p, step, [act]))
      return { caseId: String(params.id) }
    },
    shows: ({ trx, engine, actor, on, params }) => caseView(trx, engine, actor, params.id, on),
  })
}
const parsed = (schema: z.ZodType, body: unknown) => {
  const found = schema.safeParse(body)
  if (found.success) return found.data
  const [first] = found.error.issues
  const detail = found.error.issues.map(i => ({ at: i.path.join('.'), says: i.message }))
  throw new Refusal(
    first!.message.includes('「') ? first!.message : `填写的内容不对（${first!.path.join('.')}），请核对后再提交`,
    { status: 400, detail },
  )
}
const mustBe = (answer: { ok: true } | { ok: false; reason: string }) => {
  if (!answer.ok) throw new Refusal(answer.reason, { status: 403 })
}
/** Photos and papers that a step names were added to this very case. */
const mustBeItsPapers = async (trx: Db, actor: Actor, caseId: number, fields: Readonly<Record<string, unknown>>) => {
  const named = [...new Set(Object.values(fields).flatMap(v => (Array.isArray(v) ? v.map(String) : [])))]
  if (!named.length) return
  const found = await rows(
    trx,
    sql`select from attachment where county_id = ${actor.countyId} and case_id = ${caseId} and id = any(${named}::uuid[])`,
  )
  if (found.length < named.length) throw new Refusal('有的附件不是这个办件的，请重新上传', { status: 400 })
}
/** The other of two is one who could have come: of this place and this business. */
const secondOf = async ({ trx, actor, on }: Asked, caseId: number, accountId: number) => {
  const found = (await colleaguesFor(trx, actor, caseId, on)).find(c => c.accountId === accountId)
  if (!found) throw new Refusal('所选的同行人员不能办理这个办件，请另选一人')
  return { accountId: found.accountId, personId: found.personId, name: found.name }
}
