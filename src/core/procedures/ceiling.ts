/** 乡镇限额: what the town may decide by itself, always, within a ceiling that the county has set; above it the county decides. */
import { Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import type { ActInput } from './act-input.ts'
import { verdictOfRow } from './evaluate-case.ts'
import type { Loaded } from './load.ts'

/** Whose turn it is first: where the step itself writes what decides about it, the town may try. */
export const isForTheTown = (p: SomeProcedure, step: string, one: Pick<Loaded, 'given'>): boolean => {
  const s = p.steps[step]!
  return !!s.orTown && (!!s.fills?.length || s.orTown(verdictOfRow(p, one).c))
}
/** With what the step has written. @throws Refusal where a town decides above its ceiling */
export const refuseAboveCeiling = (p: SomeProcedure, step: string, act: ActInput, c: unknown): void => {
  const s = p.steps[step]!
  if (act.by.post !== 'town' || act.outcome === 'refuse' || !s.orTown || s.orTown(c as never)) return
  throw new Refusal('超过乡镇（街道）的审批限额，不能由乡镇（街道）决定；请转由县级决定', { status: 403 })
}
