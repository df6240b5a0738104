/** A small county with a register in the ledger: households, payees, accounts and states, written as owner. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db } from '#core/db'
import { allocate } from '#core/funds/post'
import { inventBankCard } from '#core/identity/bank-card'
import { type Keys, openKeys } from '#core/identity/keys'
import { blindIndex, seal } from '#core/identity/sealing'
import { openRun, supplementRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import type { Day, Month } from '#define/time'
import { modules } from '#domains/index'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export const catalogue = new Catalogue(modules)
export const benefit = catalogue.benefit('minimum-living.allowance')!
const person = (personId: number, name: string): Actor => ({
  countyId: 1,
  accountId: personId,
  personId,
  name,
  post: 'county',
  divisionId: 10,
  divisions: 'all',
  // As a session has it: of those in which the post has something to see.
  businesses: ['minimum-living'],
})
export const maker = person(501, '周敏')
export const releaser = person(502, '吴琼')
export const third = person(503, '郑凯')

export interface County extends TestLedger {
  readonly keys: Keys
  /** The rehearsal's today. */
  today(day: Day): Promise<void>
  as<T>(actor: Actor, work: (trx: Db) => Promise<T>): Promise<T>
  household(of: {
    row: number
    from: Day
    until?: Day
    account?: number | null
    amount?: number
    division?: number
  }): Promise<void>
  state(of: {
    row: number
    starts: Day
    amount: number
    account?: number | null
    suspended?: boolean
    because?: string
  }): Promise<void>
  until(row: number, day: Day, reason: string): Promise<void>
  /** Run, sealed by the maker, released by the other. */
  paid(month: Month): Promise<number>
}

export const testCounty = async (): Promise<County> => {
  const ledger = await testLedger()
  const { owner, app } = ledger
  const keys = openKeys(ledger.home)
  await sql`insert into county (county_id, code, name, rehearsal_day) values (1, '349999', '甲县', '2024-01-01')`.execute(
    owner,
  )
  await sql`insert into division (county_id, id, code, name, level) values (1, 10, '349999', '甲县', 'county')`.execute(
    owner,
  )
  for (const id of [20, 21])
    await sql`insert into division (county_id, id, code, name, level, parent_id) values (1, ${id}, ${`3499991${id}`}, ${`${id}镇`}, 'town', 10)`.execute(
      owner,
    )
  const names = Object.keys(benefit.worth.of.told.standards!.told.fields)
  const values = sql.join(
    names.map(n => sql`(1, 'minimum-living', ${n}, '2024-01-01'::date, '1', '民〔2024〕1号', '甲', '乙')`),
  )
  await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values ${values}`.execute(
    owner,
  )
  const account = (n: number | null | undefined) =>
    n === null || n === undefined
      ? { sealed: null, index: null, masked: null }
      : {
          sealed: seal(keys, inventBankCard(n)),
          index: blindIndex(keys, 'account', inventBankCard(n)),
          masked: `*${inventBankCard(n).slice(-4)}`,
        }
  const today = async (day: Day) =>
    void (await sql`update county set rehearsal_day = ${day} where county_id = 1`.execute(owner))
  const inCounty = <T>(work: (trx: Db) => Promise<T>) => asActor(owner, maker, work)
  const state: County['state'] = ({ row, starts, amount, account: n = row, suspended = false, because = '核定' }) =>
    inCounty(async trx => {
      const a = account(n)
      await sql`insert into minimum_living_roster_state (county_id, row_id, starts, division_id, town_id, because, suspended, applicant,
          account_sealed, account_index, account_masked, persons, income, more_need, refused_work, allowance_amount)
        values (1, ${row}, ${starts}, 20, 20, ${because}, ${suspended}, ${row}, ${a.sealed}, ${a.index}, ${a.masked}, 1, 0, 0, 0, ${amount})`.execute(
        trx,
      )
    })
  return {
    ...ledger,
    keys,
    today,
    as: (actor, work) => asActor(app, actor, work),
    state,
    household: async ({ row, from, until, account: n = row, amount = 50000, division = 20 }) => {
      await inCounty(async trx => {
        await sql`insert into person (county_id, id, division_id, name, born) values (1, ${row}, ${division}, ${`赵${row}`}, '1960-01-01')`.execute(
          trx,
        )
        await sql`insert into household (county_id, id, division_id, head_id) values (1, ${row}, ${division}, ${row})`.execute(
          trx,
        )
        await sql`insert into minimum_living_roster (county_id, id, division_id, town_id, household_id, held, certificate)
          values (1, ${row}, ${division}, ${division}, ${row}, daterange(${from}, ${until ?? null}), ${`证${row}`})`.execute(
          trx,
        )
      })
      await state({ row, starts: from, amount, account: n })
    },
    until: (row, day, reason) =>
      inCounty(async trx => {
        await sql`update minimum_living_roster set held = daterange(lower(held), ${day}::date), end_reason = ${reason}
          where county_id = 1 and id = ${row}`.execute(trx)
      }),
    paid: async month => {
      const run = await asActor(app, maker, trx => openRun(trx, { catalogue, benefit, month, actor: maker }))
      const batch = await asActor(app, maker, trx => sealRun(trx, { run: run.id, actor: maker, keys }))
      await asActor(app, releaser, trx =>
        releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor: releaser, keys }),
      )
      return batch.id
    },
  }
}

export const run = (c: County, month: Month, actor = maker) =>
  c.as(actor, trx => openRun(trx, { catalogue, benefit, month, actor }))
export const supplement = (c: County, actor = maker) =>
  c.as(actor, trx => supplementRun(trx, { catalogue, benefit, actor }))
export const fund = (c: County, amount: number, documentNo = '财社〔2024〕1号') =>
  c.as(maker, trx => allocate(trx, { fund: 'relief', amount, documentNo, actor: maker }))
/** 'kind for_month amount status', in the order written. */
export const linesOf = async (c: County, row: number) =>
  (
    await sql<{
      said: string
    }>`select concat_ws(' ', kind, to_char(for_month, 'YYYY-MM'), amount, status, held_back) as said
      from payment_status where county_id = 1 and row_id = ${row} order by id`.execute(c.owner)
  ).rows.map(r => r.said)
