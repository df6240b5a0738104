/** One step of many cases on one day, by those whose turn it is. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { rows } from '#core/db'
import type { Values } from '#core/engine'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'

export interface OpenCase {
  readonly id: number
  readonly organisationId: number
}
/** Open cases of a matter at a step; of some organisations only, where these are named. */
export const atStep = (life: Life, procedure: string, step: string, organisations?: readonly number[]) =>
  rows(
    life.trx,
    sql<OpenCase>`select id, organisation_id as "organisationId" from case_file where county_id = ${life.countyId} and procedure = ${procedure}
      and stands = 'open' and at_step = ${step} ${organisations ? sql`and organisation_id = any(${organisations}::bigint[])` : sql``} order by id`,
  )
type Doing = (
  c: OpenCase,
) => Partial<Omit<ActInput, 'caseId' | 'on' | 'by'>> & { readonly by: Actor; readonly fields?: Values }

export const doAll = async (
  life: Life,
  procedure: string,
  step: string,
  cases: readonly OpenCase[],
  on: Day,
  doing: Doing,
): Promise<void> => {
  if (!cases.length) return
  const p = life.engine.catalogue.procedure(procedure)!
  await actOnCases(
    life.trx,
    life.engine,
    p,
    step,
    cases.map(c => ({ caseId: c.id, on, ...doing(c) })),
  )
}
