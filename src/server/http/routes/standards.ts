/** 当地标准: entered by one from the document, checked by another, and then worked out for everybody at once. */
import { z } from 'zod'
import { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import type { Db } from '#core/db'
import { checkStandard, returnStandard, setStandard } from '#core/standards/decide'
import { effectOf, raiseFor } from '#core/standards/effect'
import { mustBeOfATown } from '#core/standards/towns'
import { standardVersions } from '#core/standards/values'
import type { Fields } from '#define/field'
import type { Day } from '#define/time'
import type { Doors, House } from '../door.ts'
import { mustWorkIn } from '../policy.ts'
import { day, id } from '../words.ts'
import { fieldsOf } from './catalogue.ts'

const about = '当地标准'
const business = z.object({ business: z.string().max(60) })
const minutes = 60_000

export const standardRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  /** One of these actions is enough. */
  const mustBe = (actor: Actor, of: string, ...actions: readonly string[]) => {
    const register = catalogue.registers.find(r => catalogue.businessOf(r) === of && r.told.standards)
    const answers = actions.map(action =>
      permissions.may(actor, { of: register ? catalogue.idOf(register) : of, action, divisionId: actor.divisionId }),
    )
    const no = answers.some(a => a.ok) ? undefined : answers.find(a => !a.ok)
    if (no && !no.ok) throw new Refusal(no.reason, { status: 403 })
  }
  /** A value that this actor may check. */
  const mine = async (trx: Db, actor: Actor, wanted: number, on: Day) => {
    const version = (await standardVersions(trx, actor.countyId, on)).find(v => v.id === wanted)
    if (!version) throw new Refusal('没有这条标准，请刷新后再看', { status: 404 })
    mustWorkIn(actor, version.business)
    mustBe(actor, version.business, 'check standards')
    return version
  }
  doors.get('/standards/:business', {
    ...{ says: '一项业务的标准：各项名称、历次数值、文号、录入人和复核人', about, may: 'standards.see' },
    params: business,
    does: async ({ trx, actor, on, params }) => {
      mustWorkIn(actor, params.business)
      const versions = await standardVersions(trx, actor.countyId, on, params.business)
      const values = versions.map(v => ({
        ...{
          id: v.id,
          quantity: v.name,
          value: v.value,
          starts: v.starts,
          document: v.documentNo,
          by: v.maker,
          checkedBy: v.checker,
          area: v.divisionName,
        },
        ...{ stands: stands[v.state] ?? 'checked', state: v.state, returnedWhy: v.returnedWhy },
        mayCheck: v.state === 'waiting' && v.madeBy !== actor.personId,
      }))
      return { quantities: fieldsOf(quantitiesOf(catalogue, params.business)), values }
    },
  })
  doors.post('/standards/:business', {
    ...{ says: '录入一项新标准，等待另一人复核', about, may: 'standards.set' },
    params: business,
    body: z.object({
      quantity: z.string().max(60),
      value: z.string().max(60, '「数值」过长'),
      ...{ starts: day, document: z.string().trim().min(1, '请填写「文号」').max(200), divisionId: id.nullish() },
    }),
    does: async ({ trx, actor, params, body }) => {
      mustWorkIn(actor, params.business)
      mustBe(actor, params.business, 'keep standards')
      const { quantity: name, value, starts, document: documentNo, divisionId } = body
      const fields = quantitiesOf(catalogue, params.business)
      const title = fields[name]?.title ?? name
      if (divisionId)
        await mustBeOfATown(trx, catalogue, actor.countyId, { business: params.business, name, title, divisionId })
      const said = { business: params.business, name, value, starts, documentNo, divisionId: divisionId ?? undefined }
      return { id: String(await setStandard(trx, actor, said, fields)) }
    },
  })
  doors.get('/standards/:business/preview', {
    ...{
      says: '试算：复核一项标准会影响多少对象、每月多少钱；什么也不写入',
      about,
      may: 'standards.see',
      patience: 2 * minutes,
    },
    ...{ params: business, query: z.object({ id }) },
    does: async ({ trx, engine, actor, params, query }) => {
      mustWorkIn(actor, params.business)
      // Whoever says yes to it sees what it would do.
      mustBe(actor, params.business, 'keep standards', 'check standards')
      return effectOf(trx, engine, actor, params.business, query.id)
    },
  })
  doors.post('/standards/:id/check', {
    ...{
      says: '复核一项标准：自启用之日起生效，所有在册对象重新计算',
      about,
      may: 'standards.check',
      patience: 10 * minutes,
    },
    params: z.object({ id }),
    does: async ({ trx, engine, actor, on, params }) => {
      const version = await mine(trx, actor, params.id, on)
      await checkStandard(trx, actor, params.id)
      return raiseFor(trx, engine, actor, version.business, version.starts)
    },
  })
  doors.post('/standards/:id/return', {
    ...{ says: '退回一项待复核的标准', about, may: 'standards.check' },
    ...{ params: z.object({ id }), body: z.object({ why: z.string().trim().min(2, '请写明「理由」').max(500) }) },
    does: async ({ trx, actor, on, params, body }) => {
      await mine(trx, actor, params.id, on)
      await returnStandard(trx, actor, params.id, body.why)
      return { ok: true }
    },
  })
}
const stands: Readonly<Record<string, string>> = { waiting: 'proposed', returned: 'returned' }
const quantitiesOf = (catalogue: Catalogue, of: string): Fields => {
  const registers = Object.values(catalogue.business(of)?.registers ?? {})
  const fields = Object.assign({}, ...registers.map(r => r.told.standards?.told.fields ?? {})) as Fields
  if (!Object.keys(fields).length) throw new Refusal('这项业务没有由县里确定的标准', { status: 404 })
  return fields
}
