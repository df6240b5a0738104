/** Opens cases: the header, the details, and the steps that the applicant does by applying; one or thousands. */

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, newIds, rows } from '#core/db'
import type { Columns, Engine, Values } from '#core/engine'
import { grouped } from '#core/grouped'
import { hasStates, isJoint } from '#core/registers/columns'
import { currentStates } from '#core/registers/states'
import { toColumns } from '#core/registers/values'
import { firstDay, monthAfter, monthOf } from '#define/time'
import { isInPerson, refuseAbsent } from './counter.ts'
import { refuseDouble } from './double.ts'
import { clearedIn, columnsFilled, fillCases } from './fill.ts'
import { type Act, journal } from './journal.ts'
import { caseTable } from './load.ts'
import { moveOn } from './move-on.ts'
import type { Opened, OpenInput } from './open-input.ts'
import { columnsOf, headerSubject, partiesOf } from './parties.ts'
import { countyOf, serialsFor } from './serials.ts'
import { titleOf } from './turn.ts'

/** All inputs are of one county and one day's standards. Refuses a subject that has an open case of this matter or, for a new row, a live one. */
export const openCases = async (
  trx: Db,
  engine: Engine,
  named: SomeProcedure,
  inputs: readonly OpenInput[],
): Promise<Opened[]> => {
  if (!inputs.length) return []
  const p = engine.catalogue.editionOn(named, inputs[0]!.on)
  const countyId = inputs[0]!.by.countyId
  await refuseDouble(trx, engine, countyId, p, inputs)
  const county = await countyOf(trx, countyId)
  const towns = await townsOf(trx, countyId, [...new Set(inputs.map(i => i.divisionId))])
  const ids = await newIds(trx, inputs.length)
  const numbers = new Map<OpenInput, string>()
  for (const [year, ofYear] of grouped(inputs, i => i.on.slice(0, 4))) {
    const taken = await serialsFor(trx, county, 'case', '{area}-{year}-{n6}', year, ofYear.length)
    ofYear.forEach((input, i) => numbers.set(input, taken[i]!))
  }
  const procedure = engine.catalogue.idOf(p)
  const edition = editionOf(p)
  await insertMany(
    trx,
    'case_file',
    inputs.map((i, n) => ({
      ...{ county_id: countyId, id: ids[n], business: procedure.split('.')[0], procedure, number: numbers.get(i) },
      ...{ division_id: i.divisionId, town_id: towns.get(i.divisionId) ?? null, household_id: null },
      ...{
        person_id: null,
        organisation_id: null,
        place_id: null,
        ...headerSubject(p, i),
        is_joint: isJoint(p.register),
      },
      ...{ is_alone: !p.head.manyAtOnce, row_id: i.rowId ?? null, source: i.source, edition, applied_on: i.on },
      ...{
        opened_by: i.by.personId,
        earlier_case_id: i.earlierCaseId ?? null,
        stands: 'open',
        round: 1,
        has_told_missing: false,
        version: 1,
      },
    })),
  )
  const leading = leadingSteps(p, inputs[0]!)
  for (const k of leading)
    if (isInPerson(p.steps[k]!))
      for (const i of inputs) refuseAbsent(p, String(p.steps[k]!.who), titleOf(p, k), i.came ?? [])
  const standing =
    p.isNew || !hasStates(p.register)
      ? new Map<number, Columns>()
      : await currentStates(
          trx,
          engine,
          countyId,
          p.register,
          inputs.map(i => ({ rowId: i.rowId ?? 0, on: firstDay(monthAfter(monthOf(i.on))) })),
        )
  const filled = inputs.map((i, n) => ({
    caseId: ids[n]!,
    ...i,
    columns: {
      ...(i.fields || i.parts
        ? columnsFilled(engine, p, leading, { caseId: ids[n]!, ...i }, standing.get(i.rowId ?? 0) ?? {}, i.on)
        : {}),
      ...clearedIn(p, i, {}),
      ...(i.brought && toColumns(engine, p.register.told.fields, i.brought, i.on)),
    } as Columns,
  }))
  await insertMany(
    trx,
    caseTable(engine, p),
    ids.map((id, n) => ({
      county_id: countyId,
      id,
      filled: [],
      ...(isJoint(p.register) && columnsOf(p.register, inputs[n]!)),
    })),
  )
  if (isJoint(p.register))
    await insertMany(
      trx,
      'case_party',
      inputs.flatMap((i, n) => partiesOf(p, procedure, countyId, ids[n]!, i)),
    )
  const done = (i: OpenInput): Columns =>
    Object.fromEntries(
      leading.flatMap(k => [
        [`${snake(k)}_on`, i.on],
        [`${snake(k)}_by`, i.by.personId],
        ...(isInPerson(p.steps[k]!) ? [[`${snake(k)}_came`, [...(i.came ?? [])]]] : []),
      ]),
    )
  await fillCases(
    trx,
    engine,
    countyId,
    p,
    caseTable(engine, p),
    filled.map(f => ({ ...f, columns: { ...f.columns, ...done(f) } })),
    inputs[0]!.on,
  )
  await journal(
    trx,
    procedure,
    inputs.map(
      (i, n): Act => ({
        caseId: ids[n]!,
        round: 1,
        step: leading[0] ?? Object.keys(p.steps)[0]!,
        act: 'opened',
        on: i.on,
        by: i.by,
        fields: i.came?.length ? { came: i.came } : undefined,
      }),
    ),
  )
  await moveOn(trx, engine, countyId, p, ids, inputs[0]!.on)
  return inputs.map((i, n) => ({ caseId: ids[n]!, number: numbers.get(i)! }))
}

/** Applying is one act: all that the applicant tells before an official does anything. A case that starts by itself begins with its first step open. */
export const leadingSteps = (p: SomeProcedure, input: Pick<OpenInput, 'source' | 'fields' | 'parts'>): string[] => {
  const isApplied = input.source === 'application' || input.source === 'discovery' || input.source === 'clue'
  if (!isApplied && !input.fields) return []
  const steps = Object.entries(p.steps)
  const first = steps.findIndex(([, s]) => !(s.who === 'applicant' || isInPerson(s)))
  const ofApplicant = steps.slice(0, first < 0 ? steps.length : first).map(([k]) => k)
  if (ofApplicant.length) return ofApplicant
  const name = steps[0]![0]
  return name === 'apply' && (input.fields || input.parts) ? [name] : []
}

/** Short hash of what the definition says: each case keeps the edition under which it was accepted. */
export const editionOf = (p: SomeProcedure) =>
  createHash('sha256')
    .update(
      JSON.stringify([p.title, p.head, p.steps, p.register.told.fields], (_, v) =>
        typeof v === 'function' ? String(v) : v instanceof Object && v.kind === 'register' ? v.title : v,
      ),
    )
    .digest('hex')
    .slice(0, 12)

export const townsOf = async (trx: Db, countyId: number, divisionIds: readonly number[]) => {
  const found = await rows(
    trx,
    sql<{ division_id: number; town_id: number }>`select w.division_id, w.ancestor_id as town_id from division_within w
      join division d on d.county_id = w.county_id and d.id = w.ancestor_id and d.level = 'town'
      where w.county_id = ${countyId} and w.division_id = any(${divisionIds}::bigint[])`,
  )
  return new Map(found.map(f => [f.division_id, f.town_id]))
}
