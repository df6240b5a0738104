/** 保障人口: who is covered from a day on, kept by person and period, so that flows of people are exact. */
import { sql } from 'kysely'
import { type Db, insertMany, rows, write } from '#core/db'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

export interface PeopleFrom {
  readonly rowId: number
  readonly from: Day
  /** Measure → persons from then on; a measure left out ends for everybody. */
  readonly people: Readonly<Record<string, readonly number[]>>
  readonly caseId: number | null
  /** Where the row is. */
  readonly divisionId: number | null
  /** The first day on which the row is no more, where that is written already. */
  readonly until?: Day | null
}
interface Kept {
  id: number
  row_id: number
  measure: string
  person_id: number
  ends: Day | null
}

/** Whoever stays keeps their period; who is missing leaves on the day; who is new joins on the day. */
export const keepPeople = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  r: AnyRegister,
  all: readonly PeopleFrom[],
): Promise<void> => {
  const measures = Object.entries<any>(r.measures)
    .filter(([, m]) => m.type === 'people')
    .map(([k]) => k)
  if (!all.length || !measures.length) return
  const register = engine.catalogue.idOf(r)
  const told = JSON.stringify(all.map(a => ({ row_id: a.rowId, from_day: a.from })))
  const kept = await rows(
    trx,
    sql<
      Kept & { from_day: Day }
    >`select p.id, p.row_id, p.measure, p.person_id, upper(p.held) as ends from covered_person p
      join jsonb_to_recordset(${told}::jsonb) as a(row_id bigint, from_day date) on a.row_id = p.row_id
      where p.county_id = ${countyId} and p.register = ${register} and not isempty(p.held)
        and (upper(p.held) is null or upper(p.held) >= a.from_day)`,
  )
  const byRow = grouped(kept, k => k.row_id)
  const leaving: { id: number; from_day: Day }[] = []
  const extending: { id: number; until: Day | null }[] = []
  const joining: Record<string, unknown>[] = []
  for (const a of all) {
    const mine = byRow.get(a.rowId) ?? []
    for (const measure of measures) {
      const wanted = new Set(a.people[measure] ?? [])
      const here = mine.filter(k => k.measure === measure)
      const until = a.until ?? null
      extending.push(
        ...here.filter(k => k.ends && k.ends !== until && wanted.has(k.person_id)).map(k => ({ id: k.id, until })),
      )
      leaving.push(...here.filter(k => !wanted.has(k.person_id)).map(k => ({ id: k.id, from_day: a.from })))
      const known = new Set(here.map(k => k.person_id))
      const apart = apartOf(engine, r, measure)
      for (const person of wanted)
        if (!known.has(person))
          joining.push({
            ...{
              county_id: countyId,
              business: engine.catalogue.businessOf(r),
              register,
              row_id: a.rowId,
              division_id: a.divisionId,
              measure,
              person_id: person,
            },
            ...{ held: `[${a.from},${until ?? ''})`, apart, case_id: a.caseId },
          })
    }
  }
  if (leaving.length)
    await write(
      trx,
      sql`update covered_person p set held = case when lower(p.held) >= l.from_day then 'empty'::daterange else daterange(lower(p.held), l.from_day) end
      from jsonb_to_recordset(${JSON.stringify(leaving)}::jsonb) as l(id bigint, from_day date)
      where p.county_id = ${countyId} and p.id = l.id`,
    )
  if (extending.length)
    await write(
      trx,
      sql`update covered_person p set held = daterange(lower(p.held), e.until)
      from jsonb_to_recordset(${JSON.stringify(extending)}::jsonb) as e(id bigint, until date)
      where p.county_id = ${countyId} and p.id = e.id`,
    )
  await insertMany(trx, 'covered_person', joining)
}

/** Benefits that are never together with any other share one constraint (rulebook 15). */
const apartOf = (engine: Engine, r: AnyRegister, measure: string) => {
  const isApart = engine.catalogue
    .benefitsOf(r)
    .some(b => b.worth.covers === measure && Object.values(b.worth.apart ?? {}).includes('never together'))
  return isApart ? 'basic living' : null
}
