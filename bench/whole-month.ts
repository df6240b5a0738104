/**
 * The county's whole month, every benefit that is paid by the month, against its bound: a bare INSERT … SELECT of the same lines into the same
 * table with the same constraints, in turn (A B A B …). `--scale N` (may be repeated), `--rounds N`, `--json`.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import type { AnyBenefit } from '#core/catalogue'
import { asActor, type Db, maybe, one } from '#core/db'
import { openRun } from '#core/payments/run'
import { hasStates } from '#core/registers/columns'
import { firstDay, type Month, monthAfter } from '#define/time'
import { copyCounty } from './setup/copies.ts'
import { openRehearsed } from './setup/county.ts'
import { type Line, rounded, seriesOf, tell, timed } from './setup/measure.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', multiple: true, default: ['1', '50'] },
    rounds: { type: 'string', default: '3' },
  },
})
const aim = 1.5
const rounds = Number(asked.rounds)

const kept = sql.raw(
  'county_id, kind, row_id, division_id, town_id, payee_id, payee_name, account_sealed, account_index, account_masked, amount, held_back, file_line, known_from',
)
const measure = async (scale: number) => {
  const { owner, app, engine, countyId, actor, close } = await openRehearsed()
  try {
    const { catalogue } = engine
    const benefits = catalogue.benefits.filter(
      b => hasStates(b.worth.of) && b.worth.paid !== 'once' && typeof b.worth.to === 'string',
    )
    await copyCounty(owner, engine, benefits, scale)
    const finance = await actor('finance')
    const first = await nextMonth(owner, countyId)
    await sql`update county set rehearsal_day = ${firstDay(monthAfter(first, rounds))}::date where county_id = ${countyId}`.execute(
      owner,
    )
    const runAll = async (month: Month, all: readonly AnyBenefit[]) => {
      const runs: number[] = []
      for (const benefit of all)
        runs.push((await asActor(app, finance, trx => openRun(trx, { catalogue, benefit, month, actor: finance }))).id)
      return runs
    }
    const paid: AnyBenefit[] = []
    const warm: number[] = []
    for (const benefit of benefits) {
      const [run] = await runAll(first, [benefit]).catch(e => {
        if (e instanceof Refusal) return []
        throw e
      })
      if (run) paid.push(benefit) && warm.push(run)
    }
    await sql`create table bench_lines as select ${kept}, benefit from payment_line where run_id = any(${warm}::bigint[]) and kind = 'regular' order by id`.execute(
      owner,
    )
    await sql`grant select on bench_lines to minzheng_app`.execute(owner)
    await sql`vacuum analyze`.execute(owner)
    const [product, bare]: [number[], number[]] = [[], []]
    for (let i = 1; i <= rounds; i++) {
      const month = monthAfter(first, i)
      product.push(await timed(owner, () => runAll(month, paid)))
      bare.push(
        await timed(owner, () =>
          bareLines(
            app,
            finance,
            month,
            paid.map(b => catalogue.idOf(b)),
          ),
        ),
      )
      if (!asked.json)
        console.error(`${scale} × ${month}: ${product.at(-1)!.toFixed()} ms, bare ${bare.at(-1)!.toFixed()} ms`)
    }
    const { lines } = await one(owner, sql<{ lines: number }>`select count(*) as lines from bench_lines`)
    await sql`drop table bench_lines`.execute(owner)
    const [a, b] = [seriesOf(product), seriesOf(bare)]
    return {
      scale,
      benefits: paid.map(x => x.title),
      lines,
      product: a,
      bare: b,
      ratio: rounded(a.median / b.median, 2),
    }
  } finally {
    await close()
  }
}
const nextMonth = async (owner: Db, countyId: number): Promise<Month> => {
  const last = await maybe(
    owner,
    sql<{
      month: Month
    }>`select to_char(max(month), 'YYYY-MM') as month from payment_run where county_id = ${countyId} having count(*) > 0`,
  )
  return monthAfter(last!.month)
}
/** Each benefit's lines in a statement of their own, as the runs write them, under a name of their own, so that the month is free. */
const bareLines = async (app: Db, actor: Actor, month: Month, benefits: readonly string[]) => {
  const day = sql`${firstDay(month)}::date`
  for (const benefit of benefits)
    await asActor(app, actor, async trx => {
      const { id } = await one(
        trx,
        sql<{
          id: number
        }>`insert into payment_run (county_id, benefit, month, kind, nth, fund, made_by, made_person, made_on)
          select ${actor.countyId}, ${`${benefit}s`}, ${day}, 'month', count(*) + 1, 'relief', ${actor.accountId}, ${actor.personId}, ${day}
          from payment_run where benefit = ${`${benefit}s`} returning id`,
      )
      await sql`insert into payment_line (month, for_month, run_id, benefit, ${kept})
        select ${day}, ${day}, ${id}, ${`${benefit}s`}, ${kept} from bench_lines where benefit = ${benefit}`.execute(
        trx,
      )
    })
}

const results = []
for (const scale of asked.scale.map(Number)) results.push(await measure(scale))
const lines = results.map(
  (r): Line => ({
    measured: `the whole month over all benefits, ${r.scale} × the county (${r.lines.toLocaleString('en')} lines)`,
    product: `${r.product.median} ms`,
    bound: `${r.bare.median} ms`,
    ...{ ratio: r.ratio, aim: `≤ ${aim}`, met: r.ratio <= aim, spread: `${r.product.spread} / ${r.bare.spread}` },
  }),
)
tell('whole-month', lines, asked.json, { results })
