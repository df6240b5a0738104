/** A county of two towns with rows written straight into the tables: what figures are counted from, and nothing that counts them. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, one, rows } from '#core/db'
import { installDivisions } from '#core/divisions/install'
import { modules } from '#domains/index'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export const catalogue = new Catalogue(modules)
export const codes = { county: '349999', east: '349999101', west: '349999102' }
export const villages = { 东一: '349999101001', 东二: '349999101002', 西一: '349999102001' } as const
export type Village = keyof typeof villages

const everywhere = { countyId: 1, accountId: 1, personId: 1, name: '某某', divisionId: 0 } as const
export const head: Actor = { ...everywhere, post: 'bureau-head', divisions: 'all', businesses: 'all' }

export class County {
  private constructor(
    readonly ledger: TestLedger,
    readonly ids: ReadonlyMap<string, number>,
  ) {}
  static async open(today = '2024-12-31') {
    const ledger = await testLedger()
    const { owner } = ledger
    await sql`insert into county (county_id, code, name, rehearsal_day) values (1, ${codes.county}, '甲县', ${today}::date)`.execute(
      owner,
    )
    const village = (code: string, name: string, kind: 'urban' | 'rural') =>
      ({ code, name, level: 'village', parent: code.slice(0, 9), kind }) as const
    await installDivisions(owner, 1, [
      { code: codes.county, name: '甲县', level: 'county', parent: null, kind: null },
      { code: codes.east, name: '东镇', level: 'town', parent: codes.county, kind: null },
      { code: codes.west, name: '西镇', level: 'town', parent: codes.county, kind: null },
      village(villages.东一, '东一村', 'rural'),
      village(villages.东二, '东二社区', 'urban'),
      village(villages.西一, '西一村', 'rural'),
    ])
    const divisions = await rows(owner, sql<{ id: number; code: string }>`select id, code from division`)
    return new County(ledger, new Map(divisions.map(d => [d.code, d.id])))
  }
  /** In somebody's name, as the application: row-level security holds. */
  as<T>(actor: Actor, work: (db: Db) => Promise<T>) {
    return asActor(this.ledger.app, actor, work)
  }
  asHead<T>(work: (db: Db) => Promise<T>) {
    return this.as(head, work)
  }
  /** Writes as the owner, with the clock of the rehearsal. */
  write<T>(work: (db: Db) => Promise<T>) {
    return asActor(this.ledger.owner, head, work)
  }
  clerkOf(town: 'east' | 'west'): Actor {
    const divisions = [...this.ids].flatMap(([code, id]) => (code.startsWith(codes[town]) ? [id] : []))
    return { ...everywhere, post: 'town', divisions, businesses: ['minimum-living'] }
  }
  today(day: string) {
    return sql`update county set rehearsal_day = ${day}::date where county_id = 1`.execute(this.ledger.owner)
  }
  village(v: Village) {
    const code = villages[v]
    return { division: this.ids.get(code)!, town: this.ids.get(code.slice(0, 9))! }
  }

  /** A household and its row, live from a day; `people` are counted from 1 to that number. */
  enter(
    at: Village,
    from: string,
    people: number,
    more: { until?: string; area?: 'urban' | 'rural'; alone?: boolean } = {},
  ): Promise<Row> {
    return this.write(async db => {
      const { division, town } = this.village(at)
      const persons: number[] = []
      for (let i = 0; i < people; i++) persons.push(await this.person(db, division, `张${i + 1}`))
      const { id: household } = await one(
        db,
        sql<{ id: number }>`
        insert into household (county_id, division_id, head_id) values (1, ${division}, ${persons[0]!}) returning id`,
      )
      const held = `[${from},${more.until ?? ''})`
      const { id } = await one(
        db,
        sql<{
          id: number
        }>`insert into minimum_living_roster (county_id, division_id, town_id, household_id, held, certificate)
        values (1, ${division}, ${town}, ${household}, ${held}::daterange, nextval('ledger_id')::text) returning id`,
      )
      const row = { id, household, persons }
      await this.state(db, row, from, at, people, more)
      for (const p of persons) await this.cover(db, row, p, held)
      return row
    })
  }
  async person(db: Db, division: number, name: string) {
    return (
      await one(
        db,
        sql<{
          id: number
        }>`insert into person (county_id, division_id, name, born) values (1, ${division}, ${name}, '1960-01-01') returning id`,
      )
    ).id
  }
  async state(
    db: Db,
    row: { id: number },
    starts: string,
    at: Village,
    persons: number,
    more: { area?: string; alone?: boolean } = {},
  ) {
    const { division, town } = this.village(at)
    await sql`insert into minimum_living_roster_state (county_id, row_id, starts, division_id, town_id, because, area, alone, persons, income, more_need, refused_work, allowance_amount)
      values (1, ${row.id}, ${starts}, ${division}, ${town}, '核定', ${more.area ?? (at === '东二' ? 'urban' : 'rural')}, ${more.alone ?? false}, ${persons}, 0, 0, 0, ${persons * 45_000})`.execute(
      db,
    )
  }
  async cover(db: Db, row: { id: number }, person: number, held: string) {
    await sql`insert into covered_person (county_id, business, register, row_id, division_id, measure, person_id, held, apart)
      values (1, 'minimum-living', 'minimum-living.roster', ${row.id}, (select division_id from minimum_living_roster where county_id = 1 and id = ${row.id}), 'persons', ${person}, ${held}::daterange, 'basic living')`.execute(
      db,
    )
  }
  /** The household stops: the first day without. */
  stop(row: Row, on: string) {
    return this.write(async db => {
      await sql`update minimum_living_roster set held = daterange(lower(held), ${on}::date), end_reason = '停发' where county_id = 1 and id = ${row.id}`.execute(
        db,
      )
      await sql`update covered_person set held = daterange(lower(held), ${on}::date) where county_id = 1 and row_id = ${row.id} and upper_inf(held)`.execute(
        db,
      )
    })
  }
  join(row: Row, at: Village, from: string, persons: number) {
    return this.write(async db => {
      const person = await this.person(db, this.village(at).division, '张新')
      await this.cover(db, row, person, `[${from},)`)
      await this.state(db, row, from, at, persons)
      return person
    })
  }
  drop(row: Row, person: number, at: Village, on: string, persons: number) {
    return this.write(async db => {
      await sql`update covered_person set held = daterange(lower(held), ${on}::date) where county_id = 1 and row_id = ${row.id} and person_id = ${person}`.execute(
        db,
      )
      await this.state(db, row, on, at, persons)
    })
  }
  /** To another village, the row staying the same. */
  move(row: Row, to: Village, on: string, people = row.persons.length) {
    return this.write(async db => {
      const { division, town } = this.village(to)
      await this.state(db, row, on, to, people)
      await sql`update minimum_living_roster set division_id = ${division}, town_id = ${town} where county_id = 1 and id = ${row.id}`.execute(
        db,
      )
      await sql`update household set division_id = ${division} where county_id = 1 and id = ${row.household}`.execute(
        db,
      )
      await sql`update person set division_id = ${division} where county_id = 1 and id = any (${row.persons}::bigint[])`.execute(
        db,
      )
    })
  }
  close() {
    return this.ledger.close()
  }
}
export interface Row {
  readonly id: number
  readonly household: number
  readonly persons: readonly number[]
}
