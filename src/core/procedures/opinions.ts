/** 部门意见: departments are asked side by side; the step is done when all have answered, and a «no» leads back. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, insertMany, rows } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { type Department, departments } from '#define/posts'
import type { Day } from '#define/time'
import type { Acted, ActInput } from './act-input.ts'
import { clearFrom } from './clear.ts'
import { fillCases } from './fill.ts'
import { journal } from './journal.ts'
import { caseTable, type Loaded } from './load.ts'
import { moveOn } from './move-on.ts'

interface Answer {
  readonly act: ActInput
  readonly one: Loaded
  readonly columns: Columns
}
export const takeOpinions = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  all: readonly Answer[],
  on: Day,
): Promise<Acted[]> => {
  const s = p.steps[step]!
  const { countyId } = all[0]!.act.by
  for (const { act } of all) {
    const department = departments[act.opinion!.department as Department]
    if (!act.says?.trim()) throw new Refusal(`请写明${department}的意见`, { status: 422 })
  }
  const known = await answersOf(
    trx,
    countyId,
    all.map(a => a.one.id),
    step,
  )
  for (const { act, one } of all)
    if (
      known.some(k => k.case_id === one.id && k.round === one.header.round && k.department === act.opinion!.department)
    )
      throw new Refusal(`${departments[act.opinion!.department as Department]}的意见已经登记，请刷新`, { status: 409 })
  await insertMany(
    trx,
    'case_opinion',
    all.map(({ act, one }) => ({
      ...{ county_id: countyId, case_id: one.id, round: one.header.round, step, department: act.opinion!.department },
      ...{ agrees: act.opinion!.agrees, says: act.says!.trim(), answered_on: on, recorded_by: act.by.personId },
    })),
  )
  await journal(
    trx,
    engine.catalogue.idOf(p),
    all.map(({ act, one }) => ({
      ...{ caseId: one.id, round: one.header.round, step, act: 'opinion', on, by: act.by, says: act.says },
      ...{ outcome: act.opinion!.agrees ? 'agrees' : 'disagrees', fields: { department: act.opinion!.department } },
    })),
  )
  const answers = await answersOf(
    trx,
    countyId,
    all.map(a => a.one.id),
    step,
  )
  const ofRound = (one: Loaded) => answers.filter(a => a.case_id === one.id && a.round === one.header.round)
  const isDone = (one: Loaded) => s.opinions!.every(d => ofRound(one).some(a => a.department === d))
  const done = all.filter(a => isDone(a.one))
  await fillCases(
    trx,
    engine,
    countyId,
    p,
    caseTable(engine, p),
    done.map(d => ({ caseId: d.one.id, columns: d.columns })),
    on,
  )
  const standings = await moveOn(
    trx,
    engine,
    countyId,
    p,
    all.map(a => a.one.id),
    on,
  )
  for (const { act, one, columns } of done) {
    const against = ofRound(one).filter(a => !a.agrees)
    if (!against.length || !s.objection) continue
    const whose = against.map(a => departments[a.department as Department]).join('、')
    await journal(trx, engine.catalogue.idOf(p), [
      {
        ...{ caseId: one.id, round: one.header.round, step: s.objection, act: 'returned', on, by: act.by },
        says: `${whose}不同意：${against.map(a => a.says).join('；')}`,
      },
    ])
    await clearFrom(trx, engine, p, { ...one, columns: { ...one.columns, ...columns } }, s.objection, on)
  }
  return all.map(a => ({
    caseId: a.one.id,
    stands: standings.get(a.one.id)!.step ? ('open' as const) : ('ended' as const),
  }))
}

interface Kept {
  readonly case_id: number
  readonly round: number
  readonly department: string
  readonly agrees: boolean
  readonly says: string
  readonly answered_on: Day
}
export const answersOf = (trx: Db, countyId: number, ids: readonly number[], step: string): Promise<Kept[]> =>
  rows(
    trx,
    sql<Kept>`select case_id, round, department, agrees, says, answered_on from case_opinion
      where county_id = ${countyId} and case_id = any(${ids}::bigint[]) and step = ${step} order by id`,
  )
