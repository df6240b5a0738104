/** 婚姻登记: couples marry, ask to part, think again, part or let it lapse; papers are issued again; a few records are looked over. */
import { liveAppointments } from './appointments.ts'
import { inventCouples } from './couples.ts'
import { liveDivorces } from './divorce.ts'
import { daysOf, type Told, told } from './marriage-told.ts'
import type { Rehearsal } from './rehearsal.ts'
import { reissue } from './reissues.ts'
import { check, marry } from './weddings.ts'

export const marriageRehearsal: Rehearsal<Told> = {
  business: 'marriage',
  told,
  rehearse: async (life, t) => {
    const size = (n: number) => Math.round(n * life.plan.scale)
    const days = daysOf(life)
    const couples = await inventCouples(life, life.plan.opens, {
      ...{ count: size(t.结婚登记), across: size(t['结婚登记(跨区域通办)']) },
      ...{ ages: [23, 42], marital: '10', name: 'marrying' },
    })
    const married = marry(life, days, couples)
    check(life, married, size(t.婚姻登记抽查件数), size(t.抽查不合格件数))
    await liveDivorces(life, t, size)
    await reissue(life, days, 'marriage', size(t.补领结婚证), '20')
    await reissue(life, days, 'divorce', size(t.补领离婚证), '40')
    await liveAppointments(life)
  },
}
