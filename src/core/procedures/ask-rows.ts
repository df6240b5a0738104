/** What a rule that begins something by time says of each live row: from the row and the standards alone where it asks for no more. */
import type { Actor } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Columns, Engine } from '#core/engine'
import { gather } from '#core/registers/given'
import { timelineOf } from '#core/registers/timeline'
import { toRule } from '#core/registers/values'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

export interface Asking {
  readonly trx: Db
  readonly engine: Engine
  readonly actor: Pick<Actor, 'countyId'>
  readonly p: SomeProcedure
  /** The register that is looked through; its rows are as they stand on the day. */
  readonly r: AnyRegister
  readonly on: Day
}
interface Live extends Columns {
  row_id: number
  division_id: number
}

/** Row → the answer. Every row of a county is asked every day, and few rules look at a household for that: it is read for those that do. */
export const askRows = async <T>(asking: Asking, found: readonly Live[], ask: (c: never) => T) => {
  const answers = new Map<number, T>()
  if (!found.length) return answers // a county that has none of it need not have decided about it
  const { trx, engine, p, r, on } = asking
  const { countyId } = asking.actor
  // What the matter asks is by its own standards as well as those of the register it looks through.
  const own = timelineOf(trx, engine, countyId, p.register)
  const theirs = timelineOf(trx, engine, countyId, r)
  const standardsAt = async (at: number) => ({
    ...(await theirs.on(on, at)),
    ...(p.register !== r && (await own.on(on, at))),
  })
  const more: (Live & { readonly standards: Readonly<Record<string, unknown>> })[] = []
  for (const f of found) {
    const standards = await standardsAt(f.division_id)
    try {
      answers.set(f.row_id, ask(onlyOf({ row: toRule(r.told.fields, {}, f), standards, on }) as never))
    } catch (error) {
      if (error !== asksForMore) throw error
      more.push({ ...f, standards })
    }
  }
  if (!more.length) return answers
  const asked = more.map(({ standards: _, ...f }) => ({
    key: f.row_id,
    rowId: f.row_id,
    columns: { ...f, filled: [] },
  }))
  const given = await gather(trx, engine, countyId, r, asked, on)
  for (const { row_id: id, standards } of more) {
    const g = given.get(id)!
    answers.set(id, ask({ ...g.subjects, ...g, standards } as never))
  }
  return answers
}

const asksForMore = new Error('a rule asks for more than the row')
const onlyOf = (known: Readonly<Record<string, unknown>>) =>
  new Proxy(known, {
    get: (of, name) => {
      if (!(name in of)) throw asksForMore
      return of[name as string]
    },
    has: () => {
      throw asksForMore
    },
    ownKeys: () => {
      throw asksForMore
    },
  })
