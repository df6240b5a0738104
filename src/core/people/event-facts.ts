/** What each life event changes in the facts of people: a state begins or ends on the day; nothing is overwritten. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, insertMany, write } from '#core/db'
import type { Event } from '#define/events'
import type { LifeEvent } from './life-event.ts'

/** Standings that begin with an event, and those that end with one. */
const begins: Partial<Record<Event, string>> = {
  'person.imprisoned': 'imprisoned',
  'person.refused-work': 'refused work',
}
const ends: Partial<Record<Event, string>> = {
  'person.released': 'imprisoned',
  'person.left-school': 'student',
  'person.found-work': 'refused work',
}
const marital: Partial<Record<Event, string>> = { 'person.married': '20', 'person.divorced': '40' }

export const changeFacts = async (
  trx: Db,
  countyId: number,
  event: Event,
  all: readonly LifeEvent[],
): Promise<void> => {
  const told = sql`jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as e(person_id bigint, household_id bigint, happened_on date, detail jsonb)`
  if (event === 'person.died')
    await write(
      trx,
      sql`update person p set died_on = e.happened_on from ${told} where p.county_id = ${countyId} and p.id = e.person_id`,
    )
  if (event === 'person.died' || event === 'person.left')
    await write(
      trx,
      sql`update household_member m set held = case when lower(m.held) > e.happened_on then 'empty'::daterange else daterange(lower(m.held), e.happened_on + 1) end
      from ${told} where m.county_id = ${countyId} and m.person_id = e.person_id and (upper(m.held) is null or upper(m.held) > e.happened_on + 1)`,
    )
  if (event === 'person.joined' || event === 'person.born') await join(trx, countyId, all)
  if (begins[event])
    await insertMany(
      trx,
      'person_standing',
      all.map(e => ({
        ...{
          county_id: countyId,
          person_id: e.person_id,
          kind: begins[event],
          held: `[${e.happened_on},)`,
          source: e.source,
        },
      })),
    )
  if (ends[event]) await endStanding(trx, countyId, ends[event], all)
  if (marital[event])
    await write(
      trx,
      sql`update person p set marital = ${marital[event]} from ${told} where p.county_id = ${countyId} and p.id = e.person_id`,
    )
  // 无效的或者被撤销的婚姻自始没有法律约束力 (民法典第一千零五十四条): they are what they were before.
  if (event === 'person.marriage-annulled')
    await write(
      trx,
      sql`update person p set marital = coalesce((select h.marital from history.person h where h.county_id = p.county_id and h.id = p.id
        and h.marital is distinct from p.marital order by h.known_until desc limit 1), '10') from ${told}
      where p.county_id = ${countyId} and p.id = e.person_id`,
    )
  if (event === 'person.disability-changed') await changeDisability(trx, countyId, all)
}

const join = async (trx: Db, countyId: number, all: readonly LifeEvent[]) => {
  const lost = all.find(e => !e.household_id || !e.person_id)
  if (lost) throw new Refusal('增加成员须写明是哪一户的哪一人', { status: 400 })
  await insertMany(
    trx,
    'household_member',
    all.map(e => ({
      ...{ county_id: countyId, household_id: e.household_id, person_id: e.person_id },
      ...{ relation: String(e.detail.relation ?? '99'), held: `[${e.happened_on},)` },
    })),
  )
}
const endStanding = (trx: Db, countyId: number, kind: string, all: readonly LifeEvent[]) =>
  sql`update person_standing s set held = case when lower(s.held) >= e.happened_on then 'empty'::daterange else daterange(lower(s.held), e.happened_on) end
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as e(person_id bigint, happened_on date)
    where s.county_id = ${countyId} and s.person_id = e.person_id and s.kind = ${kind} and (upper(s.held) is null or upper(s.held) > e.happened_on)`.execute(
    trx,
  )

/** 残疾证变更: the old grade ends on the day; a new one begins unless the certificate was cancelled. */
const changeDisability = async (trx: Db, countyId: number, all: readonly LifeEvent[]) => {
  await endStanding(trx, countyId, 'disability', all)
  const renewed = all.filter(e => e.detail.variety && e.detail.degree)
  await insertMany(
    trx,
    'person_standing',
    renewed.map(e => ({
      ...{
        county_id: countyId,
        person_id: e.person_id,
        kind: 'disability',
        variety: e.detail.variety,
        degree: e.detail.degree,
      },
      ...{ certificate: e.detail.certificate ?? null, held: `[${e.happened_on},)`, source: e.source },
    })),
  )
}

/** Undoes what the event changed; what cannot be told from the event alone is entered anew by an event of its own. */
export const restoreFacts = async (trx: Db, countyId: number, e: LifeEvent): Promise<void> => {
  if (e.event === 'person.died')
    await write(trx, sql`update person set died_on = null where county_id = ${countyId} and id = ${e.person_id}`)
  if (e.event === 'person.died' || e.event === 'person.left')
    await write(
      trx,
      sql`update household_member set held = daterange(lower(held), null) where county_id = ${countyId} and person_id = ${e.person_id}
      and upper(held) = ${e.happened_on}::date + 1`,
    )
  if (e.event === 'person.joined' || e.event === 'person.born')
    await write(
      trx,
      sql`update household_member set held = 'empty' where county_id = ${countyId} and person_id = ${e.person_id}
      and household_id = ${e.household_id} and lower(held) = ${e.happened_on}::date`,
    )
  if (begins[e.event])
    await write(
      trx,
      sql`update person_standing set held = 'empty' where county_id = ${countyId} and person_id = ${e.person_id}
      and kind = ${begins[e.event]} and lower(held) = ${e.happened_on}::date`,
    )
  if (ends[e.event])
    await write(
      trx,
      sql`update person_standing set held = daterange(lower(held), null) where county_id = ${countyId} and person_id = ${e.person_id}
      and kind = ${ends[e.event]} and upper(held) = ${e.happened_on}::date`,
    )
}
