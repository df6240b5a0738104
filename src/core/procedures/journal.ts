/** 办件经过: every act with its day and people, in the same transaction as its effect; and the audit of it. */
import type { Actor } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, insertMany } from '#core/db'
import type { Day } from '#define/time'

export interface Act {
  readonly caseId: number
  readonly round: number
  readonly step: string
  readonly act: string
  readonly on: Day
  readonly by: Actor
  readonly secondPersonId?: number | undefined
  readonly outcome?: string | undefined
  readonly says?: string | undefined
  /** What was filled, without secrets. */
  readonly fields?: unknown
  readonly basis?: unknown
}
export const journal = async (trx: Db, procedure: string, acts: readonly Act[]): Promise<void> => {
  if (!acts.length) return
  await insertMany(
    trx,
    'case_act',
    acts.map(a => ({
      ...{ county_id: a.by.countyId, case_id: a.caseId, round: a.round, step: a.step, act: a.act, on_day: a.on },
      ...{ account_id: a.by.accountId, person_id: a.by.personId, second_person_id: a.secondPersonId ?? null },
      ...{ outcome: a.outcome ?? null, says: a.says ?? null, fields: a.fields ?? null, basis: a.basis ?? null },
    })),
  )
  const [business] = procedure.split('.')
  const first = acts[0]!
  const detail = { procedure, step: first.step, act: first.act, on: first.on }
  const noted = { action: `case.${first.act.replaceAll(' ', '-')}`, business: business! }
  if (acts.length === 1)
    await audit(trx, first.by, {
      ...noted,
      subject: `case:${first.caseId}`,
      detail: { ...detail, outcome: first.outcome ?? null },
    })
  else
    await audit(trx, first.by, {
      ...noted,
      subject: `cases:${acts.length}`,
      detail: { ...detail, from: first.caseId, to: acts.at(-1)!.caseId },
    })
}
