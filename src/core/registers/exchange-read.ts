/** Lines of an uploaded table → rows to add or to change: found by their number in the register, or by whose they are; all of a file at once. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { ImportedRow } from '#core/documents/import-table'
import type { Columns, Engine } from '#core/engine'
import { normalCreditCode } from '#core/identity/credit-code'
import { blindIndex } from '#core/identity/sealing'
import type { OrganisationInput } from '#core/organisations/enter'
import { normalName } from '#core/people/names'
import type { PlaceInput } from '#core/places/enter'
import { checkIdNumber, normalIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { fixedFields, hasStates, rolesOf } from './columns.ts'
import { type Names, shownText, travellingFields, typedValue } from './exchange-columns.ts'
import { namesFor } from './exchange-names.ts'
import {
  freshOrganisation,
  isOfOrganisations,
  type KnownOrganisation,
  organisationsIn,
  ownNames,
} from './exchange-organisations.ts'
import { freshPlace, isOfPlaces } from './exchange-places.ts'
import { rowsQuery, shownRow } from './list.ts'
import { toColumns } from './values.ts'

export type ReadRow =
  | { readonly kind: 'same'; readonly row: number }
  | { readonly kind: 'changed'; readonly row: number; readonly rowId: number; readonly columns: Columns }
  | {
      readonly kind: 'new'
      readonly row: number
      readonly subjectId: number
      readonly divisionId: number
      readonly townId: number | null
      readonly from: Day
      readonly columns: Columns
      /** An organisation that is entered with its row. */
      readonly enters?: OrganisationInput
      readonly entersPlace?: PlaceInput
    }
type Tell = (row: number, says: string) => void

export const readRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
  tell: Tell,
): Promise<ReadRow[]> => {
  const known = await knownRows(db, engine, actor, r, lines, on)
  const names = await namesFor(db, actor.countyId, r, [...known.values()])
  const people = await peopleIn(db, engine, actor.countyId, r, lines, on)
  const places = await placesIn(db, actor.countyId, on)
  const organisations = await organisationsIn(db, actor.countyId, r, lines)
  const told: Told = { engine, r, on, known, names, people, places, organisations }
  const seen = new Map<string, number>()
  return lines.flatMap(line => {
    try {
      const read = line.values['.id'] ? changeIn(told, line) : freshIn(told, line)
      const key =
        read.kind === 'new'
          ? `new ${read.enters?.creditCode ?? read.entersPlace?.name ?? read.subjectId}`
          : `row ${line.values['.id']}`
      const before = seen.get(key)
      if (before !== undefined) throw new Refusal(`与第${before}行是同一对象，请删去一行`)
      seen.set(key, line.row)
      return [read]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tell(line.row, error.reason)
      return []
    }
  })
}

