/** 增发、减发、停发、暂停通知书 for a change without a case: an event or a new standard, told in writing with its reason (暂行办法第十三条). */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { AnyBenefit } from '#core/catalogue'
import { type Db, maybe } from '#core/db'
import { handOverLetter } from '#core/documents/hand-over-letter'
import { adjustLetter, type SheetLine, stopLetter, suspensionLetter } from '#core/documents/letters'
import type { Columns, Engine } from '#core/engine'
import { handedOver } from '#core/people/hand-over'
import { lawOfRegister, matterName, remedyOf } from '#core/procedures/paper'
import { type Format, type Printed, printed } from '#core/procedures/print'
import { settingOn } from '#core/standards/settings'
import type { AnyRegister } from '#define/register'
import { type Day, type Month, monthAfter, monthOf } from '#define/time'
import { worthOf } from './evaluate.ts'
import { amountColumn } from './tables.ts'
import { timelineOf } from './timeline.ts'
import { toRule } from './values.ts'

interface Changed extends Columns {
  starts: Day
  told_on: Day
  because: string
  suspended: boolean
  case_id: number | null
  happened_on: Day | null
  source: string | null
  is_over: boolean
  name: string
  id_number_masked: string | null
  /** As told with the move: the county moved to. */
  receiver: string | null
  paid_through: Month | null
}

/** `version`: of the state that the change wrote. @throws Refusal 404; 409 where a case decided it and has a letter of its own, or nothing changed */
export const printChangeLetter = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  rowId: number,
  version: number,
  format: Format,
): Promise<Printed> => {
  const benefit = engine.catalogue.benefitsOf(r)[0]
  const found = benefit && (await changeOf(db, engine, actor, r, rowId, version))
  if (!found) throw new Refusal('台账中没有这次变动，或不在您的管辖范围内', { status: 404 })
  if (found.case_id) throw new Refusal('这次变动由办件决定，请在该办件中打印文书', { status: 409 })
  const column = amountColumn(engine.catalogue, benefit)
  const before = await stateBefore(db, engine, actor, r, rowId, version, found.starts)
  if (!before) throw new Refusal('这是台账的第一次记录，没有变动可以通知', { status: 409 })
  const [was, is] = [Number(before[column]), Number(found[column])]
  const business = engine.catalogue.businessOf(r)
  const setting = (name: 'bureau' | 'supervision-phone') => settingOn(db, actor.countyId, name, found.told_on, business)
  const change = {
    ...{
      benefit: matterName(r),
      about: r.told.about === 'household' ? ('household' as const) : ('person' as const),
      to: found.name,
    },
    ...{
      office: await setting('bureau'),
      number: `变动编号：${version}`,
      date: found.told_on,
      phone: await setting('supervision-phone'),
    },
    ...{
      law: lawOfRegister(r),
      firstMonth: monthOf(found.starts),
      remedy: await remedyOf({ db, countyId: actor.countyId }, found.told_on),
    },
    reasons: [{ says: reasonOf(found), holds: false, conclusion: '属实', law: lawOfRegister(r)[0] ?? '' }],
    sheet: found.is_over ? [] : await sheetOf(db, engine, actor.countyId, r, benefit, found),
  }
  const letter =
    found.is_over && found.because === handedOver
      ? handOverLetter({
          ...{ ...change, name: found.name, idNumberMasked: found.id_number_masked, movedOn: found.happened_on },
          ...{ lastMonth: monthAfter(monthOf(found.starts), -1), nextMonth: monthOf(found.starts), amount: was },
          ...{ receiver: found.receiver, paidThrough: found.paid_through },
        })
      : found.is_over
        ? stopLetter({ ...change, lastMonth: monthAfter(monthOf(found.starts), -1) })
        : found.suspended && !before.suspended
          ? suspensionLetter({ ...change, resumes: '情况核实后恢复发放，暂停期间应发的金额一并补发。' })
          : adjustLetter({ ...change, amountBefore: was, amountAfter: is })
  await audit(db, actor, {
    action: 'letter.printed',
    business,
    subject: `${engine.catalogue.idOf(r)}:${rowId}`,
    detail: { letter: 'change', version, format },
  })
  return printed(letter, `${found.because === handedOver ? '移交函' : '变动通知书'}-${version}`, format)
}

const reasonOf = (f: Changed) => (f.happened_on ? `${f.because}（${f.happened_on}，${f.source}）` : f.because)

/** The head of the household, or the person: who is told. */
const subjectOf = (r: AnyRegister) =>
  r.told.about === 'household'
    ? sql`join household h on h.county_id = t.county_id and h.id = t.household_id join person p on p.county_id = h.county_id and p.id = h.head_id`
    : sql`join person p on p.county_id = t.county_id and p.id = t.person_id`
const changeOf = (db: Db, engine: Engine, actor: Actor, r: AnyRegister, rowId: number, version: number) => {
  const table = engine.catalogue.tableOf(r)
  return maybe(
    db,
    sql<Changed>`select s.*, e.happened_on, e.source, e.detail->>'says' as receiver, p.name, p.id_number_masked,
        (select to_char(max(l.for_month), 'YYYY-MM') from payment_line l join payment_batch b on b.county_id = l.county_id and b.run_id = l.run_id
          where l.county_id = t.county_id and l.row_id = t.id and l.held_back is null and b.released_on is not null) as paid_through, upper(t.held) is not distinct from s.starts or isempty(t.held) as is_over,
        coalesce(e.confirmed_on, (s.known_from at time zone 'Asia/Shanghai')::date) as told_on
      from ${sql.table(`${table}_state`)} s join ${sql.table(table)} t on t.county_id = s.county_id and t.id = s.row_id
      ${subjectOf(r)}
      left join life_event e on e.county_id = s.county_id and e.id = s.event_id
      where s.county_id = ${actor.countyId} and s.row_id = ${rowId} and s.version = ${version}`,
  )
}
const stateBefore = (
  db: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  rowId: number,
  version: number,
  starts: Day,
) =>
  maybe(
    db,
    sql<Columns>`select * from ${sql.table(`${engine.catalogue.tableOf(r)}_state`)} where county_id = ${actor.countyId} and row_id = ${rowId}
      and version < ${version} and starts <= ${starts}::date order by version desc limit 1`,
  )

/** The amount line by line, from the columns that the state has kept and the standards of its month. */
const sheetOf = async (
  db: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  benefit: AnyBenefit,
  f: Changed,
): Promise<SheetLine[]> => {
  const seen = toRule(r.told.fields, r.measures, f)
  const sheet: { title: string; amount: unknown; law?: string }[] = []
  worthOf(
    benefit,
    {
      row: seen,
      measured: seen,
      standards: await timelineOf(db, engine, countyId, r).on(f.starts, f.division_id as number),
      past: {},
    },
    monthOf(f.starts),
    sheet as never,
  )
  return sheet.map(l => ({ title: l.title, amount: Math.round(Number(l.amount) * 100), ...(l.law && { law: l.law }) }))
}
