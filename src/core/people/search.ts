/** 查找: one box for a name, a whole ID number, pinyin initials, a case number or a certificate; nothing beyond what the asker may see. */
import { type RawBuilder, sql } from 'kysely'
import { snake } from '#core/catalogue'
import { type Db, maybe, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { blindIndex } from '#core/identity/sealing'
import { listOrganisations } from '#core/organisations/list'
import { fixedFields, rolesOf } from '#core/registers/columns'
import { caseSubject, ofRow } from '#core/registers/subjects'
import { normalIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { normalName } from './names.ts'

export interface Hit {
  readonly kind: 'person' | 'household' | 'organisation' | 'case' | 'row'
  readonly id: string
  readonly title: string
  readonly subtitle: string
  /** Of a person: where they live now. Of a row: which register. */
  readonly householdId?: string
  readonly register?: string
}
export interface Asked {
  readonly countyId: number
  readonly on: Day
  readonly q: string
  /** The businesses that the asker works in; people are found by their place alone. */
  readonly sees?: (business: string) => boolean
  /** The person at the end of the page before. */
  readonly after?: number | undefined
  readonly limit?: number | undefined
}

export const search = async (db: Db, engine: Engine, asked: Asked): Promise<Hit[]> => {
  const q = asked.q
    .normalize('NFKC')
    .replace(/\p{Cc}/gu, '')
    .trim()
  if (!q || q.length > 60) return []
  const number = normalIdNumber(q)
  if (/^\d{17}[\dX]$/.test(number)) return people(db, asked, byNumber(engine, asked, number))
  if (/^[A-Za-z]{1,12}$/.test(q)) {
    const found = [
      ...(await people(db, asked, await byInitials(db, asked, q.toLowerCase()))),
      ...(await organisations(db, asked, q)),
    ]
    return found.length ? found : byPaperNumber(db, engine, asked, q)
  }
  if (/\d/.test(q) && !/^\p{Script=Han}{2,}$/u.test(q)) {
    const papers = await byPaperNumber(db, engine, asked, q)
    if (papers.length) return papers
  }
  return [
    ...(await people(db, asked, await byName(db, asked, normalName(asked.q)))),
    ...(await organisations(db, asked, q)),
  ]
}

/** On the first page: by a part of the name, by initials, by credit code. */
const organisations = async (db: Db, { countyId, after }: Asked, q: string): Promise<Hit[]> => {
  if (after !== undefined || q.length < 2) return []
  const { rows: found } = await listOrganisations(db, countyId, { q, limit: 10 })
  return found.map(o => ({
    kind: 'organisation',
    ...{ id: o.id, title: o.name, subtitle: [o.kindTitle, o.creditCode, o.division].filter(Boolean).join(' · ') },
  }))
}
/** The persons of a page, in its order: `nth`. */
type Page = RawBuilder<{ id: number; nth: number }>
const end = '\u{10FFFF}'
const sizeOf = (asked: Asked) => Math.min(Math.max(asked.limit ?? 20, 1), 100)

const byNumber = (engine: Engine, asked: Asked, number: string): Page =>
  sql`select id, 1 as nth from person where county_id = ${asked.countyId} and id_number_index = ${blindIndex(engine.keys, 'id-number', number)}`

/** Only operators that leak nothing are used by an index under row-level security: ~>=~ and ~<~ are, LIKE is not. */
const byName = async (db: Db, asked: Asked, prefix: string): Promise<Page> => {
  const last = await lastOf(db, asked)
  const from = last
    ? sql`and name ~>=~ ${last.name} and (name ~>~ ${last.name} or id > ${asked.after})`
    : sql`and name ~>=~ ${prefix}`
  return sql`select id, row_number() over () as nth from (select id from person
    where county_id = ${asked.countyId} and name ~<~ ${prefix + end} ${from}
    order by name using ~<~, id limit ${sizeOf(asked)}) page`
}
/** The likeliest readings are in the person, the others beside. */
const byInitials = async (db: Db, asked: Asked, prefix: string): Promise<Page> => {
  const last = await lastOf(db, asked)
  const page = (table: string, id: string) => {
    const [initials, key] = [sql.ref('initials'), sql.ref(id)]
    const from = last
      ? sql`and ${initials} ~>=~ ${last.initials} and (${initials} ~>~ ${last.initials} or ${key} > ${asked.after})`
      : sql`and ${initials} ~>=~ ${prefix}`
    return sql`(select ${key} as id, ${initials} as initials from ${sql.table(table)}
      where county_id = ${asked.countyId} and ${initials} ~<~ ${prefix + end} ${from} order by ${initials} using ~<~, ${key} limit ${sizeOf(asked)})`
  }
  return sql`select id, row_number() over (order by min(initials) using ~<~, id) as nth from (${page('person', 'id')} union all ${page('person_reading', 'person_id')}) both_readings
    group by id order by nth limit ${sizeOf(asked)}`
}
const lastOf = async (db: Db, asked: Asked) =>
  asked.after === undefined
    ? undefined
    : maybe(
        db,
        sql<{
          name: string
          initials: string
        }>`select name, initials from person where county_id = ${asked.countyId} and id = ${asked.after}`,
      )

const people = async (db: Db, { countyId, on }: Asked, page: Page): Promise<Hit[]> => {
  const found = await rows(
    db,
    sql<{
      id: number
      name: string
      sex: string | null
      born: Day
      masked: string | null
      died_on: Day | null
      village: string
      town: string | null
      household_id: number | null
    }>`with page as materialized (${page})
      select p.id, p.name, p.sex, p.born, p.id_number_masked as masked, p.died_on, v.name as village, t.name as town,
        (select m.household_id from household_member m where m.county_id = p.county_id and m.person_id = p.id and m.held @> ${on}::date limit 1) as household_id
      from page join person p on p.county_id = ${countyId} and p.id = page.id
        join division v on v.county_id = p.county_id and v.id = p.division_id
        left join division t on t.county_id = v.county_id and t.id = v.parent_id and t.level = 'town'
      order by page.nth`,
  )
  return found.map(p => ({
    kind: 'person',
    id: String(p.id),
    title: p.name,
    subtitle: [p.sex, `${p.born.slice(0, 4)}年生`, p.masked, `${p.town ?? ''}${p.village}`, p.died_on && '已故']
      .filter(Boolean)
      .join(' · '),
    ...(p.household_id && { householdId: String(p.household_id) }),
  }))
}

/** 办件编号, and the numbers of a register's own series: 低保证号. */
const byPaperNumber = async (
  db: Db,
  engine: Engine,
  { countyId, sees = () => true }: Asked,
  q: string,
): Promise<Hit[]> => {
  const cases = await rows(
    db,
    sql<{ id: number; number: string; procedure: string; business: string; applied_on: Day; name: string | null }>`
      select c.id, c.number, c.procedure, c.business, c.applied_on, ${caseSubject('c')} as name from case_file c
      where c.county_id = ${countyId} and c.number = ${q}`,
  )
  const hits: Hit[] = cases
    .filter(c => sees(c.business))
    .map(c => ({
      kind: 'case',
      id: String(c.id),
      title: c.number,
      subtitle: [titleOf(engine, c.procedure, c.business), c.name, c.applied_on].filter(Boolean).join(' · '),
    }))
  for (const register of engine.catalogue.registers) {
    if (register.told.isConfidential || !sees(engine.catalogue.businessOf(register))) continue
    const id = engine.catalogue.idOf(register)
    for (const [name] of fixedFields(register)) {
      const found = await rows(
        db,
        sql<{
          id: number
          name: string | null
        }>`select r.id, ${ofRow(register, 'r')} as name from ${sql.table(engine.catalogue.tableOf(register))} r
          where r.county_id = ${countyId} and r.${sql.ref(snake(name))} = ${q}`,
      )
      for (const row of found)
        hits.push({
          kind: 'row',
          id: String(row.id),
          title: q,
          subtitle: [register.title, row.name].filter(Boolean).join(' · '),
          register: id,
        })
    }
  }
  return hits
}
const titleOf = (engine: Engine, procedure: string, business: string) =>
  (engine.catalogue.procedure(procedure) ?? engine.catalogue.procedure(`${business}.${procedure}`))?.title
