/** 代行职责: handed to a colleague for days, let by an administrator. */
import { z } from 'zod'
import { approveDelegation, askDelegation, delegates, delegations, endDelegation } from '#core/access/delegations'
import type { Doors } from '../door.ts'
import { day, id } from '../words.ts'

const about = '账号'
const one = z.object({ id })
export const delegationRoutes = (doors: Doors) => {
  doors.get('/delegations', {
    ...{ says: '代行职责：本人交出的和接手的，以及可以代行的同事', about, may: 'signed in' },
    does: async ({ trx, actor }) => ({ rows: await delegations(trx, actor), colleagues: await delegates(trx, actor) }),
  })
  doors.post('/delegations', {
    ...{ says: '把职责交给同岗位、同辖区的同事代行若干天，等待管理员批准', about, may: 'signed in' },
    body: z.object({
      toAccountId: id,
      from: day,
      until: day,
      reason: z.string().trim().min(4, '请写明「理由」，不少于四个字').max(300),
    }),
    does: async ({ trx, actor, on, body }) => ({ id: String(await askDelegation(trx, actor, body, on)) }),
  })
  doors.post('/delegations/:id/approve', {
    ...{ says: '批准代行', about, may: 'accounts.change', fresh: true },
    params: one,
    does: async ({ trx, actor, params }) => void (await approveDelegation(trx, actor, params.id)),
  })
  doors.post('/delegations/:id/end', {
    ...{ says: '结束代行', about, may: 'signed in' },
    params: one,
    does: async ({ trx, actor, params }) => void (await endDelegation(trx, actor, params.id)),
  })
}
