/** A few hundred households live their half-year: figures exact, numbers nobody's, money and identities whole, work left on every desk. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { asActor, rows } from '#core/db'
import { checkBankAccount } from '#core/identity/bank-card'
import { openKeys } from '#core/identity/keys'
import { unseal } from '#core/identity/sealing'
import { checkIdentities } from '#core/indicators/identities'
import { machine } from '#core/machine'
import { verifyMoney } from '#core/payments/verify'
import { recount } from '#core/registers/recount'
import { checkIdNumber } from '#define/id-number'
import { type Simulated, sampleAccounts, simulate } from '#simulate/run'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { catalogue, count, figuresOf, idNumbersOf } from './rehearsed.ts'

// 南陵's numbers, one fiftieth of them, each rounded; the end is what they make.
const wanted = {
  新增低保户数: 8,
  新增低保人数: 10,
  退出低保户数: 9,
  退出低保人数: 21,
  在保低保户数: 258,
  在保低保人数: 366,
}
let ledger: TestLedger
let done: Simulated
beforeAll(async () => {
  ledger = await testLedger()
  const { owner, home } = ledger
  done = await simulate({ owner, home, profile: 'profiles/nanling', scale: 0.02 })
}, 300_000)
afterAll(() => ledger.close())

describe('演练县', () => {
  test('六项数字与配置一致，经由平常的指标', async () => {
    expect(done).toMatchObject({ county: '南陵县', today: '2024-07-01', period: '2024H1', figures: wanted })
    expect(await figuresOf(ledger, '2024H1')).toEqual(wanted)
  })
  test('证件号都在 349999，校验码都对，没有重复', async () => {
    const all = await idNumbersOf(ledger)
    expect(all.length).toBeGreaterThan(400)
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter(n => !n.startsWith('349999') || !checkIdNumber(n, '2024-07-01').ok)).toEqual([])
  })
  test('银行卡号校验位都对', async () => {
    const keys = openKeys(ledger.home)
    const cards = await rows(
      ledger.owner,
      sql<{ sealed: Buffer }>`select distinct account_sealed as sealed from minimum_living_roster_state`,
    )
    expect(cards.map(c => checkBankAccount(unseal(keys, c.sealed))).every(c => c.ok)).toBe(true)
  })
  test('名册、批次、银行结果、资金账分文不差', async () => {
    const found = await verifyMoney(ledger.owner, 1, { catalogue, keys: openKeys(ledger.home) })
    expect(found).toMatchObject({ ok: true, problems: [] })
    expect(found.batches).toBeGreaterThanOrEqual(6)
  })
  test('期初＋新增－退出＝期末：全县和每个乡镇，逐月', async () => {
    const found = await asActor(ledger.app, machine(1), trx =>
      checkIdentities(trx, catalogue, { period: '2024H1', by: 'town' }),
    )
    expect(found.length).toBeGreaterThan(90)
    expect(found.filter(i => !i.holds)).toEqual([])
  })
  test('全量复算一致', async () => {
    const engine = { catalogue, keys: openKeys(ledger.home), home: ledger.home }
    const found = await asActor(ledger.app, machine(1), trx =>
      recount(trx, engine, 1, catalogue.register('minimum-living.roster')!, '2024-07-01'),
    )
    expect(found.wrong).toEqual([])
    expect(found.rows).toBeGreaterThan(250)
  })
  test('每个岗位都有账号，能决定和付款的有二次验证', async () => {
    const accounts = await sampleAccounts(ledger.owner, ledger.home)
    expect(accounts.map(a => a.post).join()).toMatch(/村（居）.*乡镇.*县级民政.*局负责人.*财务.*审计.*系统管理员/)
    for (const a of accounts)
      expect(!!a.secondFactor).toBe(
        !/^(村（居）|乡镇（街道）（|县级民政$|登记处$|执法人员$|服务机构$|社会组织（|业务主管单位（|运营单位（)/.test(
          a.post,
        ),
      )
  })
  test('桌上留着活：有在办的、有逾期的、有待确认的事件', async () => {
    const [open] = await rows(
      ledger.owner,
      sql<{
        open: number
        late: number
        steps: number
      }>`select count(*)::int as open, count(*) filter (where due < '2024-07-01')::int as late,
        count(distinct at_step)::int as steps from case_file where stands = 'open'`,
    )
    expect(open!.open).toBeGreaterThan(5)
    expect(open!.late).toBeGreaterThan(0)
    expect(open!.steps).toBeGreaterThan(2)
    const [told] = await rows(
      ledger.owner,
      sql<{ n: number }>`select count(*)::int as n from life_event where confirmed_by is null`,
    )
    expect(told!.n).toBeGreaterThan(0)
  })
  test('也有不顺的：属实的投诉、维持和撤销的申诉、暂停和延长的时限、暂停又恢复的户；数字不因此而变', async () => {
    const [found] = await rows(
      ledger.owner,
      sql<Record<string, number>>`select
        (select count(*)::int from case_file where procedure = 'complaints.complaint' and outcome = 'found' and stands = 'ended') as founded,
        (select count(*)::int from life_event where event = 'household.income-changed' and case_id is not null) as told,
        (select count(*)::int from case_appeal where outcome = 'upheld') as upheld,
        (select count(*)::int from case_appeal where outcome = 'annulled') as annulled,
        (select count(*)::int from case_file where source = 'appeal' and stands = 'ended' and outcome = 'refuse') as anew,
        (select count(*)::int from case_pause where to_day > from_day) as paused,
        (select count(*)::int from case_file where extended_to is not null) as extended,
        (select count(*)::int from life_event where event = 'person.found-again' and confirmed_by is not null) as back`,
    )
    // One of each, of what the file wants for the whole county.
    expect(found).toEqual({ founded: 1, told: 1, upheld: 1, annulled: 1, anew: 1, paused: 1, extended: 1, back: 1 })
    const [paid] = await rows(
      ledger.owner,
      sql<{
        arrears: number
        months: number
      }>`select count(*)::int as arrears, count(distinct l.for_month)::int as months
        from payment_line l join minimum_living_roster t on t.id = l.row_id join life_event e on e.event = 'person.found-again'
        join household_member m on m.household_id = t.household_id and m.person_id = e.person_id where l.kind = 'arrears'`,
    )
    expect(paid!.arrears).toBeGreaterThan(0)
    expect(paid!.months).toBe(paid!.arrears)
  })
  test('已有人的县不再造，什么都不改', async () => {
    const before = [await count(ledger.owner, 'person'), await count(ledger.owner, 'audit_entry')]
    const again = simulate({ owner: ledger.owner, home: ledger.home, profile: 'profiles/nanling', scale: 0.02 })
    await expect(again).rejects.toThrow(Refusal)
    await expect(again).rejects.toThrow('台账里已有南陵县')
    expect([await count(ledger.owner, 'person'), await count(ledger.owner, 'audit_entry')]).toEqual(before)
  })
})
