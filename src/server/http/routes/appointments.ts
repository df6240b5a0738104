/** 预约: the week's hours with their seats, and what the counter does with an appointment. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { arrive, book, cancel, rebook } from '#core/appointments/book'
import { bookedRegister, bookedRegisters, daysFrom, hoursOf } from '#core/appointments/hours'
import type { AnyRegister } from '#define/register'
import type { Asked, Doors, House } from '../door.ts'
import { mustWorkIn } from '../policy.ts'
import { day, id } from '../words.ts'

const about = '预约'
const register = z.string().max(100).optional()
const hour = z.string('请选择时段').max(20)

export const appointmentRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  /** The one that is named, or the only one. */
  const registerOf = ({ actor }: Pick<Asked, 'actor'>, name: string | undefined): AnyRegister => {
    const r = name ? bookedRegister(catalogue, name) : bookedRegisters(catalogue)[0]
    if (!r) throw new Refusal('没有开设预约', { status: 404 })
    mustWorkIn(actor, catalogue.businessOf(r))
    return r
  }
  doors.get('/appointments', {
    ...{ says: '从某日起几天的预约：各时段号数、已约、名单', about, may: 'appointments.see' },
    query: z.object({ register, from: day.optional(), days: z.coerce.number().int().min(1).max(14).default(7) }),
    does: async asked => {
      const { trx, engine, actor, on, query } = asked
      const r = registerOf(asked, query.register)
      return {
        register: catalogue.idOf(r),
        title: r.title.replace(/台账$/, ''),
        today: on,
        hours: hoursOf(r),
        services: r.told.fields.service!.options!,
        days: await daysFrom(trx, engine, actor.countyId, r, query.from ?? on, query.days),
      }
    },
  })
  doors.post('/appointments', {
    ...{ says: '预约：一个时段的一个号只给一人', about, may: 'appointments.keep' },
    body: z.object({
      register,
      personId: id,
      day,
      hour,
      service: z.string('请选择办理事项').max(40),
      booker: z.string().max(100).optional(),
    }),
    does: async asked => {
      const { trx, engine, actor, on, body } = asked
      const { register: name, ...wish } = body
      const made = await book(trx, engine, actor, registerOf(asked, name), wish, on)
      return { id: String(made.id), number: made.number, seat: made.seat }
    },
  })
  doors.post('/appointments/:id/change', {
    ...{ says: '改约', about, may: 'appointments.keep' },
    params: z.object({ id }),
    body: z.object({ register, day, hour }),
    does: async asked => {
      const { trx, engine, actor, on, params, body } = asked
      await rebook(trx, engine, actor, registerOf(asked, body.register), params.id, body, on)
      return { id: String(params.id) }
    },
  })
  for (const [route, says, work] of [
    ['cancel', '取消预约', cancel],
    ['arrive', '登记到场', arrive],
  ] as const)
    doors.post(`/appointments/:id/${route}`, {
      ...{ says, about, may: 'appointments.keep' },
      params: z.object({ id }),
      body: z.object({ register }),
      does: async asked => {
        const { trx, engine, actor, on, params, body } = asked
        await work(trx, engine, actor, registerOf(asked, body.register), params.id, on)
        return { id: String(params.id) }
      },
    })
}
