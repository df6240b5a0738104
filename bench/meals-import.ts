/**
 * 助餐明细 of a month from Excel — read, copied, judged by the real rules and entered each once — against its bound: reading the same file and a bare
 * COPY of the same rows into the same table with the same constraints, in turn (A B A B …). `--size N` meals, `--rounds N`, `--json`.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { copyInto } from '#core/copy'
import { asActor, type Db, insertMany, newIds, openDb, rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { parseUpload } from '#core/documents/upload'
import { inventBankCard } from '#core/identity/bank-card'
import { findOrAddPeople } from '#core/people/persons'
import { importRows } from '#core/registers/exchange'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import { inventIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { serverCpu } from './setup/cpu.ts'
import { type Bench, openBench, today } from './setup/ledger.ts'
import { rounded, type Series, seriesOf, tell, timed } from './setup/measure.ts'

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    size: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
  },
})
const aim = 2
const days = 20
const table = 'meals_meals'
class Undone extends Error {}

/** So many diners that each has eaten on each of twenty days, at 120 points. */
const prepare = async (bench: Bench, size: number) => {
  const { owner, engine, countyId } = bench
  const clerk = bench.clerks.find(c => c.post === 'county')!
  const villages = bench.places.filter(p => p.level === 'village')
  const count = Math.ceil(size / days)
  const diners = Array.from({ length: count }, (_, i) => {
    const born = plusDays('1940-01-01', i % 7000)
    const name = `用餐${String(i).padStart(5, '甲')}`
    return {
      name,
      idNumber: inventIdNumber('349999', born, Math.floor(i / 7000)),
      divisionId: villages[i % villages.length]!.id,
    }
  })
  const points = Array.from({ length: 120 }, (_, i) => ({
    name: `第${i + 1}助餐点`,
    at: villages[i % villages.length]!,
  }))
  await asActor(owner, clerk, async trx => {
    await findOrAddPeople(trx, engine, countyId, today, diners)
    const ids = await newIds(trx, points.length)
    await insertMany(
      trx,
      'place',
      points.map((p, i) => ({ county_id: countyId, id: ids[i], division_id: p.at.id, kind: '助餐点', name: p.name })),
    )
    const r = engine.catalogue.register('meals.points')!
    await enterRows(
      trx,
      engine,
      countyId,
      r,
      points.map((p, i) => ({
        ...{ divisionId: p.at.id, townId: p.at.townId, from: '2024-01-01' as Day, caseId: null, because: '登记' },
        columns: {
          place_id: ids[i],
          ...toColumns(
            engine,
            r.told.fields,
            { operator: p.name, account: inventBankCard(i), seats: 40, foodLicence: 'JY' },
            today,
          ),
        },
      })),
    )
  })
  const titles = ['姓名', '证件号码', '日期', '助餐点', '餐次', '餐费']
  const lines = Array.from({ length: size }, (_, i) => {
    const [diner, day] = [diners[i % count]!, plusDays('2024-06-01', Math.floor(i / count))]
    const cells = [
      diner.name,
      diner.idNumber,
      day,
      points[(i % count) % points.length]!.name,
      i % 9 ? '午餐' : '晚餐',
      '8.00',
    ]
    return Object.fromEntries(titles.map((t, n) => [t, cells[n]!]))
  })
  await sql`analyze`.execute(owner)
  return writeXlsx({
    sheets: [{ name: '助餐明细', columns: titles.map(title => ({ key: title, title })), rows: lines }],
  })
}

const columns = [
  'county_id',
  'division_id',
  'town_id',
  'person_id',
  'on_day',
  'point',
  'sitting',
  'price',
  'tier',
  'subsidy_amount',
]
const undone = (db: Db, bench: Bench, work: (trx: Db) => Promise<void>) =>
  asActor(db, bench.clerks.find(c => c.post === 'county')!, async trx => {
    await work(trx)
    throw new Undone()
  }).catch(e => {
    if (!(e instanceof Undone)) throw e
  })

const bench = await openBench()
const size = Number(asked.size)
const app = openDb(bench.appUrl, { max: 1 })
try {
  const file = { name: '六月.xlsx', bytes: await prepare(bench, size) }
  const clerk = bench.clerks.find(c => c.post === 'county')!
  const register = bench.engine.catalogue.register('meals.meals')!
  const cpu = () => (serverCpu(bench.home) ?? 0) * 1000 + (process.cpuUsage().user + process.cpuUsage().system) / 1000
  const [product, bare, costs, bareCosts]: [number[], number[], number[], number[]] = [[], [], [], []]
  let kept: (string | number | null)[][] = []
  for (let i = 0; i <= Number(asked.rounds); i++) {
    const before = cpu()
    const ms = await timed(bench.owner, () =>
      undone(app, bench, async trx => {
        const done = await importRows(trx, bench.engine, clerk, register, file, { on: today, isDryRun: false })
        if (done.added !== size) throw new Error(`${done.added} of ${size} meals entered: ${done.errors[0]?.why}`)
        if (!i) {
          const all = await rows(
            trx,
            sql<
              Record<string, string>
            >`select ${sql.join(columns.map(c => sql.ref(c)))} from ${sql.table(table)} order by id`,
          )
          kept = all.map(r => columns.map(c => r[c]!))
        }
      }),
    )
    const between = cpu()
    // As the owner: COPY into a table under row-level security is refused to everybody else.
    const bareMs = await timed(bench.owner, () =>
      undone(bench.owner, bench, async trx => {
        const read = await parseUpload(file.bytes, { name: file.name })
        if (read.rows.length !== size + 1) throw new Error(`${read.rows.length} rows read`)
        await copyInto(trx, table, columns, kept)
      }),
    )
    if (!asked.json) console.error(`round ${i}: ${Math.round(ms)} ms, bare ${Math.round(bareMs)} ms`)
    if (!i) continue // the first warms
    product.push(ms)
    bare.push(bareMs)
    costs.push(between - before)
    bareCosts.push(cpu() - between)
  }
  const [a, b, cost, bareCost] = [product, bare, costs, bareCosts].map(seriesOf) as [Series, Series, Series, Series]
  const ratio = rounded(a.median / b.median, 2)
  tell(
    'meals-import',
    [
      {
        measured: `import ${size.toLocaleString('en')} meals from Excel`,
        product: `${a.median} ms`,
        bound: `${b.median} ms (read the file, bare COPY)`,
        ...{ ratio, ofProcessor: rounded(cost.median / bareCost.median, 2), aim: `≤ ${aim}`, met: ratio <= aim },
        spread: `${a.spread} / ${b.spread}`,
      },
    ],
    asked.json,
    { size, product: a, bare: b, cost, bareCost, ratio },
  )
} finally {
  await app.destroy()
  await bench.close()
}
