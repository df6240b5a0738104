/** What may happen to a case beside its steps: missing papers, return, withdrawal, objection, pause, extension, appeal. */
import { sql } from 'kysely'
import { z } from 'zod'
import { isOutside, Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import { answerAppeal, appealKinds, lodgeAppeal } from '#core/procedures/appeal'
import { archiveCase } from '#core/procedures/archive'
import {
  answerObjection,
  declineToAccept,
  extend,
  object,
  pause,
  resume,
  returnForCorrection,
  type SideInput,
  tellMissing,
} from '#core/procedures/side'
import { withdraw } from '#core/procedures/withdraw'
import { caseView, procedureOfCase, withChanges } from '../case-view.ts'
import type { Asked, Doors } from '../door.ts'
import type { Thing } from '../policy.ts'
import { day, id, says, version } from '../words.ts'

const one = z.object({ id })
const said = z.object({ version, says })
type Body = z.output<typeof said>
type Input = SideInput & { readonly asked: Asked<{ id: number }, unknown, any> }

export const besideRoutes = (doors: Doors) => {
  const beside = <B extends z.ZodType>(
    route: string,
    title: string,
    body: B,
    work: (i: Input, body: z.output<B>) => Promise<unknown>,
    may: Thing = 'cases.act',
  ) =>
    doors.post(`/cases/:id/${route}`, {
      ...{ says: title, about: '办件', may },
      params: one,
      body,
      does: async asked => {
        const { trx, engine, actor, on, params } = asked
        const told = asked.body as Body
        if (isOutside(actor)) throw new Refusal(`${title}由经办岗位办理，请联系民政部门`, { status: 403 })
        await procedureOfCase(trx, engine, actor, params.id)
        const input = {
          caseId: params.id,
          by: actor,
          on,
          says: told.says ?? '',
          ...(told.version !== undefined && { version: told.version }),
          asked: asked as never,
        }
        await withChanges(trx, engine, actor, params.id, () => work(input, asked.body as z.output<B>))
        return { caseId: String(params.id) }
      },
      shows: ({ trx, engine, actor, on, params }) => caseView(trx, engine, actor, params.id, on),
    })

  beside('missing', '一次性告知补正', said, i => tellMissing(i.asked.trx, i.asked.engine, i))
  beside('reject', '不予受理', said, i => declineToAccept(i.asked.trx, i.asked.engine, i))
  beside('return', '退回补正', said.extend({ to: z.string().max(60).optional() }), (i, b) =>
    returnForCorrection(i.asked.trx, i.asked.engine, { ...i, ...(b.to && { to: b.to }) }),
  )
  beside('withdraw', '撤回申请', said.extend({ came: z.array(z.string().max(40)).max(4).optional() }), (i, b) =>
    withdraw(i.asked.trx, i.asked.engine, { ...i, ...(b.came && { came: b.came }) }),
  )
  beside('objection', '登记公示异议', said.extend({ informant: z.string().max(100).nullish() }), (i, b) =>
    object(i.asked.trx, i.asked.engine, { ...i, ...(b.informant && { informant: b.informant }) }),
  )
  beside(
    'objection-answer',
    '答复异议',
    said.extend({ holds: z.boolean('请选择异议是否成立'), objectionId: id.optional() }),
    async (i, b) => {
      const objectionId = b.objectionId ?? (await openOf(i.asked.trx, 'case_objection', sql`answer is null`, i))
      return answerObjection(i.asked.trx, i.asked.engine, { ...i, objectionId, upheld: b.holds })
    },
  )
  beside('pause', '暂停计时', said, i => pause(i.asked.trx, i.asked.engine, i))
  beside('resume', '恢复计时', said, i => resume(i.asked.trx, i.asked.engine, i))
  beside('extend', '延长期限', said, i => extend(i.asked.trx, i.asked.engine, i))
  beside('archive', '归档：编档案号，记保管期限和存放位置', said, i => archiveCase(i.asked.trx, i.asked.engine, i))
  beside(
    'appeal',
    '登记申诉、行政复议、行政诉讼',
    said.extend({ kind: z.enum(appealKinds).default('申诉'), receivedOn: day.nullish() }),
    (i, b) => {
      if (b.receivedOn && b.receivedOn > i.on) throw new Refusal('收到日期在今天之后，请核对', { status: 400 })
      return lodgeAppeal(i.asked.trx, i.asked.engine, { ...i, on: b.receivedOn ?? i.on, kind: b.kind })
    },
    'cases.appeal',
  )
  beside(
    'appeal-answer',
    '答复申诉、行政复议、行政诉讼',
    said.extend({ holds: z.boolean('请选择是否改变原决定'), appealId: id.optional() }),
    async (i, b) => {
      const appealId = b.appealId ?? (await openOf(i.asked.trx, 'case_appeal', sql`outcome is null`, i))
      return answerAppeal(i.asked.trx, i.asked.engine, { ...i, appealId, outcome: b.holds ? 'annulled' : 'upheld' })
    },
    'cases.appeal',
  )
}

/** Where there is one open, nobody needs its number. */
const openOf = async (
  trx: Db,
  table: 'case_objection' | 'case_appeal',
  isOpen: ReturnType<typeof sql>,
  i: SideInput,
) => {
  const found = await maybe(
    trx,
    sql<{
      id: number
    }>`select id from ${sql.table(table)} where county_id = ${i.by.countyId} and case_id = ${i.caseId} and ${isOpen} order by id limit 1`,
  )
  if (!found) throw new Refusal('没有待答复的内容，可能已经答复，请刷新', { status: 409 })
  return found.id
}
