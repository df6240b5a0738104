/** 查找: one box for people, cases and certificates. */
import { z } from 'zod'
import type { Actor } from '#core/actor'
import { search } from '#core/people/search'
import type { Doors } from '../door.ts'
import { worksIn } from '../policy.ts'
import { id } from '../words.ts'

const hit = z.object({
  kind: z.enum(['person', 'household', 'organisation', 'case', 'row']),
  id: z.string(),
  title: z.string(),
  subtitle: z.string(),
  householdId: z.string().optional(),
  register: z.string().optional(),
})

const asked = z.object({
  q: z.string().max(200),
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const lookOf = (actor: Actor) => ({ countyId: actor.countyId, sees: (business: string) => worksIn(actor, business) })

export const searchRoutes = (doors: Doors) => {
  doors.get('/search', {
    ...{ says: '按姓名、拼音首字母、办件编号或证号查找', about: '查找', may: 'search.see' },
    query: asked,
    answers: z.array(hit),
    does: ({ trx, actor, engine, on, query }) => search(trx, engine, { ...query, ...lookOf(actor), on }),
  })
  doors.post('/search', {
    ...{ says: '按完整证件号码查找：号码不写在地址里', about: '查找', may: 'search.see' },
    body: asked,
    answers: z.array(hit),
    does: async () => ({}),
    shows: ({ trx, actor, engine, on, body }) => search(trx, engine, { ...body, ...lookOf(actor), on }),
  })
}
