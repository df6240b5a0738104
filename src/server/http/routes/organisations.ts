/** 社会组织: found, entered when somebody sets one up, and the file of each across all businesses. */
import { z } from 'zod'
import { audit } from '#core/audit/entry'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { organisationFile } from '#core/organisations/file'
import { listOrganisations } from '#core/organisations/list'
import type { Doors } from '../door.ts'
import { worksIn } from '../policy.ts'
import { id, limit } from '../words.ts'

const about = '社会组织'
const kind = z.enum(['association', 'service', 'foundation'], '「类型」不对，请选择')

export const organisationRoutes = (doors: Doors) => {
  doors.get('/organisations', {
    ...{ says: '社会组织清单，按名称中的字、拼音首字母或统一社会信用代码查找', about, may: 'organisations.see' },
    query: z.object({ q: z.string().max(60).optional(), kind: kind.optional(), after: id.optional(), limit }),
    does: ({ trx, actor, query }) => listOrganisations(trx, actor.countyId, query),
  })
  doors.post('/organisations', {
    ...{ says: '登记筹备中的社会组织：同名的不重复建立', about, may: 'organisations.enter' },
    body: z.object({
      name: z.string().trim().min(4, '请填写「名称」全称').max(100),
      divisionId: id,
      kind: kind.optional(),
      creditCode: z.string().max(30).optional(),
      address: z.string().max(200).optional(),
    }),
    does: async ({ trx, actor, body }) => {
      const [found] = await findOrAddOrganisations(trx, actor.countyId, [body])
      if (found!.isNew)
        await audit(trx, actor, {
          action: 'organisation.entered',
          subject: `organisation:${found!.id}`,
          detail: { name: body.name },
        })
      return { id: String(found!.id), isNew: found!.isNew }
    },
  })
  doors.get('/organisations/:id', {
    ...{ says: '一家一档：登记事项、等级、名录、待办、台账和办件', about, may: 'organisations.see' },
    params: z.object({ id }),
    does: async ({ trx, params, engine, actor, on }) => {
      const look = { engine, actor, on, sees: (business: string) => worksIn(actor, business) }
      const file = await organisationFile(trx, look, params.id)
      await audit(trx, actor, { action: 'organisation.opened', subject: `organisation:${params.id}` })
      return file
    },
  })
}
