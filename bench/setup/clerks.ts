/** One process of clerks at work: each does the same thing again and again for some seconds, as the application's role, each in their own name. */

import type { Actor } from '#core/actor'
import { asActor, type Db, openDb } from '#core/db'
import { search } from '#core/people/search'
import { actOnCases } from '#core/procedures/act'
import { listTasks } from '#core/procedures/tasks'
import { readCase } from '#core/procedures/view'
import { engineOf, today } from './ledger.ts'
import { firstCase } from './people.ts'

export interface Shift {
  readonly does: 'open' | 'list' | 'decide' | 'search'
  readonly seconds: number
  readonly clerks: readonly Actor[]
  /** Clerks at once in this process. */
  readonly atOnce: number
  /** Of what is done, by number: cases to decide, or the highest case to open. */
  readonly cases: readonly number[]
  readonly texts: readonly string[]
}
export interface Done {
  readonly count: number
  readonly ms: number[]
  /** Seconds of processor time of this process. */
  readonly cpu: number
}

/** As the doors of these do. */
const kept = { hasKeptPlans: true }
const [appUrl, home] = process.argv.slice(2)
const engine = engineOf(home!)
const decided = engine.catalogue.procedure('minimum-living.application')!

const work = (db: Db, shift: Shift, clerk: Actor, nth: number): Promise<unknown> | undefined => {
  if (shift.does === 'open') {
    const caseId = firstCase + 1 + Math.floor(Math.random() * shift.cases[0]!)
    return asActor(db, clerk, trx => readCase(trx, engine, clerk, caseId, today), kept)
  }
  if (shift.does === 'list') return asActor(db, clerk, trx => listTasks(trx, engine, clerk, {}, today), kept)
  if (shift.does === 'search') {
    const q = shift.texts[nth % shift.texts.length]!
    return asActor(db, clerk, trx => search(trx, engine, { countyId: clerk.countyId, on: today, q }))
  }
  const caseId = shift.cases[nth]
  if (caseId === undefined) return undefined
  const act = { caseId, by: clerk, on: today, outcome: 'grant' }
  return asActor(db, clerk, trx => actOnCases(trx, engine, decided, 'decide', [act]), kept)
}

const db = openDb(appUrl!, { max: 6 })
process.on('message', async (shift: Shift) => {
  const until = performance.now() + shift.seconds * 1000
  const ms: number[] = []
  const before = process.cpuUsage()
  let nth = 0
  const clerk = async (i: number) => {
    while (performance.now() < until) {
      const start = performance.now()
      const doing = work(db, shift, shift.clerks[i % shift.clerks.length]!, nth++)
      if (!doing) return
      await doing
      ms.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: shift.atOnce }, (_, i) => clerk(i)))
  const { user, system } = process.cpuUsage(before)
  process.send!({ count: ms.length, ms, cpu: (user + system) / 1e6 } satisfies Done)
})
process.send!('ready')
