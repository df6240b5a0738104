/** 一人一档、一户一档: everything that the ledger has of a household or a person, across all businesses of the catalogue. */

import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { inShort } from '#core/procedures/in-short'
import type { Day } from '#define/time'
import { fullYears } from '#define/time'
import { chainsOf } from './chain.ts'
import { eventsWhere } from './event-list.ts'
import type { Looked, Whose } from './look.ts'
import { claimsOf, paymentsOf } from './money-of.ts'
import { relationTitle } from './relations.ts'
import { rowsOf } from './rows-of.ts'

/** @throws Refusal 404 where there is no such household, or the asker does not see it */
export const householdFile = async (db: Db, look: Looked, householdId: number) => {
  const {
    on,
    actor: { countyId },
  } = look
  const household = await maybe(
    db,
    sql<{
      id: number
      address: string | null
      head_id: number
      division_id: number
      village: string
      town: string | null
    }>`
      select h.id, h.address, h.head_id, h.division_id, v.name as village, t.name as town from household h
        join division v on v.county_id = h.county_id and v.id = h.division_id
        left join division t on t.county_id = v.county_id and t.id = v.parent_id and t.level = 'town'
      where h.county_id = ${countyId} and h.id = ${householdId}`,
  )
  if (!household) throw new Refusal('没有这一户，或不在您的管辖范围内', { status: 404 })
  const all = await membersOf(db, countyId, on, sql`m.household_id = ${householdId}`)
  const members = all
    .filter(m => m.isNow)
    .map(({ isNow, ...m }) => ({ ...m, isHead: m.id === String(household.head_id) }))
  const ids = all.map(m => Number(m.id))
  return {
    id: String(household.id),
    division: { id: String(household.division_id), name: household.village, town: household.town },
    address: household.address,
    headId: String(household.head_id),
    headName: all.find(m => m.id === String(household.head_id))?.name ?? '',
    members,
    formerMembers: all.filter(m => !m.isNow).map(({ isNow, ...m }) => m),
    ...(await across(db, look, { householdId, personIds: ids })),
  }
}

/** @throws Refusal 404 where there is no such person, or the asker does not see them */
export const personFile = async (db: Db, look: Looked, personId: number) => {
  const {
    on,
    actor: { countyId },
  } = look
  const person = await maybe(
    db,
    sql<Record<string, any>>`select p.*, v.name as village, t.name as town, r.name as registered from person p
      join division v on v.county_id = p.county_id and v.id = p.division_id
      left join division t on t.county_id = v.county_id and t.id = v.parent_id and t.level = 'town'
      left join division r on r.county_id = p.county_id and r.id = p.registered_division_id
      where p.county_id = ${countyId} and p.id = ${personId}`,
  )
  if (!person) throw new Refusal('没有这个人，或不在您的管辖范围内', { status: 404 })
  const [standings, households, kin, covered] = [
    await standingsOf(db, countyId, [personId]),
    await rows(
      db,
      sql<{ household_id: number; relation: string; from: Day | null; until: Day | null; head: string | null }>`
        select m.household_id, m.relation, lower(m.held) as from, upper(m.held) as until, p.name as head from household_member m
          join household h on h.county_id = m.county_id and h.id = m.household_id left join person p on p.county_id = h.county_id and p.id = h.head_id
        where m.county_id = ${countyId} and m.person_id = ${personId} and not isempty(m.held) order by lower(m.held) desc`,
    ),
    await rows(
      db,
      sql<{ relative_id: number; relation: string; name: string | null; declared_on: Day }>`
        select k.relative_id, k.relation, p.name, k.declared_on from kinship k left join person p on p.county_id = k.county_id and p.id = k.relative_id
        where k.county_id = ${countyId} and k.person_id = ${personId} order by k.declared_on`,
    ),
    await rows(
      db,
      sql<{ business: string; register: string; row_id: number; from: Day | null; until: Day | null }>`
        select business, register, row_id, lower(held) as from, upper(held) as until from covered_person
        where county_id = ${countyId} and person_id = ${personId} and not isempty(held) and measure = 'persons' order by lower(held) desc`,
    ),
  ]
  return {
    id: String(person.id),
    name: person.name,
    sex: person.sex,
    born: person.born,
    age: fullYears(person.born, person.died_on ?? on),
    died: person.died_on,
    idKind: person.id_kind,
    idNumberMasked: person.id_number_masked,
    phoneMasked: person.phone_masked,
    ethnicity: person.ethnicity,
    marital: person.marital,
    labour: person.labour,
    health: person.health,
    employment: person.employment,
    address: person.address,
    division: { id: String(person.division_id), name: person.village, town: person.town },
    registered: person.registered,
    isLocal: person.registered_division_id !== null,
    standings: standings.map(({ person_id, ...s }) => s),
    tags: standings.filter(s => isOn(s, on)).map(tagOf),
    households: households.map(h => ({
      ...{
        id: String(h.household_id),
        headName: h.head ?? '',
        relation: h.relation,
        relationTitle: relationTitle(h.relation),
        from: h.from,
        until: h.until,
      },
    })),
    kin: kin.map(k => ({
      id: String(k.relative_id),
      name: k.name ?? '（外辖区）',
      relation: k.relation,
      declaredOn: k.declared_on,
      ...(k.name === null && { isElsewhere: true }),
    })),
    covered: covered
      .filter(c => look.sees(c.business))
      .map(c => ({
        register: `${c.business}.${c.register.split('.').pop()}`,
        rowId: String(c.row_id),
        from: c.from,
        until: c.until,
      })),
    chains: await chainsOf(db, look, personId),
    ...(await across(db, look, {
      personIds: [personId],
      householdId: households.find(h => !h.until || h.until > on)?.household_id,
    })),
  }
}

