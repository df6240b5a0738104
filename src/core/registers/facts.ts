/** The facts that a rule asks about, as of a day: households with their members, persons with their standings; read as sets. */
import { type RawBuilder, sql } from 'kysely'
import { Household, Person, type PersonFacts } from '#define/subjects'
import type { Day } from '#define/time'

export interface Member {
  readonly householdId: number
  readonly id: number
  readonly name: string
  readonly relation: string
  readonly idNumberMasked: string | null
  readonly facts: PersonFacts
}
export interface PersonFound {
  id: number
  name: string
  born: Day
  sex: '男' | '女' | null
  died_on: Day | null
  labour: PersonFacts['labour'] | null
  is_local: boolean
  marital: string | null
  standings: { kind: string; variety: string | null; degree: number | null }[] | null
  relatives?: Record<string, string> | null
}
export interface MemberFound extends PersonFound {
  household_id: number
  relation: string
  id_number_masked: string | null
}
const personColumns = sql`p.id, p.name, p.born, p.sex, p.died_on, p.labour, p.registered_division_id is not null as is_local, p.marital,
  (select json_agg(json_build_object('kind', s.kind, 'variety', s.variety, 'degree', s.degree)) from person_standing s
    where s.county_id = p.county_id and s.person_id = p.id and s.held @> `

/** The members of these households on a day, the head first. */
export const membersQuery = (countyId: number, householdIds: readonly number[], on: Day): RawBuilder<MemberFound> =>
  sql`select m.household_id, m.relation, p.id_number_masked, ${personColumns} ${on}::date) as standings
    from household_member m join person p on p.county_id = m.county_id and p.id = m.person_id
    join household h on h.county_id = m.county_id and h.id = m.household_id
    where m.county_id = ${countyId} and m.household_id = any(${householdIds}::bigint[]) and m.held @> ${on}::date
    order by m.household_id, p.id <> h.head_id, p.born, p.id`
export const memberOf = (f: MemberFound): Member => ({
  householdId: f.household_id,
  id: f.id,
  name: f.name,
  relation: f.relation,
  idNumberMasked: f.id_number_masked,
  facts: factsOf(f),
})
export const personsQuery = (countyId: number, ids: readonly number[], on: Day): RawBuilder<PersonFound> =>
  sql`select ${personColumns} ${on}::date) as standings,
      (select json_object_agg(k.relative_id, k.relation) from kinship k where k.county_id = p.county_id and k.person_id = p.id) as relatives
    from person p where p.county_id = ${countyId} and p.id = any(${ids}::bigint[])`

export const factsOf = (f: PersonFound): PersonFacts => {
  const has = (kind: string) => f.standings?.find(s => s.kind === kind)
  const disability = has('disability')
  return {
    id: String(f.id),
    born: f.born,
    isLocal: f.is_local,
    isImprisoned: !!has('imprisoned'),
    isSeriouslyIll: !!has('serious illness'),
    isCleric: !!has('cleric'),
    isStudent: !!has('student'),
    hasRefusedWork: !!has('refused work'),
    hasCapacity: !has('incapacity'),
    isMarried: f.marital === '20',
    ...(f.sex && { sex: f.sex }),
    ...(f.relatives && { relatives: f.relatives }),
    ...(f.died_on && { died: f.died_on }),
    ...(f.labour && { labour: f.labour }),
    ...(disability && {
      disability: { kind: disability.variety, grade: disability.degree } as NonNullable<PersonFacts['disability']>,
    }),
  }
}

/** household → what the rules see of it. */
export const householdsOf = (members: readonly Member[]): Map<number, Household> => {
  const byHousehold = new Map<number, Person[]>()
  for (const m of members) {
    const list = byHousehold.get(m.householdId)
    if (list) list.push(new Person(m.facts))
    else byHousehold.set(m.householdId, [new Person(m.facts)])
  }
  return new Map([...byHousehold].map(([id, people]) => [id, new Household(people)]))
}
