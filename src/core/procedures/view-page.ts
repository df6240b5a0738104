/** What the page of a case shows whatever its matter is, in one statement: papers, journal, subject, place, and whether the asker must stand aside. */
import { sql } from 'kysely'
import { type Actor, isOutside } from '#core/actor'
import { type Db, maybe } from '#core/db'
import type { Day } from '#define/time'

export interface Page {
  readonly procedure: string
  readonly appliedOn: Day
  /** 回避: of this household, or a near relative of it. */
  readonly is_conflict: boolean | null
  /** Of the organisation that it is about, or a near relative of one. */
  readonly is_officer: boolean | null
  readonly division: { readonly id: number; readonly name: string; readonly town: string | null }
  readonly household: { readonly head_id: number; readonly address: string | null } | null
  /** Of a matter that is about no household: each subject, with the role it has. */
  readonly parties: readonly Party[] | null
  readonly notices: readonly any[] | null
  readonly objections:
    | readonly { readonly upheld: boolean | null; readonly answer: string | null; readonly [more: string]: any }[]
    | null
  readonly appeals: readonly { readonly outcome: string | null; readonly [more: string]: any }[] | null
  readonly pauses: readonly any[] | null
  readonly attachments: readonly any[] | null
  readonly acts:
    | readonly {
        readonly step: string
        readonly act: string
        readonly outcome: string | null
        readonly person: number
        readonly basis?: any
        readonly [more: string]: any
      }[]
    | null
}

export interface Party {
  readonly role: string | null
  readonly kind: 'person' | 'organisation' | 'place'
  readonly id: number
  readonly name: string
  readonly born: Day | null
  readonly sex: string | null
  readonly masked: string | null
}
const asPerson = `json_build_object('role', y.role, 'kind', 'person', 'id', p.id, 'name', p.name, 'born', p.born, 'sex', p.sex, 'masked', p.id_number_masked)`
const asOther = (kind: string) => `json_build_object('role', y.role, 'kind', '${kind}', 'id', o.id, 'name', o.name)`
/** One subject in the header, or several in case_party: read alike. */
const parties = sql.raw(`(select json_agg(x.party order by x.number) from (
    select y.number, ${asPerson} as party from (select null::text as role, 0 as number, c.person_id where not c.is_joint and c.person_id is not null
      union all select role, number, person_id from case_party where c.is_joint and county_id = c.county_id and case_id = c.id) y
      join person p on p.county_id = c.county_id and p.id = y.person_id
    union all select y.number, ${asOther('organisation')} from (select null::text as role, 0 as number, c.organisation_id where not c.is_joint and c.organisation_id is not null
      union all select role, number, organisation_id from case_party where c.is_joint and county_id = c.county_id and case_id = c.id) y
      join organisation o on o.county_id = c.county_id and o.id = y.organisation_id
    union all select 0, ${asOther('place')} from (select null::text as role, c.place_id where c.place_id is not null) y
      join place o on o.county_id = c.county_id and o.id = y.place_id) x)`)

/** Undefined where there is no such case, or not for this asker. */
export const pageOf = (db: Db, actor: Actor, caseId: number): Promise<Page | undefined> =>
  maybe(
    db,
    sql<Page>`select c.procedure, c.applied_on as "appliedOn",
        case when c.stands = 'open' then conflicts_in(c.county_id, ${actor.personId}, c.id, c.household_id, c.person_id, c.is_joint) end as is_conflict,
        c.stands = 'open' and c.organisation_id is not null and not ${isOutside(actor)}::boolean
          and officer_in(c.county_id, ${actor.personId}, c.id, c.organisation_id) as is_officer,
        (select json_build_object('id', d.id, 'name', d.name, 'town', (select t.name from division_within w
            join division t on t.county_id = w.county_id and t.id = w.ancestor_id and t.level = 'town'
            where w.county_id = d.county_id and w.division_id = d.id))
          from division d where d.county_id = c.county_id and d.id = c.division_id) as division,
        (select json_build_object('head_id', h.head_id, 'address', h.address) from household h
          where h.county_id = c.county_id and h.id = c.household_id) as household,
        ${parties} as parties,
        ${papers}
      from case_file c where c.county_id = ${actor.countyId} and c.id = ${caseId}`,
  )
const of = (table: string, columns: string, order: string) =>
  `(select json_agg(x) from (select ${columns} from ${table} where county_id = c.county_id and case_id = c.id order by ${order}) x)`
const papers = sql.raw(`
  ${of('case_notice', 'id, round, posted_on as "postedOn", last_day as "lastDay", place, shows', 'id desc')} as notices,
  ${of('case_objection', 'id, round, lodged_on as "lodgedOn", informant, says, upheld, answer', 'id')} as objections,
  ${of('case_appeal', 'id, kind, lodged_on as "lodgedOn", grounds, outcome, answer, answered_on as "answeredOn", new_case_id as "newCaseId"', 'id')} as appeals,
  ${of('case_pause', 'from_day as "from", to_day as "until", reason', 'id')} as pauses,
  ${of('attachment', 'id, name, bytes, media_type as "mediaType"', 'known_from')} as attachments,
  (select json_agg(x) from (select a.id, a.on_day as "on", a.step, a.act, a.round, a.outcome, a.says, a.known_from as at, a.person_id as person,
        a.second_person_id as "secondPerson", a.basis, b.name as by,
        (select name from account where county_id = a.county_id and person_id = a.second_person_id limit 1) as second
      from case_act a left join account b on b.county_id = a.county_id and b.id = a.account_id
      where a.county_id = c.county_id and a.case_id = c.id order by a.id desc) x) as acts`)
