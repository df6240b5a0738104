/** Worked example 18: 18,827 people at the start, 522 come, 1,064 go, 18,285 are there; on the county's own numbers and on a tenth of them. */
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { checkIdentities } from '#core/indicators/identities'
import { indicators } from '#core/indicators/indicators'
import { records } from '#core/indicators/records'
import { makeReport, reportNamed } from '#core/reports/make'
import { County, catalogue } from './county.ts'

interface Numbers {
  readonly households: number
  readonly people: number
  readonly newHouseholds: number
  /** People in new households, and people who join old ones. */
  readonly newInside: number
  readonly joining: number
  readonly goneHouseholds: number
  readonly goneInside: number
  readonly leaving: number
}
const nanling: Numbers = {
  ...{ households: 12_946, people: 18_827, newHouseholds: 415, newInside: 480, joining: 42 },
  ...{ goneHouseholds: 441, goneInside: 600, leaving: 464 },
}
const reduced: Numbers = {
  ...{ households: 1_294, people: 1_882, newHouseholds: 41, newInside: 48, joining: 4 },
  ...{ goneHouseholds: 44, goneInside: 60, leaving: 46 },
}

let county: County | undefined
afterEach(() => county?.close())

/**
 * Old households 1 … n: the first `goneHouseholds` of them stop, 1 or 2 people each; the others have 1 or 2, and `leaving` of those with two lose one.
 * Every event falls on the first of one of the months January to June.
 */
const fill = (c: County, n: Numbers) =>
  c.write(async db => {
    const [east, west] = [c.village('东一'), c.village('西一')]
    const stays = n.households - n.goneHouseholds
    const twoOfGone = n.goneInside - n.goneHouseholds
    const twoOfStaying = n.people - n.goneInside - stays
    await sql`create temporary table told on commit drop as
      select i, i > ${n.households} as is_new, i <= ${n.goneHouseholds} as goes, make_date(2024, 1 + i % 6, 1) as event_day,
        case when i % 2 = 0 then ${east.division} else ${west.division} end::bigint as division_id, case when i % 2 = 0 then ${east.town} else ${west.town} end::bigint as town_id,
        case when i <= ${n.goneHouseholds} then 1 + (i <= ${twoOfGone})::int
             when i <= ${n.households} then 1 + (i - ${n.goneHouseholds} <= ${twoOfStaying})::int
             else 1 + (i - ${n.households} <= ${n.newInside - n.newHouseholds})::int end as size,
        i > ${n.goneHouseholds} and i <= ${n.goneHouseholds + n.leaving} as loses_one,
        i > ${n.households - n.joining} and i <= ${n.households} as wins_one
      from generate_series(1, ${n.households + n.newHouseholds}) i`.execute(db)
    await sql`insert into person (county_id, id, division_id, name, born)
      select 1, 10000000 + i * 10 + nth, division_id, '张某', '1960-01-01' from told, generate_series(1, size + wins_one::int) nth`.execute(
      db,
    )
    await sql`insert into household (county_id, id, division_id, head_id) select 1, 20000000 + i, division_id, 10000000 + i * 10 + 1 from told`.execute(
      db,
    )
    await sql`insert into minimum_living_roster (county_id, id, division_id, town_id, household_id, held, certificate, end_reason)
      select 1, 30000000 + i, division_id, town_id, 20000000 + i,
        daterange(case when is_new then event_day else '2022-05-01' end, case when goes then event_day end), i::text, case when goes then '停发' end from told`.execute(
      db,
    )
    await sql`insert into minimum_living_roster_state (county_id, row_id, starts, division_id, town_id, because, area, alone, persons, income, more_need, refused_work)
      select 1, 30000000 + i, starts, division_id, town_id, '核定', 'rural', false, people, 0, 0, 0 from told
        cross join lateral (values (case when is_new then event_day else '2022-05-01'::date end, size),
          (case when loses_one or wins_one then event_day end, size + wins_one::int - loses_one::int)) v (starts, people) where starts is not null`.execute(
      db,
    )
    await sql`insert into covered_person (county_id, business, register, row_id, division_id, measure, person_id, held, apart)
      select 1, 'minimum-living', 'minimum-living.roster', 30000000 + i, division_id, 'persons', 10000000 + i * 10 + nth,
        daterange(case when is_new or nth > size then event_day else '2022-05-01' end, case when goes or (loses_one and nth = size) then event_day end), 'basic living'
      from told, generate_series(1, size + wins_one::int) nth`.execute(db)
    await sql`analyze covered_person, minimum_living_roster, minimum_living_roster_state, person`.execute(db)
  })

