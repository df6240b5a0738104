/** Persons are found by their number or made, all of a batch at once: a number is one person in the whole county, whoever asks. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, rows, write } from '#core/db'
import type { Engine } from '#core/engine'
import { maskIdNumber, maskPhone } from '#core/identity/masks'
import { blindIndex, seal } from '#core/identity/sealing'
import { bornByNumber, checkDisabilityCertificate, checkIdNumber, normalIdNumber, sexByNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { initialsOf, normalName } from './names.ts'

export interface PersonInput {
  readonly name: string
  /** Only a newborn may be without; then `born` and `sex` are needed. */
  readonly idNumber?: string | undefined
  /** 01 身份证; other kinds of papers have no checksum. */
  readonly idKind?: string | undefined
  readonly born?: Day | undefined
  readonly sex?: '男' | '女' | undefined
  readonly ethnicity?: string | undefined
  /** The village of the 户口; null where it is of another county; left out, where they live. */
  readonly registeredDivisionId?: number | null | undefined
  readonly address?: string | undefined
  readonly phone?: string | undefined
  readonly marital?: '10' | '20' | '30' | '40' | '90' | undefined
  readonly health?: string | undefined
  readonly labour?: 'able' | 'partly' | 'unable' | 'none' | undefined
  readonly employment?: string | undefined
  readonly standings?: readonly StandingInput[] | undefined
}
export interface StandingInput {
  readonly kind: 'disability' | 'serious illness' | 'imprisoned' | 'cleric' | 'student' | 'incapacity' | 'refused work'
  readonly variety?: string | undefined
  readonly degree?: number | undefined
  readonly certificate?: string | undefined
  readonly from: Day
  readonly until?: Day | undefined
  readonly source: string
}
export interface Entry extends PersonInput {
  readonly divisionId: number
}
export interface Found {
  readonly id: number
  readonly isNew: boolean
  readonly seen: boolean
  readonly householdId: number | null
}
/** What is wrong with one of many: `at` is its place in the batch. */
export interface Fault {
  readonly at: number
  readonly name: string
  readonly why: string
}

/** One sentence for one fault, the first of several with their number; all of them in `detail`. */
export const refuseFaults = (faults: readonly Fault[]) => {
  const [first] = faults
  if (!first) return
  const sentence = `${first.name || '（无姓名）'}：${first.why}`
  throw new Refusal(faults.length === 1 ? sentence : `共有 ${faults.length} 处不对，第一处：${sentence}`, {
    status: 422,
    detail: faults,
  })
}

/**
 * Finds or adds; the answer is in the order of the batch. Refuses a number that the ledger has under another name, and the dead, unless it is
 * about the dead that something is done.
 */
export const findOrAddPeople = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  on: Day,
  entries: readonly Entry[],
  { mayBeDead = false } = {},
): Promise<Found[]> => {
  const faults: Fault[] = []
  const refuse = (at: number, why: string) => void faults.push({ at, name: normalName(entries[at]!.name), why })
  const prepared = entries.map((entry, at) => prepare(engine, entry, on, why => refuse(at, why)))
  const seenAt = new Map<string, number>()
  prepared.forEach((p, at) => {
    if (p.number_index && seenAt.has(p.number_index)) refuse(at, '与同批另一人的证件号码相同，请核对证件原件')
    else if (p.number_index) seenAt.set(p.number_index, at)
  })
  refuseFaults(faults)

  const known = await knownByNumber(trx, [...seenAt.keys()], on)
  const found = prepared.map((p, at): Found | undefined => {
    const k = p.number_index ? known.get(p.number_index) : undefined
    if (!k) return undefined
    if (k.name !== p.name)
      refuse(
        at,
        `这个证件号码在库中登记的是${k.seen ? `「${k.name}」` : '另一个姓名'}，请核对证件原件；确属改名的，请先办理信息更正`,
      )
    if (k.died_on && !mayBeDead) refuse(at, `已于 ${k.died_on} 登记死亡，请核对；登记有误的，请先撤销死亡登记`)
    return { id: k.id, isNew: false, seen: k.seen, householdId: k.household_id }
  })
  refuseFaults(faults)

  const fresh = prepared.flatMap((p, at) => (found[at] ? [] : [{ ...p, at }]))
  const ids = await insertPeople(trx, countyId, fresh)
  fresh.forEach((p, i) => {
    found[p.at] = { id: ids[i]!, isNew: true, seen: true, householdId: null }
  })
  return found as Found[]
}

/** Brings what is said of those already known up to date; what is not said stays. Those who live nowhere move in first. */
export const updatePeople = async (
  trx: Db,
  countyId: number,
  on: Day,
  entries: readonly Entry[],
  found: readonly Found[],
) => {
  const told = entries.flatMap((entry, i) =>
    found[i]!.isNew ? [] : [{ id: found[i]!.id, ...plainFacts(entry), division_id: entry.divisionId }],
  )
  if (!told.length) return
  await sql`select people_move_in(${told.map(t => t.id)}::bigint[], ${told.map(t => t.division_id)}::bigint[], ${on}::date)`.execute(
    trx,
  )
  await write(
    trx,
    sql`update person p set marital = coalesce(t.marital, p.marital), health = coalesce(t.health, p.health), labour = coalesce(t.labour, p.labour),
      employment = coalesce(t.employment, p.employment), address = coalesce(t.address, p.address)
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) t (id bigint, marital text, health text, labour text, employment text, address text)
    where p.county_id = ${countyId} and p.id = t.id
      and (coalesce(t.marital, p.marital), coalesce(t.health, p.health), coalesce(t.labour, p.labour), coalesce(t.employment, p.employment),
        coalesce(t.address, p.address)) is distinct from (p.marital, p.health, p.labour, p.employment, p.address)`,
  )
}

