/** Random ledgers against a recount in memory: day by day, person by person, without a query. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, it } from 'vitest'
import { plusDays } from '#core/calendar/days'
import { asActor, type Db } from '#core/db'
import { checkIdentities } from '#core/indicators/identities'
import { type Indicator, indicators } from '#core/indicators/indicators'
import type { Period } from '#core/indicators/period'
import type { Day } from '#define/time'
import { County, catalogue, head, type Village } from './county.ts'

interface Stay {
  readonly person: number
  readonly from: Day
  readonly until: Day | null
}
interface State {
  readonly from: Day
  readonly village: Village
  readonly area: 'urban' | 'rural'
}
interface Home {
  readonly from: Day
  readonly until: Day | null
  readonly states: readonly State[]
  readonly stays: readonly Stay[]
}

const start = '2024-01-01' as Day
const day = fc.integer({ min: -20, max: 80 }).map(n => plusDays(start, n))
const length = fc.option(fc.integer({ min: 1, max: 60 }), { nil: null })
const where = fc.record({
  village: fc.constantFrom<Village>('东一', '东二', '西一'),
  area: fc.constantFrom('urban' as const, 'rural' as const),
})
const homes = fc.array(
  fc.record({
    from: day,
    length,
    where,
    changes: fc.array(fc.record({ after: fc.integer({ min: 1, max: 50 }), where }), { maxLength: 3 }),
    /** Each person's stays within the household, as gaps and lengths from its beginning; a gap of nought is no gap. */
    people: fc.array(
      fc.array(fc.record({ gap: fc.integer({ min: 0, max: 12 }), length: fc.integer({ min: 1, max: 40 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  }),
  { minLength: 1, maxLength: 8 },
)

const built = (told: typeof homes extends fc.Arbitrary<infer T> ? T : never): Home[] => {
  let person = 0
  return told.map(h => {
    const until = h.length === null ? null : plusDays(h.from, h.length)
    const changes = [...new Map(h.changes.map(c => [c.after, c])).values()].sort((a, b) => a.after - b.after)
    return {
      from: h.from,
      until,
      states: [{ from: h.from, ...h.where }, ...changes.map(c => ({ from: plusDays(h.from, c.after), ...c.where }))],
      stays: h.people.flatMap(parts => {
        person++
        let at = h.from
        return parts.flatMap(({ gap, length: days }): Stay[] => {
          const from = plusDays(at, gap)
          const natural = plusDays(from, days)
          at = natural
          if (until !== null && from >= until) return []
          return [{ person, from, until: until !== null && natural > until ? until : natural }]
        })
      }),
    }
  })
}

let county: County
beforeAll(async () => void (county = await County.open()))
afterAll(() => county.close())

/** Written and asked in one transaction that is undone, so that every ledger begins empty. */
class Undone extends Error {}
const onLedger = async (of: readonly Home[], work: (db: Db) => Promise<void>) => {
  await asActor(county.ledger.owner, head, async db => {
    for (const [i, h] of of.entries()) await writeHome(db, h, (i + 1) * 1000)
    await work(db)
    throw new Undone()
  }).catch(e => {
    if (!(e instanceof Undone)) throw e
  })
}
const writeHome = async (db: Db, h: Home, id: number) => {
  const { division, town } = county.village(h.states.at(-1)!.village)
  const people = [...new Set([0, ...h.stays.map(s => s.person)])].map(p => id * 100 + p)
  await sql`insert into person (county_id, id, division_id, name, born) select 1, p, ${division}, '张某', '1960-01-01' from unnest(${people}::bigint[]) p`.execute(
    db,
  )
  await sql`insert into household (county_id, id, division_id, head_id) values (1, ${id}, ${division}, ${people[0]!})`.execute(
    db,
  )
  await sql`insert into minimum_living_roster (county_id, id, division_id, town_id, household_id, held, certificate)
    values (1, ${id}, ${division}, ${town}, ${id}, daterange(${h.from}::date, ${h.until}::date), ${String(id)})`.execute(
    db,
  )
  for (const s of h.states) await county.state(db, { id }, s.from, s.village, h.stays.length, { area: s.area })
  for (const s of h.stays) await county.cover(db, { id }, id * 100 + s.person, `[${s.from},${s.until ?? ''})`)
}

/** Was it so on the day? */
const isOn = (day: Day, span: { from: Day; until: Day | null }) =>
  span.from <= day && (span.until === null || day < span.until)
const stateOn = (h: Home, day: Day) => h.states.filter(s => s.from <= day).at(-1)!
const townOf = (v: Village) => (v === '西一' ? '西镇' : '东镇')
/** Every day of the period is looked at: who is there who was not the day before, who is no longer there. */
const recount = (of: readonly Home[], { from, to }: Period, keep: (s: State) => boolean) => {
  const units = of.flatMap(h => {
    const byPerson = new Map<number, Stay[]>()
    for (const s of h.stays) byPerson.set(s.person, [...(byPerson.get(s.person) ?? []), s])
    return [
      { kind: 'household', home: h, spans: [h] as readonly { from: Day; until: Day | null }[] },
      ...[...byPerson.values()].map(spans => ({
        kind: 'person',
        home: h,
        spans: spans as readonly { from: Day; until: Day | null }[],
      })),
    ]
  })
  const of1 = (kind: string) => {
    const mine = units.filter(u => u.kind === kind)
    const there = (u: (typeof mine)[number], day: Day) => u.spans.some(s => isOn(day, s))
    let entered = 0
    let left = 0
    for (let d = from; d <= to; d = plusDays(d, 1))
      for (const u of mine) {
        const before = plusDays(d, -1)
        if (there(u, d) && !there(u, before) && keep(stateOn(u.home, d))) entered++
        if (!there(u, d) && there(u, before) && keep(stateOn(u.home, before))) left++
      }
    return { stock: mine.filter(u => there(u, to) && keep(stateOn(u.home, to))).length, entered, left }
  }
  return { households: of1('household'), persons: of1('person') }
}

const six = ['在保低保户数', '在保低保人数', '新增低保户数', '新增低保人数', '退出低保户数', '退出低保人数']
const shape = (found: readonly Indicator[], of: (f: Indicator) => number | null) => {
  const v = (name: string) => of(found.find(f => f.title === name)!)
  return {
    households: { stock: v('在保低保户数'), entered: v('新增低保户数'), left: v('退出低保户数') },
    persons: { stock: v('在保低保人数'), entered: v('新增低保人数'), left: v('退出低保人数') },
  }
}
const same = (a: unknown, b: unknown) => {
  if (JSON.stringify(a) !== JSON.stringify(b))
    throw new Error(`counted ${JSON.stringify(a)}, recounted ${JSON.stringify(b)}`)
}

it('随机台账：统计与逐日逐人重数一致，按镇、按城乡也一致', async () => {
  await fc.assert(
    fc.asyncProperty(
      homes,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 30 }),
      async (told, after, days) => {
        const all = built(told)
        const from = plusDays(start, after)
        const period: Period = { name: '某期', title: '某期', from, to: plusDays(from, days) }
        await onLedger(all, async db => {
          const found = await indicators(db, catalogue, {
            names: [...six, '城市低保户数', '农村低保人数'],
            period,
            by: 'town',
          })
          same(
            shape(found, f => f.value),
            recount(all, period, () => true),
          )
          for (const town of ['东镇', '西镇'])
            same(
              shape(found, f => f.areas!.find(a => a.name === town)!.value),
              recount(all, period, s => townOf(s.village) === town),
            )
          same(found.at(-2)!.value, recount(all, period, s => s.area === 'urban').households.stock)
          same(found.at(-1)!.value, recount(all, period, s => s.area === 'rural').persons.stock)
          const unplaced = await indicators(db, catalogue, { names: six, period })
          same(
            shape(unplaced, f => f.value),
            shape(found, f => f.value),
          )
          const broken = (await checkIdentities(db, catalogue, { period, by: 'town' })).filter(
            i => i.start + i.entered + i.movedIn - i.left - i.movedOut !== i.end,
          )
          same(broken, [])
        })
      },
    ),
    { numRuns: 60 },
  )
})