interface Told {
  readonly engine: Engine
  readonly r: AnyRegister
  readonly on: Day
  readonly known: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly names: Names
  readonly people: ReadonlyMap<string, Whose>
  readonly places: ReadonlyMap<string, { id: number; townId: number | null }>
  readonly organisations: ReadonlyMap<string, KnownOrganisation>
}
/** Only what differs from what the row has; a masked secret that was left as it is, is no change. */
const changeIn = (t: Told, line: ImportedRow): ReadRow => {
  const { values, row } = line
  const now = t.known.get(values['.id']!)
  if (!now) throw new Refusal(`台账编号「${values['.id']}」在台账中没有，或不在您的管辖范围内`)
  if (normalName(values['.name'] ?? '') !== now.subject)
    throw new Refusal(`${isOfPlaces(t.r) ? '名称' : '姓名'}与这个台账编号的对象不一致，请核对；新增的不填台账编号`)
  if (isOfPlaces(t.r) && values['.village'] !== `${now.town ?? ''}${now.village ?? ''}`)
    throw new Refusal('“村（居）”不能用导入更改；搬迁的请终止原点、另行登记')
  for (const [k, f] of fixedFields(t.r))
    if (values[k] && values[k] !== now[k]) throw new Refusal(`“${f.title}”由台账编号，不能用导入更改`)
  if (values['.from'] !== now.from) throw new Refusal('起始日期不能用导入更改，请通过事项办理')
  const differing = travellingFields(t.r).filter(([k, f]) => values[k] !== shownText(f, now[k], t.names))
  if (!differing.length) return { kind: 'same', row }
  if (!hasStates(t.r)) throw new Refusal('已登记的内容不能用导入更改，请作更正登记')
  if (now.until) throw new Refusal('已终止的行不能更改')
  return {
    kind: 'changed',
    row,
    rowId: Number(values['.id']),
    columns: columnsOf(
      t,
      line,
      differing.map(([k]) => k),
    ),
  }
}
const freshIn = (t: Told, line: ImportedRow): ReadRow => {
  const { values, row } = line
  if (isOfOrganisations(t.r)) return freshOfOrganisation(t, line)
  if (isOfPlaces(t.r)) return freshOfPlace(t, line)
  const from = values['.from'] ?? ''
  if (!isDay(from)) throw new Refusal('“起始日期”应写作 2024-06-20')
  if (!hasStates(t.r) && from > t.on) throw new Refusal('“日期”在今天之后，请核对')
  const number = normalIdNumber(values['.number'] ?? '')
  const checked = checkIdNumber(number, t.on)
  if (!checked.ok) throw new Refusal(checked.reason)
  const whose = t.people.get(number)
  const isHousehold = rolesOf(t.r)[0]![1] === 'household'
  if (!whose) throw new Refusal(isHousehold ? '这一户还没有登记，请先登记家庭' : '这个人还没有登记，请先登记')
  if (whose.name !== normalName(values['.name'] ?? ''))
    throw new Refusal('姓名与库中这个证件号码的姓名不一致，请核对证件原件')
  if (isHousehold && !whose.headOf) throw new Refusal('这个人不是任何一户的户主，请填写户主的证件号码')
  const place = whose.divisionId
  const named = values['.village'] ? t.places.get(values['.village']!) : undefined
  if (values['.village'] && named?.id !== place) throw new Refusal(`“村（居）”与登记的住地不一致，请核对`)
  const columns = columnsOf(
    t,
    line,
    travellingFields(t.r).map(([k]) => k),
  )
  return {
    kind: 'new',
    row,
    subjectId: isHousehold ? whose.headOf! : whose.id,
    divisionId: place,
    townId: whose.townId,
    from,
    columns,
  }
}

/** Its name and number stand in the row too, where the register is what makes them known. */
const freshOfOrganisation = (t: Told, line: ImportedRow): ReadRow => {
  const fresh = freshOrganisation(t.r, line, t.organisations, t.places)
  const wanted = travellingFields(t.r).map(([k]) => k)
  const { name, number } = ownNames(t.r)
  const own = {
    ...(name && { [snake(name)]: normalName(line.values['.name'] ?? '') }),
    ...(number && { [snake(number)]: normalCreditCode(line.values['.number'] ?? '') }),
  }
  return { kind: 'new', row: line.row, ...fresh, columns: { ...columnsOf(t, line, wanted), ...own } }
}
const freshOfPlace = (t: Told, line: ImportedRow): ReadRow => {
  const wanted = travellingFields(t.r).map(([k]) => k)
  return { kind: 'new', row: line.row, ...freshPlace(t.r, line, t.places), columns: columnsOf(t, line, wanted) }
}
const columnsOf = (t: Told, { values }: ImportedRow, wanted: readonly string[]): Columns => {
  const fields = Object.fromEntries(travellingFields(t.r))
  const typed = Object.fromEntries(
    wanted.map(k => {
      const f = fields[k]!
      const value =
        f.type === 'person'
          ? personIn(t, values[k]!)
          : f.type === 'place'
            ? placeIn(t, f.title, values[k]!)
            : typedValue(f, values[k]!)
      if (value === undefined) throw new Refusal(`“${f.title}”的内容“${values[k]}”不对`)
      if (f.isSecret && /\*/.test(values[k]!)) throw new Refusal(`“${f.title}”是掩码，新增或更改时请填写完整号码`)
      return [k, value]
    }),
  )
  return toColumns(t.engine, fields, typed, t.on)
}
const personIn = (t: Told, text: string) => {
  if (!text) return null
  const found = t.people.get(normalIdNumber(text))
  if (!found) throw new Refusal('所填成员的证件号码在库中没有，请先登记')
  return String(found.id)
}
const placeIn = (t: Told, title: string, text: string) => {
  if (!text) return null
  const found = t.places.get(text)
  if (!found) throw new Refusal(`“${title}”没有「${text}」这个村（居），请写乡镇和村（居）全名`)
  return String(found.id)
}

const knownRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
) => {
  const ids = lines.flatMap(l => (/^\d{1,15}$/.test(l.values['.id'] ?? '') ? [Number(l.values['.id'])] : []))
  const found = await rows(
    db,
    sql<Columns>`${rowsQuery(engine, actor, r, { on, state: 'all' })} and t.id = any(${ids}::bigint[])`,
  )
  return new Map(found.map(f => [String(f.id), shownRow(engine, r, f)]))
}

interface Whose {
  readonly id: number
  readonly name: string
  readonly divisionId: number
  readonly townId: number | null
  readonly headOf: number | null
}
/** By number, among those whom the actor sees. */
const peopleIn = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
) => {
  if (isOfOrganisations(r)) return new Map<string, Whose>()
  const keys = ['.number', ...travellingFields(r).flatMap(([k, f]) => (f.type === 'person' ? [k] : []))]
  const numbers = [...new Set(lines.flatMap(l => keys.map(k => normalIdNumber(l.values[k] ?? ''))))].filter(n =>
    /^\d{17}[\dX]$/.test(n),
  )
  const byIndex = new Map(numbers.map(n => [blindIndex(engine.keys, 'id-number', n).toString('hex'), n]))
  const found = await rows(
    db,
    sql<{
      index: Buffer
      id: number
      name: string
      division_id: number
      town_id: number | null
      head_of: number | null
    }>`
      select p.id_number_index as index, p.id, p.name, coalesce(h.division_id, p.division_id) as division_id, w.id as town_id, h.id as head_of from person p
        left join lateral (select h.id, h.division_id from household_member m join household h on h.county_id = m.county_id and h.id = m.household_id
          where m.county_id = p.county_id and m.person_id = p.id and h.head_id = p.id and m.held @> ${on}::date limit 1) h on true
        left join lateral (select t.id from division_within x join division t on t.county_id = x.county_id and t.id = x.ancestor_id and t.level = 'town'
          where x.county_id = p.county_id and x.division_id = coalesce(h.division_id, p.division_id) limit 1) w on true
      where p.county_id = ${countyId} and p.id_number_index = any(select decode(i, 'hex') from unnest(${[...byIndex.keys()]}::text[]) i)`,
  )
  return new Map(
    found.map((f): [string, Whose] => [
      byIndex.get(f.index.toString('hex'))!,
      { id: f.id, name: f.name, divisionId: f.division_id, townId: f.town_id, headOf: f.head_of },
    ]),
  )
}
/** 乡镇和村（居）全名 → the village. */
const placesIn = async (db: Db, countyId: number, on: Day) => {
  const found = await rows(
    db,
    sql<{
      id: number
      town_id: number | null
      name: string
    }>`select d.id, t.id as town_id, coalesce(t.name, '') || d.name as name from division d
      left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      where d.county_id = ${countyId} and d.valid @> ${on}::date and d.level = 'village'`,
  )
  return new Map(found.map(f => [f.name, { id: f.id, townId: f.town_id }]))
}
