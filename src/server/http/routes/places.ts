/** 场所: the file of a meal point, a home, a cemetery across all businesses. */
import { z } from 'zod'
import { audit } from '#core/audit/entry'
import { placeFile } from '#core/places/file'
import type { Doors } from '../door.ts'
import { worksIn } from '../policy.ts'
import { id } from '../words.ts'
import { mayRead } from './catalogue.ts'

export const placeRoutes = (doors: Doors) => {
  doors.get('/places/:id', {
    ...{ says: '场所档案：台账和办件', about: '场所', may: 'registers.see' },
    params: z.object({ id }),
    does: async ({ trx, params, engine, actor, on }) => {
      const look = { engine, actor, on, sees: (business: string) => worksIn(actor, business) }
      const file = await placeFile(trx, look, params.id)
      await audit(trx, actor, { action: 'place.opened', subject: `place:${params.id}` })
      return { ...file, rows: file.rows.filter(r => mayRead(engine.catalogue.register(r.register)!, actor)) }
    },
  })
}
