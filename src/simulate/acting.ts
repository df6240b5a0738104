/** 分批办理: a step of many cases in portions, so that the database writes one while the next is worked out. */
import type { SomeProcedure } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { actOnCases } from '#core/procedures/act'
import type { Acted, ActInput } from '#core/procedures/act-input'
import { inPortions } from './portions.ts'

/** Fewer than these are not worth being told apart: each portion has its own dozen of statements. */
const least = 40
const portions = 4

export const actInPortions = (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
): Promise<Acted[]> =>
  inPortions(acts, Math.max(least, Math.ceil(acts.length / portions)), some => actOnCases(trx, engine, p, step, some))
