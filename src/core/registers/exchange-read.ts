/** Lines of an uploaded table → rows to add or to change: found by their number in the register, or by whose they are; all of a file at once. */
import { type Actor, Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { ImportedRow, Problem } from '#core/documents/import-table'
import type { Columns, Engine } from '#core/engine'
import { normalCreditCode } from '#core/identity/credit-code'
import type { OrganisationInput } from '#core/organisations/enter'
import { normalName } from '#core/people/names'
import type { PlaceInput } from '#core/places/enter'
import type { Fields } from '#define/field'
import { checkIdNumber, normalIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { fixedFields, hasStates, rolesOf } from './columns.ts'
import { type Names, shownText, travellingFields, typedValue } from './exchange-columns.ts'
import { knownRows, peopleIn, placesIn, type Whose } from './exchange-known.ts'
import { belowOf, refuseOtherLines } from './exchange-lines.ts'
import { memberSheet } from './exchange-members.ts'
import { namesFor } from './exchange-names.ts'
import {
  freshOrganisation,
  isOfOrganisations,
  type KnownOrganisation,
  organisationsIn,
  ownNames,
} from './exchange-organisations.ts'
import { isOf, type ReadSheet, shownSheets, wrongIn } from './exchange-parts.ts'
import { freshPlace, isOfPlaces } from './exchange-places.ts'
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
      /** Part → its lines. */
      readonly parts?: Readonly<Record<string, readonly Columns[]>>
      /** An organisation that is entered with its row. */
      readonly enters?: OrganisationInput
      readonly entersPlace?: PlaceInput
    }
type Tell = (problem: Problem) => void

export const readRows = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  lines: readonly ImportedRow[],
  on: Day,
  tell: Tell,
  sheets: readonly ReadSheet[] = [],
): Promise<ReadRow[]> => {
  const known = await knownRows(db, engine, actor, r, lines, on)
  const names = await namesFor(db, actor.countyId, r, [...known.values()])
  const people = await peopleIn(db, engine, actor.countyId, r, lines, on, sheets)
  const places = await placesIn(db, actor.countyId, on)
  const organisations = await organisationsIn(db, actor.countyId, r, lines)
  const told: Told = { engine, r, on, known, names, people, places, organisations }
  const whole = [...known].map(([id, row]) => ({ ...row, id: Number(id) }))
  const shown = sheets.length ? await shownSheets(db, engine, actor.countyId, r, whole, on) : new Map()
  const seen = new Map<string, number>()
  return lines.flatMap(line => {
    try {
      const read = line.values['.id']
        ? changeIn(told, line)
        : { ...freshIn(told, line), ...linesOf(told, line, sheets) }
      if (line.values['.id']) refuseOtherLines(engine, r, line, sheets, shown)
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
      tell({ row: line.row, says: error.reason, ...belowOf(error) })
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
const columnsOf = (
  t: Told,
  { values }: ImportedRow,
  wanted: readonly string[],
  fields: Fields = Object.fromEntries(travellingFields(t.r)),
): Columns => {
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
/** The lines of a new row, each as columns of its part. */
const linesOf = (t: Told, line: ImportedRow, sheets: readonly ReadSheet[]) => {
  const parts = sheets.flatMap(sheet => {
    if (sheet.name === memberSheet) return []
    const lines = sheet.lines.filter(l => isOf(line, l)).map(l => typedLine(t, sheet, l))
    return [[sheet.name, lines] as const]
  })
  return parts.length ? { parts: Object.fromEntries(parts) } : {}
}
const typedLine = (t: Told, sheet: ReadSheet, l: ImportedRow) => {
  try {
    return columnsOf(
      t,
      l,
      sheet.fields.map(([k]) => k),
      Object.fromEntries(sheet.fields),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { says, below } = wrongIn(sheet, l.row, error.reason)
    throw new Refusal(says, { detail: { below } })
  }
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
