/** 就高、补差、择一 (rulebook 15): what a benefit is worth beside another of the same person, said once and derived for both sides. */
import { sql } from 'kysely'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import { hasStates, rolesOf, subjectColumn } from '#core/registers/columns'
import { amountColumn } from '#core/registers/tables'
import type { Relation } from '#define/events'
import type { Payable, Sql } from './payable-shape.ts'

export interface Overlap {
  readonly relation: Relation
  readonly other: AnyBenefit
  /** This benefit's own rule says it; the other side only follows. */
  readonly isSaidHere: boolean
}
/** What is never together is kept apart by a constraint; all other relations are worked out month by month. */
export const overlaps = (catalogue: Catalogue, benefit: AnyBenefit): Overlap[] => {
  const business = (b: AnyBenefit) => catalogue.businessOf(b)
  const said = (by: AnyBenefit, about: AnyBenefit) =>
    (by.worth.apart as Readonly<Record<string, Relation>> | undefined)?.[business(about)]
  return catalogue.benefits.flatMap(other => {
    if (other === benefit || !hasStates(other.worth.of) || !hasStates(benefit.worth.of)) return []
    if (rolesOf(other.worth.of)[0]![1] !== rolesOf(benefit.worth.of)[0]![1]) return []
    const relation = said(benefit, other) ?? said(other, benefit)
    if (!relation || relation === 'never together') return []
    return [{ relation, other, isSaidHere: said(benefit, other) !== undefined }]
  })
}

export const overlapsOf = (
  catalogue: Catalogue,
  benefit: AnyBenefit,
): Pick<Payable, 'beside' | 'touchedBeside' | 'isPlain'> => {
  const found = overlaps(catalogue, benefit)
  const subject = subjectColumn(rolesOf(benefit.worth.of)[0]![0])
  const places = found.map(o => placeOf(catalogue, o.other))
  return {
    isPlain: !found.length,
    beside: (amount, month) =>
      found.reduce((due, o, i) => {
        const { row, subject: whose } = places[i]!
        const other = worthOfOther(places[i]!, sql.ref('r.county_id'), sql.ref(`r.${subject}`), month)
        // One hash of those who ever had the other: only they are looked at one by one.
        return sql`case when (r.county_id, ${sql.ref(`r.${subject}`)}) in (select o.county_id, ${sql.ref(`o.${whose}`)} from ${row} o)
          then ${besideOne(o, catalogue.idOf(benefit) < catalogue.idOf(o.other), due, other)} else ${due} end`
      }, amount),
    touchedBeside: (county, lastRun) =>
      places.map(
        p => sql`select r.id as row_id, s.starts as since from ${p.state} s
          join ${p.row} o on o.county_id = s.county_id and o.id = s.row_id
          join ${sql.table(catalogue.tableOf(benefit.worth.of))} r on r.county_id = o.county_id and ${sql.ref(`r.${subject}`)} = ${sql.ref(`o.${p.subject}`)}
          where s.county_id = ${county} and s.version > ${lastRun}`,
      ),
  }
}

interface Place {
  readonly row: Sql
  readonly state: Sql
  readonly amount: string
  readonly subject: string
}
const placeOf = (catalogue: Catalogue, b: AnyBenefit): Place => {
  const table = catalogue.tableOf(b.worth.of)
  return {
    ...{ row: sql.table(table), state: sql.table(`${table}_state`), amount: amountColumn(catalogue, b) },
    subject: subjectColumn(rolesOf(b.worth.of)[0]![0]),
  }
}
/** Its monthly worth, and its first day, for the one who is `whose`; nothing where they have none that month. */
const worthOfOther = (p: Place, county: Sql, whose: Sql, month: Sql) => sql`
  (select s.amount, lower(o.held) as begun from ${p.row} o cross join lateral (
      select ${sql.ref(p.amount)} as amount, x.suspended from ${p.state} x
        where x.county_id = o.county_id and x.row_id = o.id and x.starts <= ${month} order by x.version desc limit 1) s
    where o.county_id = ${county} and ${sql.ref(`o.${p.subject}`)} = ${whose} and o.held @> ${month} and not s.suspended)`
export const worthOfOthers = (catalogue: Catalogue, other: AnyBenefit, county: Sql, whose: Sql, month: Sql) =>
  worthOfOther(placeOf(catalogue, other), county, whose, month)

/** The higher is paid, of equal ones the first by name; a topping-up benefit pays what is missing; of two to choose from the one begun first. */
const besideOne = (o: Overlap, isFirst: boolean, due: Sql, other: Sql): Sql => {
  if (o.relation === 'topped up')
    return o.isSaidHere ? sql`greatest(0, ${due} - coalesce((select sum(z.amount) from ${other} z), 0))` : due
  const goesBefore =
    o.relation === 'the higher one'
      ? isFirst
        ? sql`z.amount > ${due}`
        : sql`z.amount >= ${due}`
      : isFirst
        ? sql`z.begun < lower(r.held)`
        : sql`z.begun <= lower(r.held)`
  return sql`case when exists (select from ${other} z where z.amount > 0 and ${goesBefore}) then 0 else ${due} end`
}
