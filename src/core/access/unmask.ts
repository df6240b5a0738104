/** Seeing a secret in full: a call of its own, with a purpose, audited in the same transaction; nobody looks without a trace. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows } from '#core/db'
import type { Keys } from '#core/identity/keys'
import { unseal } from '#core/identity/sealing'
import type { Day } from '#define/time'

/** The case that it is needed for, or a reason in writing. */
export type Purpose = { readonly caseId: number } | { readonly reason: string }
export interface Unmasking {
  /** 'person:1001', 'minimum-living.roster:1002' */
  readonly subject: string
  /** '证件号码', '社会保障卡账号' */
  readonly field: string
  readonly purpose: Purpose
  readonly personId?: number
}

/** Of any sealed column that row-level security has let the actor read. The caller asks for a fresh proof first. @throws Refusal without a purpose */
export const unmask = async (
  trx: Db,
  keys: Keys,
  actor: Actor,
  { subject, field, purpose, personId }: Unmasking,
  sealed: Buffer | null,
): Promise<string | null> => {
  await mustHavePurpose(trx, actor, purpose)
  const isRelative =
    personId !== undefined &&
    (
      await one(
        trx,
        sql<{
          yes: boolean
        }>`select ${personId} = ${actor.personId} or exists (select from near_relatives(${actor.countyId}::smallint, array[${actor.personId}]::bigint[]) n
        where n.relative_id = ${personId}) as yes`,
      )
    ).yes
  await audit(trx, actor, {
    action: 'secret.unmasked',
    subject,
    detail: { field, ...purpose, ...(isRelative && { relative: true }) },
  })
  return sealed && unseal(keys, sealed)
}

/** 证件号码 or 联系电话 of a person. @throws Refusal 404 also where the person is in another area */
export const unmaskPerson = async (
  trx: Db,
  keys: Keys,
  actor: Actor,
  personId: number,
  field: '证件号码' | '联系电话',
  purpose: Purpose,
) => {
  const column = field === '证件号码' ? 'id_number_sealed' : 'phone_sealed'
  const found = await maybe(
    trx,
    sql<{
      sealed: Buffer | null
    }>`select ${sql.ref(column)} as sealed from person where county_id = ${actor.countyId} and id = ${personId}`,
  )
  if (!found) throw new Refusal('没有此人，或不在您的管辖范围内', { status: 404 })
  return unmask(trx, keys, actor, { subject: `person:${personId}`, field, purpose, personId }, found.sealed)
}

const mustHavePurpose = async (trx: Db, actor: Actor, purpose: Purpose) => {
  if ('reason' in purpose) {
    if ([...purpose.reason.trim()].length < 4)
      throw new Refusal('请写明查看完整号码的理由，至少四个字', { status: 403 })
    return
  }
  const open = await maybe(
    trx,
    sql<{
      stands: string
    }>`select stands from case_file where county_id = ${actor.countyId} and id = ${purpose.caseId}`,
  )
  if (open?.stands !== 'open')
    throw new Refusal('该办件不存在、已办结或不在您的管辖范围内；请选择正在办理的办件，或写明理由', { status: 403 })
}

export interface Read {
  readonly at: string
  readonly name: string
  readonly post: string
  readonly action: string
  readonly detail: Readonly<Record<string, unknown>>
}
/** Who looked, newest first: the person concerned may ask. For those who may read the audit. */
export const readsOf = (trx: Db, countyId: number, subject: string): Promise<Read[]> =>
  rows(
    trx,
    sql<Read>`select to_char(e.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as at, a.name, e.post, e.action, e.detail
      from audit_entry e left join account a on a.county_id = e.county_id and a.id = e.account_id
     where e.county_id = ${countyId} and e.subject = ${subject} order by e.id desc limit 500`,
  )

export interface Curious {
  readonly accountId: number
  readonly name: string
  readonly total: number
  readonly withoutCase: number
  readonly ofRelatives: number
  readonly atNight: number
}
/** Unmaskings of a day that deserve a question: of relatives, many without a case, or by night. The limit is the county's. */
export const curiosityOn = (trx: Db, countyId: number, day: Day, withoutCaseLimit = 20): Promise<Curious[]> =>
  rows(
    trx,
    sql<Curious>`select * from (
        select e.account_id as "accountId", coalesce(a.name, '') as name, count(*) as total, count(*) filter (where not e.detail ? 'caseId') as "withoutCase",
          count(*) filter (where e.detail ? 'relative') as "ofRelatives",
          count(*) filter (where extract(hour from e.at at time zone 'Asia/Shanghai') not between 7 and 20) as "atNight"
        from audit_entry e left join account a on a.county_id = e.county_id and a.id = e.account_id
       where e.county_id = ${countyId} and e.action = 'secret.unmasked'
         and e.at >= ${day}::timestamp at time zone 'Asia/Shanghai' and e.at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
       group by 1, 2) found
      where "ofRelatives" > 0 or "withoutCase" > ${withoutCaseLimit} or "atNight" > 0 order by "ofRelatives" desc, "withoutCase" desc`,
  )