describe('期初 + 新增 − 退出 = 期末', () => {
  it('例18：18,827 + 522 − 1,064 = 18,285，户 12,946 + 415 − 441 = 12,920', async () => {
    county = await County.open('2024-06-30')
    await fill(county, nanling)
    const made = await county.asHead(db =>
      makeReport(db, catalogue, reportNamed(catalogue, 'half-year'), { period: '2024H1' }),
    )
    const value = (title: string) => made.figures.find(f => f.title === title)!.value
    expect(
      Object.fromEntries(
        ['新增低保户数', '新增低保人数', '退出低保户数', '退出低保人数', '在保低保户数', '在保低保人数'].map(t => [
          t,
          value(t),
        ]),
      ),
    ).toEqual({
      ...{ 新增低保户数: 415, 新增低保人数: 522, 退出低保户数: 441, 退出低保人数: 1064 },
      ...{ 在保低保户数: 12_920, 在保低保人数: 18_285 },
    })
    expect(made.chapters[0]!.sentences[0]!.text).toBe(
      '本期新增城乡低保415户522人，退出441户1064人；期末在保12920户18285人。',
    )
    const [before] = await county.asHead(db => indicators(db, catalogue, { names: ['在保低保人数'], period: '2023' }))
    expect(before!.value).toBe(18_827)
    const checked = await county.asHead(db => checkIdentities(db, catalogue, { period: '2024H1', by: 'town' }))
    expect(checked.filter(i => !i.holds)).toEqual([])
    const people = checked.filter(i => i.area === '全县' && i.recorded !== null)
    expect(people.reduce((n, i) => n + i.entered, 0)).toBe(522)
    expect(people.reduce((n, i) => n + i.left, 0)).toBe(1064)
  })

  it('十分之一的县：每个指标打开到的记录恰是它所计的人', async () => {
    county = await County.open('2024-06-30')
    await fill(county, reduced)
    const names = [
      '新增低保户数',
      '新增低保人数',
      '退出低保户数',
      '退出低保人数',
      '在保低保户数',
      '在保低保人数',
      '农村低保人数',
    ]
    const found = await county.asHead(db => indicators(db, catalogue, { names, period: '2024H1' }))
    expect(found.map(f => f.value)).toEqual([41, 52, 44, 106, 1291, 1882 + 52 - 106, 1882 + 52 - 106])
    for (const figure of found) {
      const seen = new Set<string>()
      let cursor: string | null | undefined
      do {
        const page = await county.asHead(db =>
          records(db, catalogue, figure.id, { period: '2024H1', limit: 300, ...(cursor && { cursor }) }),
        )
        for (const r of page.rows) seen.add(`${r.rowId}.${r.subjectId}`)
        cursor = page.next
      } while (cursor)
      expect([figure.id, seen.size]).toEqual([figure.id, figure.value])
    }
    const first = await county.asHead(db => records(db, catalogue, '退出低保人数', { period: '2024H1', limit: 1 }))
    expect(first.rows[0]).toMatchObject({
      name: '张*',
      village: '西一村',
      town: '西镇',
      from: '2022-05-01',
      until: '2024-02-01',
      day: '2024-01-31',
    })
  })
})
