/** 助餐 in the test county: two points with an account, diners of every tier, files of meals, and the month's round of a settlement. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, insertMany, newIds, one, rows } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { inventBankCard } from '#core/identity/bank-card'
import { blindIndex, seal } from '#core/identity/sealing'
import { actOnCases } from '#core/procedures/act'
import { openMonthly } from '#core/procedures/schedule'
import { importRows } from '#core/registers/exchange'
import { enterRows } from '#core/registers/rows'
import { inventIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'

export type Line = readonly [
  who: { name: string; idNumber: string },
  day: string,
  point: string,
  sitting: string,
  price: string,
]
export const mealsOffice = async () => {
  const o = await testOffice()
  const { catalogue, keys } = o.engine
  const meals = catalogue.register('meals.meals')!
  const settlement = catalogue.procedure('meals.settlement')!
  const points: number[] = []
  const provider = (point: number): Actor => ({
    ...{ countyId: o.countyId, accountId: 1, personId: 0, name: '运营单位', post: 'provider', divisionId: o.town.id },
    ...{ divisions: [], businesses: ['meals'], placeId: point },
  })
  let seq = 500
  const elder = async (born: Day, name: string, others: object[] = []) => {
    const idNumber = inventIdNumber('349999', born, ++seq)
    const household = await o.household({ people: [{ born, name, idNumber } as never, ...(others as never[])] })
    return { id: household.personIds[0]!, name, idNumber, household }
  }
  const point = async (name: string) => {
    const [id] = await newIds(o.owner, 1)
    await insertMany(o.owner, 'place', [
      { county_id: o.countyId, id, division_id: o.town.village, kind: '助餐点', name },
    ])
    const card = inventBankCard(9000 + points.length)
    await o.as('county', trx =>
      enterRows(trx, o.engine, o.countyId, catalogue.register('meals.points')!, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from: '2024-01-01', caseId: null, because: '登记' },
          columns: {
            ...{ place_id: id, operator: `${name}餐饮公司`, seats: 40, food_licence: 'JY1' },
            account_sealed: `\\x${seal(keys, card).toString('hex')}`,
            account_index: `\\x${blindIndex(keys, 'account', card).toString('hex')}`,
            account_masked: `*${card.slice(-4)}`,
          },
        },
      ]),
    )
    points.push(id!)
  }
  await point('和平助餐点')
  await point('东门助餐点')
  const book = (lines: readonly Line[]) =>
    writeXlsx({
      sheets: [
        {
          name: '助餐',
          columns: ['姓名', '证件号码', '日期', '助餐点', '餐次', '餐费'].map(title => ({ key: title, title })),
          rows: lines.map(([who, day, at, sitting, price]) => ({
            ...{ 姓名: who.name, 证件号码: who.idNumber, 日期: day, 助餐点: at, 餐次: sitting, 餐费: price },
          })),
        },
      ],
    })
  const load = async (lines: readonly Line[], how: { isDryRun?: boolean; takesGood?: boolean } = {}) => {
    const on = await o.day()
    const bytes = await book(lines)
    return o.as('town', (trx, by) =>
      importRows(trx, o.engine, by, meals, { name: '助餐.xlsx', bytes }, { on, isDryRun: false, ...how }),
    )
  }
  /** Of all points, or of one: meals that stand, and what they come to. */
  const total = (at?: number) =>
    one(
      o.owner,
      sql<{
        n: number
        fen: number
      }>`select count(*)::int as n, coalesce(sum(subsidy_amount), 0)::bigint as fen from meals_meals
        where annulled_on is null ${at ? sql`and point = ${at}` : sql``}`,
    )
  const settled = (at?: number) =>
    one(
      o.owner,
      sql<{
        n: number
        fen: number
      }>`select coalesce(sum(subsidy_count), 0)::int as n, coalesce(sum(subsidy_amount), 0)::bigint as fen
        from meals_statements ${at ? sql`where place_id = ${at}` : sql``}`,
    )
  const open = async () => {
    const on = await o.day()
    await o.as('county', (trx, by) => openMonthly(trx, o.engine, by, settlement, on))
    return rows(
      o.owner,
      sql<{ id: number; place_id: number }>`select id, place_id from case_file
        where procedure = 'meals.settlement' and stands = 'open' order by place_id`,
    )
  }
  const confirm = async (id: number, place: number) => {
    const on = await o.day()
    await asActor(o.app, provider(place), trx =>
      actOnCases(trx, o.engine, settlement, 'confirm', [
        { caseId: id, by: provider(place), on, fields: { confirmed: true } },
      ]),
    )
    await o.act('town', 'meals.settlement', id, 'check')
  }
  const decide = (id: number, outcome: 'grant' | 'refuse') =>
    o.act('county', 'meals.settlement', id, 'decide', { outcome })
  return {
    ...o,
    catalogue,
    keys,
    meals,
    settlement,
    points,
    provider,
    elder,
    load,
    total,
    settled,
    open,
    confirm,
    decide,
  }
}
