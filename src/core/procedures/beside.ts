/** 就高、补差、择一 at the decision (rulebook 15): what a new row would be worth beside what the same people have already. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { AnyBenefit, SomeProcedure } from '#core/catalogue'
import { type Db, rows, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { overlaps, worthOfOthers } from '#core/payments/overlap'
import { rolesOf, subjectColumn } from '#core/registers/columns'
import type { SheetLine } from '#core/registers/evaluate'
import type { Weighed } from './weigh.ts'

/** Refuses what would bring nobody anything; writes into the sheet how it stands beside the other. The runs work it out anew each month. */
export const weighBeside = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  p: SomeProcedure,
  granted: readonly Weighed[],
): Promise<void> => {
  const benefit = p.isNew ? engine.catalogue.benefitsOf(p.register)[0] : undefined
  if (!benefit || !granted.length) return
  const subject = subjectColumn(rolesOf(p.register)[0]![0])
  for (const overlap of overlaps(engine.catalogue, benefit)) {
    const asked = granted.map(w => ({ id: w.one.columns[subject], month: w.starts }))
    const found = await widely(trx, { countyId }, () =>
      rows(
        trx,
        sql<{ id: number; amount: number }>`select a.id, sum(z.amount)::bigint as amount
          from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(id bigint, month date)
            cross join lateral ${worthOfOthers(engine.catalogue, overlap.other, sql`${countyId}`, sql`a.id`, sql`a.month`)} z
          where z.amount > 0 group by a.id`,
      ),
    )
    const others = new Map(found.map(f => [f.id, f.amount]))
    for (const w of granted) {
      const other = others.get(w.one.columns[subject] as number)
      if (other) beside(w, benefit, overlap, other)
    }
  }
}

const beside = (
  w: Weighed,
  benefit: AnyBenefit,
  { relation, other, isSaidHere }: ReturnType<typeof overlaps>[number],
  has: number,
) => {
  const mine = w.amount ?? 0
  const what = `已享受「${other.title}」每月${yuan(has)}元`
  if (relation === 'one is chosen')
    throw new Refusal(`此人${what}，两项只能择一享受；选本项的请先停发原待遇，选原待遇的请作不予确认`)
  const line = (title: string, amount: number): SheetLine => ({ title, amount: yuan(amount) })
  if (relation === 'the higher one') {
    if (has >= mine)
      throw new Refusal(
        `此人${what}，不低于「${benefit.title}」每月${yuan(mine)}元；按就高享受，本项不再发放，请作不予确认，或先停发原待遇`,
      )
    w.sheet = [...w.sheet, line(`就高：${what}，本项较高`, mine)]
    return
  }
  if (!isSaidHere) return
  if (has >= mine) throw new Refusal(`此人${what}，不低于本项每月${yuan(mine)}元；没有差额可补，请作不予确认`)
  w.amount = mine - has
  w.sheet = [...w.sheet, line(`补差：${what}`, mine - has)]
}
const yuan = (fen: number) => (fen / 100).toFixed(2)
