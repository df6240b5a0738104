/** 追缴通知书: what was paid too much, month by month, and where it goes back to. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { plusDays } from '#core/calendar/days'
import { type Db, maybe, rows } from '#core/db'
import { claimLetter } from '#core/documents/letters'
import type { Engine } from '#core/engine'
import { lawOfRegister, matterName, remedyOf, withoutNumbers } from '#core/procedures/paper'
import { type Format, type Printed, printed } from '#core/procedures/print'
import { settingOn } from '#core/standards/settings'
import type { Day, Month } from '#define/time'

interface Found {
  readonly benefit: string
  readonly row_id: number
  readonly cause: string
  readonly opened_on: Day
  readonly name: string
}
/** `until`: the day by which it is asked back; thirty days after the claim was opened where nobody says. @throws Refusal 404, or 409 where nothing is left to be asked back */
export const printClaimLetter = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  claimId: number,
  format: Format,
  until?: Day,
): Promise<Printed> => {
  const claim = await maybe(
    db,
    sql<Found>`select c.benefit, c.row_id, c.cause, c.opened_on, coalesce(p.name, '当事人') as name from payment_claim c
      left join person p on p.county_id = c.county_id and p.id = c.person_id
      where c.county_id = ${actor.countyId} and c.id = ${claimId}`,
  )
  const benefit = claim && engine.catalogue.benefit(claim.benefit)
  if (!benefit) throw new Refusal('没有这笔追缴，或不在您的管辖范围内', { status: 404 })
  const months = await monthsOf(db, actor.countyId, claimId, claim)
  if (!months.length) throw new Refusal('这笔追缴已经没有应退的月份，不再发通知书', { status: 409 })
  const register = benefit.worth.of
  const business = engine.catalogue.businessOf(benefit)
  const of = { db, countyId: actor.countyId }
  const office = await settingOn(db, actor.countyId, 'bureau', claim.opened_on, business)
  const letter = claimLetter({
    ...{ benefit: matterName(register), about: register.told.about === 'household' ? 'household' : 'person' },
    ...{ to: claim.name, office, number: `追缴编号：${claimId}`, date: claim.opened_on },
    phone: await settingOn(db, actor.countyId, 'supervision-phone', claim.opened_on, business),
    law: lawOfRegister(register),
    cause: withoutNumbers(claim.cause),
    months,
    until: until ?? plusDays(claim.opened_on, 30),
    payTo: `到${office}办理，由经办人当面告知收款账户，交款后取得票据`,
    remedy: await remedyOf(of, claim.opened_on),
  })
  await audit(db, actor, {
    ...{ action: 'letter.printed', business, subject: `claim:${claimId}` },
    detail: { letter: 'claim', format },
  })
  return printed(letter, `追缴通知书-${claimId}`, format)
}

/** What was sent for each month, and what was due: the one less what is claimed. */
const monthsOf = async (db: Db, countyId: number, claimId: number, { benefit, row_id }: Found) => {
  const found = await rows(
    db,
    sql<{ month: Month; over: number; paid: number }>`
      select to_char(m.month, 'YYYY-MM') as month, sum(m.amount)::bigint as over, coalesce((select sum(l.amount) from payment_status l
        where l.county_id = ${countyId} and l.row_id = ${row_id} and l.benefit = ${benefit} and l.for_month = m.month
          and l.kind in ('regular', 'arrears') and l.status not in ('withdrawn', 'held', 'reversed')), 0)::bigint as paid
      from payment_claim_month m where m.county_id = ${countyId} and m.claim_id = ${claimId}
      group by m.month having sum(m.amount) > 0 order by m.month`,
  )
  return found.map(f => {
    const paid = Math.max(f.paid, f.over)
    return { month: f.month, paid, due: paid - f.over }
  })
}