const across = async (db: Db, look: Looked, whose: Whose) => {
  const found = await rowsOf(db, look, whose)
  return {
    rows: found,
    cases: await casesOf(db, look, whose),
    payments: await paymentsOf(
      db,
      look,
      found.map(r => Number(r.id)),
    ),
    claims: await claimsOf(
      db,
      look,
      found.map(r => Number(r.id)),
    ),
    events: await eventsWhere(db, look.engine.catalogue, look.actor, ofWhom(whose, 'e')),
  }
}

const membersOf = async (db: Db, countyId: number, on: Day, where: ReturnType<typeof sql>) => {
  const found = await rows(
    db,
    sql<
      Record<string, any>
    >`select p.id, p.name, p.sex, p.born, p.died_on, p.id_number_masked, p.phone_masked, p.labour, m.relation,
        lower(m.held) as from, upper(m.held) as until, m.held @> ${on}::date as now
      from household_member m join household h on h.county_id = m.county_id and h.id = m.household_id
        join person p on p.county_id = m.county_id and p.id = m.person_id
      where m.county_id = ${countyId} and ${where} and not isempty(m.held)
      order by p.id <> h.head_id, p.born, p.id, lower(m.held) desc`,
  )
  const standings = await standingsOf(db, countyId, [...new Set(found.map(m => m.id as number))])
  return found.map(m => ({
    id: String(m.id),
    name: m.name as string,
    relation: m.relation as string,
    relationTitle: relationTitle(m.relation),
    sex: m.sex,
    born: m.born as Day,
    age: fullYears(m.born, m.died_on ?? on),
    died: m.died_on,
    idNumberMasked: m.id_number_masked,
    phoneMasked: m.phone_masked,
    labour: m.labour,
    tags: standings.filter(s => s.person_id === m.id && isOn(s, on)).map(tagOf),
    from: m.from,
    until: m.until,
    isNow: m.now as boolean,
  }))
}

interface Standing {
  person_id: number
  kind: string
  variety: string | null
  degree: number | null
  certificate: string | null
  from: Day | null
  until: Day | null
  source: string
}
const standingsOf = (db: Db, countyId: number, ids: readonly number[]) =>
  rows(
    db,
    sql<Standing>`select person_id, kind, variety, degree, overlay(certificate placing '**********' from 5 for 10) as certificate,
        lower(held) as from, upper(held) as until, source
      from person_standing where county_id = ${countyId} and person_id = any(${ids}::bigint[]) and not isempty(held) order by lower(held)`,
  )
const isOn = (s: Standing, on: Day) => (!s.from || s.from <= on) && (!s.until || s.until > on)
const standingTitles: Readonly<Record<string, string>> = {
  ...{
    'serious illness': '重病',
    imprisoned: '服刑或强制戒毒',
    cleric: '宗教教职',
    student: '在校',
    incapacity: '无民事行为能力',
    'refused work': '三次拒绝就业',
  },
}
const tagOf = (s: Standing) =>
  s.kind === 'disability' ? `${s.variety}残疾${'一二三四'[(s.degree ?? 1) - 1]}级` : (standingTitles[s.kind] ?? s.kind)

const ofWhom = (whose: Whose, prefix: string) => {
  const [household, person] = [sql.ref(`${prefix}.household_id`), sql.ref(`${prefix}.person_id`)]
  return sql`(${household} = ${whose.householdId ?? null} or ${person} = any(${whose.personIds}::bigint[]))`
}
/** A case may be about an organisation or a place besides; an event never is. */
const ofCase = (whose: Whose) =>
  whose.organisationId
    ? sql`c.organisation_id = ${whose.organisationId}`
    : whose.placeId
      ? sql`c.place_id = ${whose.placeId}`
      : ofWhom(whose, 'c')

export const casesOf = async (db: Db, { engine, actor: { countyId }, sees }: Looked, whose: Whose) => {
  const found = await rows(
    db,
    sql<{
      id: number
      number: string
      procedure: string
      business: string
      stands: string
      outcome: string | null
      applied_on: Day
      ended_on: Day | null
    }>`
      select id, number, procedure, business, stands, outcome, applied_on, ended_on from case_file c
      where county_id = ${countyId} and ${ofCase(whose)} order by id desc limit 200`,
  )
  return found.filter(c => sees(c.business)).map(c => ({ ...inShort(engine, c), endedOn: c.ended_on }))
}
