/** 家庭: people who live together are entered as one, the head first; nobody lives in two households at once. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, maybe, rows, write } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import {
  type Entry,
  enterStandings,
  type Fault,
  type Found,
  findOrAddPeople,
  type PersonInput,
  refuseFaults,
  updatePeople,
} from './persons.ts'

export interface MemberInput extends PersonInput {
  /** 与户主关系 by its two digits (GB/T 4761): 10 配偶, 20 子, 30 女, 51 父 … */
  readonly relation: string
}
export interface HouseholdInput {
  readonly countyId: number
  readonly on: Day
  /** The village or community where they live together. */
  readonly divisionId: number
  readonly address?: string | undefined
  /** Since when they live so; the day of entry where nobody says. */
  readonly from?: Day | undefined
  readonly head: PersonInput
  readonly members: readonly MemberInput[]
}
export interface EnteredHousehold {
  readonly householdId: number
  /** The head, then the members in the order given. */
  readonly personIds: readonly number[]
}

/**
 * Finds or adds everybody by their numbers and makes the households, all in a few statements.
 * Refuses a wrong number, somebody dead, somebody who lives in another household; then nothing is written.
 */
export const enterHouseholds = async (
  trx: Db,
  engine: Engine,
  inputs: readonly HouseholdInput[],
): Promise<EnteredHousehold[]> => {
  const [first] = inputs
  if (!first) return []
  const { countyId, on } = first
  const people = inputs.flatMap((input, household) => [
    { household, isHead: true, relation: '02', entry: { ...input.head, divisionId: input.divisionId } as Entry },
    ...input.members.map(m => ({
      household,
      isHead: false,
      relation: m.relation,
      entry: { ...m, divisionId: input.divisionId } as Entry,
    })),
  ])
  await mustBeVillages(
    trx,
    countyId,
    on,
    inputs.map(i => i.divisionId),
  )
  refuseFaults(people.flatMap((p, at) => (p.isHead ? [] : faultOfRelation(p.relation, at, p.entry.name))))
  const entries = people.map(p => p.entry)
  const found = await findOrAddPeople(trx, engine, countyId, on, entries)
  refuseFaults(found.flatMap((f, at) => livingElsewhere(f, at, entries[at]!)))
  await updatePeople(trx, countyId, on, entries, found)
  const ids = found.map(f => f.id)
  await enterStandings(trx, countyId, entries, ids)

  const heads = people.flatMap((p, i) => (p.isHead ? [ids[i]!] : []))
  const householdIds = await insertHouseholds(trx, countyId, inputs, heads)
  await insertMembers(
    trx,
    countyId,
    people.map((p, i) => ({
      household_id: householdIds[p.household]!,
      person_id: ids[i]!,
      relation: p.relation,
      from: inputs[p.household]!.from ?? on,
    })),
  )
  let next = 0
  return inputs.map((input, i) => {
    const personIds = ids.slice(next, next + 1 + input.members.length)
    next += personIds.length
    return { householdId: householdIds[i]!, personIds }
  })
}

/** People who come to live with a household; the same refusals. Answers their ids. */
export const addMembers = async (
  trx: Db,
  engine: Engine,
  to: { countyId: number; householdId: number; on: Day; from?: Day | undefined },
  members: readonly MemberInput[],
): Promise<number[]> => {
  const { countyId, householdId, on } = to
  const household = await maybe(
    trx,
    sql<{
      division_id: number
    }>`select division_id from household where county_id = ${countyId} and id = ${householdId} for update`,
  )
  if (!household) throw new Refusal('没有这一户，或不在您的管辖范围内', { status: 404 })
  refuseFaults(members.flatMap((m, at) => faultOfRelation(m.relation, at, m.name)))
  const entries = members.map(m => ({ ...m, divisionId: household.division_id }))
  const found = await findOrAddPeople(trx, engine, countyId, on, entries)
  refuseFaults(found.flatMap((f, at) => livingElsewhere(f, at, entries[at]!, householdId)))
  await updatePeople(trx, countyId, on, entries, found)
  const ids = found.map(f => f.id)
  await enterStandings(trx, countyId, entries, ids)
  await insertMembers(
    trx,
    countyId,
    members.map((m, i) => ({
      household_id: householdId,
      person_id: ids[i]!,
      relation: m.relation,
      from: to.from ?? on,
    })),
  )
  return ids
}

const faultOfRelation = (relation: string, at: number, name: string): Fault[] =>
  /^[1-9]\d$/.test(relation)
    ? []
    : [
        {
          at,
          name,
          why:
            relation === '01' || relation === '02'
              ? '一户只有一位户主，请选择与户主的关系'
              : '与户主关系没有填写或代码不对（GB/T 4761 两位代码）',
        },
      ]
const livingElsewhere = (f: Found, at: number, entry: Entry, here?: number): Fault[] => {
  if (!f.householdId) return []
  if (f.householdId === here) return [{ at, name: entry.name, why: '已是这一户的共同生活成员，不必重复登记' }]
  const where = f.seen ? '另一户' : '外乡镇的另一户'
  return [
    { at, name: entry.name, why: `已是${where}的共同生活家庭成员，一人同时只能在一户；请先在原户登记「不再共同生活」` },
  ]
}

const mustBeVillages = async (trx: Db, countyId: number, on: Day, divisionIds: readonly number[]) => {
  const wanted = [...new Set(divisionIds)]
  const found = await rows(
    trx,
    sql<{ id: number; level: string; seen: boolean }>`select id, level, app_sees(id) as seen from division
      where county_id = ${countyId} and id = any(${wanted}::bigint[]) and valid @> ${on}::date`,
  )
  if (found.length < wanted.length) throw new Refusal('所选的村（居）不存在或已撤并，请重新选择')
  if (found.some(d => d.level !== 'village')) throw new Refusal('家庭要登记到村（居），请选择具体的村（居）')
  if (found.some(d => d.seen === false))
    throw new Refusal('所选的村（居）不在您的管辖范围内，请由当地登记', { status: 403 })
}

const batch = 5_000
const insertHouseholds = async (
  trx: Db,
  countyId: number,
  inputs: readonly HouseholdInput[],
  heads: readonly number[],
): Promise<number[]> => {
  const ids: number[] = []
  for (let from = 0; from < inputs.length; from += batch) {
    const some = inputs.slice(from, from + batch)
    const added = await rows(
      trx,
      sql<{ id: number }>`with told as materialized (select nextval('ledger_id') as id, t.* from
          unnest(${some.map(h => h.divisionId)}::bigint[], ${heads.slice(from, from + batch)}::bigint[], ${some.map(h => h.address ?? null)}::text[])
          with ordinality t (division_id, head_id, address, nth)),
        added as (insert into household (county_id, id, division_id, head_id, address) select ${countyId}, id, division_id, head_id, address from told)
        select id from told order by nth`,
    )
    for (const row of added) ids.push(row.id)
  }
  return ids
}
interface Membership {
  household_id: number
  person_id: number
  relation: string
  from: Day
}
const insertMembers = async (trx: Db, countyId: number, members: readonly Membership[]) => {
  for (let from = 0; from < members.length; from += batch) {
    const some = members.slice(from, from + batch)
    await write(
      trx,
      sql`insert into household_member (county_id, household_id, person_id, relation, held)
      select ${countyId}, household_id, person_id, relation, daterange(from_day, null) from
        unnest(${some.map(m => m.household_id)}::bigint[], ${some.map(m => m.person_id)}::bigint[], ${some.map(m => m.relation)}::text[],
          ${some.map(m => m.from)}::date[]) t (household_id, person_id, relation, from_day)`,
    )
  }
}