/** Adds the standings that are new; one that overlaps what is known is left as it is known. */
export const enterStandings = async (
  trx: Db,
  countyId: number,
  entries: readonly PersonInput[],
  ids: readonly number[],
) => {
  const told = entries.flatMap((entry, i) => (entry.standings ?? []).map(s => ({ ...s, person_id: ids[i]! })))
  if (!told.length) return
  await write(
    trx,
    sql`insert into person_standing (county_id, person_id, kind, variety, degree, certificate, held, source)
    select ${countyId}, t.person_id, t.kind, t.variety, t.degree, t.certificate, daterange(t.from, t.until), t.source
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      t (person_id bigint, kind text, variety text, degree smallint, certificate text, "from" date, until date, source text)
    where not exists (select from person_standing s where s.county_id = ${countyId} and s.person_id = t.person_id and s.kind = t.kind
      and s.held && daterange(t.from, t.until))`,
  )
}

const prepare = (engine: Engine, entry: Entry, on: Day, refuse: (why: string) => void) => {
  const name = normalName(entry.name)
  const kind = entry.idKind ?? '01'
  const number = entry.idNumber ? normalIdNumber(entry.idNumber) : ''
  if (!name) refuse('姓名没有填写')
  else if ([...name].length > 50) refuse('姓名过长，请核对')
  if (number && kind === '01') {
    const checked = checkIdNumber(number, on)
    if (!checked.ok) refuse(checked.reason)
    else if (entry.born && entry.born !== bornByNumber(number)) refuse('出生日期与身份证号不一致，请核对证件原件')
    else if (entry.sex && entry.sex !== sexByNumber(number)) refuse('性别与身份证号不一致，请核对证件原件')
  } else {
    if (!entry.born || !isDay(entry.born) || entry.born > on) refuse('没有身份证号的，须填写真实的出生日期')
    else if (!number && entry.born < `${Number(on.slice(0, 4)) - 1}${on.slice(4)}`)
      refuse('只有新生儿可以暂无证件号码，请填写证件号码')
    if (!entry.sex) refuse('没有身份证号的，须填写性别')
  }
  for (const s of entry.standings ?? [])
    if (s.kind === 'disability' && s.certificate) {
      const checked = checkDisabilityCertificate(s.certificate, number)
      if (!checked.ok) refuse(checked.reason)
    }
  const isNumbered = number !== '' && kind === '01' && number.length === 18
  return {
    ...plainFacts(entry),
    name,
    number,
    initials: initialsOf(name),
    id_kind: kind,
    number_index: number ? blindIndex(engine.keys, 'id-number', number).toString('hex') : null,
    number_sealed: number ? seal(engine.keys, number).toString('hex') : null,
    number_masked: number ? maskIdNumber(number) : null,
    phone_sealed: entry.phone ? seal(engine.keys, entry.phone).toString('hex') : null,
    phone_masked: entry.phone ? maskPhone(entry.phone) : null,
    born: isNumbered ? bornByNumber(number) : (entry.born ?? null),
    sex: isNumbered ? sexByNumber(number) : (entry.sex ?? null),
    ethnicity: entry.ethnicity ?? '01',
    division_id: entry.divisionId,
    registered_division_id: entry.registeredDivisionId === undefined ? entry.divisionId : entry.registeredDivisionId,
  }
}
const plainFacts = (entry: PersonInput) => ({
  marital: entry.marital ?? null,
  health: entry.health ?? null,
  labour: entry.labour ?? null,
  employment: entry.employment ?? null,
  address: entry.address ?? null,
})

interface Known {
  number_index: Buffer
  id: number
  name: string
  died_on: Day | null
  seen: boolean
  household_id: number | null
}
const knownByNumber = async (trx: Db, indexes: readonly string[], on: Day): Promise<Map<string, Known>> => {
  if (!indexes.length) return new Map()
  const found = await rows(
    trx,
    sql<Known>`select * from people_by_number((select array_agg(decode(i, 'hex')) from unnest(${indexes}::text[]) i), ${on}::date)`,
  )
  return new Map(found.map(k => [k.number_index.toString('hex'), k]))
}

const batch = 5_000
const insertPeople = async (
  trx: Db,
  countyId: number,
  fresh: readonly ReturnType<typeof prepare>[],
): Promise<number[]> => {
  const ids: number[] = []
  for (let from = 0; from < fresh.length; from += batch) {
    const some = fresh.slice(from, from + batch).map(({ number, ...columns }, nth) => ({ ...columns, nth }))
    const added = await rows(
      trx,
      sql<{
        id: number
      }>`with told as materialized (select nextval('ledger_id') as id, t.* from jsonb_to_recordset(${JSON.stringify(some)}::jsonb)
          t (nth int, division_id bigint, name text, initials text, id_kind text, number_sealed text, number_index text, number_masked text, born date, sex text,
            ethnicity text, registered_division_id bigint, address text, phone_sealed text, phone_masked text, marital text, health text, labour text, employment text)),
        added as (insert into person (county_id, id, division_id, name, initials, id_kind, id_number_sealed, id_number_index, id_number_masked, born, sex,
            ethnicity, registered_division_id, address, phone_sealed, phone_masked, marital, health, labour, employment)
          select ${countyId}, id, division_id, name, initials, id_kind, decode(number_sealed, 'hex'), decode(number_index, 'hex'), number_masked, born, sex,
            ethnicity, registered_division_id, address, decode(phone_sealed, 'hex'), phone_masked, marital, health, labour, employment from told)
        select id from told order by nth`,
    )
    for (const row of added) ids.push(row.id)
  }
  return ids
}
