/** Seeing a full number and taking a list away: with a purpose, with a trace, and many rows only with a second person. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowExport, approveExport, askExport, type Exporting } from '#core/access/exports'
import { curiosityOn, readsOf, unmaskPerson } from '#core/access/unmask'
import type { Actor } from '#core/actor'
import { asActor, type Db, one, rows } from '#core/db'
import { type Keys, openKeys } from '#core/identity/keys'
import { seal } from '#core/identity/sealing'
import { inventIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { addPeople, foundOffice, type Office } from './office.ts'

let ledger: TestLedger
let keys: Keys
let office: Office
let person: number
const number = inventIdNumber('349999', '1960-05-06', 8)
beforeAll(async () => {
  ledger = await testLedger()
  keys = openKeys(ledger.home)
  office = await foundOffice(ledger.owner, ledger.app, keys)
  person = (await addPeople(ledger.owner, 1, [{ name: '王大爷', at: office.divisions.东镇一村! }]))[0]!
  await sql`update person set id_number_sealed = ${seal(keys, number)} where id = ${person}`.execute(ledger.owner)
})
afterAll(() => ledger?.close())

const as = <T>(name: string, work: (trx: Db, actor: Actor) => Promise<T>) => {
  const { actor } = office.officials[name]!
  return asActor(ledger.app, actor, trx => work(trx, actor))
}
const look = (name: string, purpose: { reason: string } | { caseId: number }, of = person) =>
  as(name, (trx, actor) => unmaskPerson(trx, keys, actor, of, '证件号码', purpose))
const traces = () =>
  rows(
    ledger.owner,
    sql<{
      account_id: number
      detail: object
    }>`select account_id, detail from audit_entry where action = 'secret.unmasked' order by id`,
  )

describe('查看完整号码', () => {
  test('写明理由才看得到，并留下记录；记录里没有号码', async () => {
    const before = (await traces()).length
    expect(await look('clerk', { reason: '核对银行退票户名' })).toBe(number)
    const after = await traces()
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)).toEqual({
      account_id: office.officials.clerk!.accountId,
      detail: { field: '证件号码', reason: '核对银行退票户名' },
    })
    expect(JSON.stringify(after)).not.toContain(number)
  })
  test('没有理由、理由太短，看不到也不留半截记录', async () => {
    const before = (await traces()).length
    for (const reason of ['', '   ', '看看'])
      await expect(look('clerk', { reason })).rejects.toMatchObject({ status: 403 })
    expect(await traces()).toHaveLength(before)
  })
  test('为正在办理的办件可以看；办结的、别镇的、没有的办件不是理由', async () => {
    const file = async (at: string, stands: 'open' | 'ended') =>
      (
        await one(
          ledger.owner,
          sql<{
            id: number
          }>`insert into case_file (county_id, business, procedure, number, division_id, person_id, source, edition, applied_on, opened_by, stands, ended_on)
            values (1, 'minimum-living', ${`minimum-living.${at === '东镇一村' ? 'application' : 'transfer'}`}, ${at + stands}, ${office.divisions[at]}, ${person}, 'application', '-', '2024-06-03',
              ${office.officials.clerk!.personId}, ${stands}, ${stands === 'ended' ? '2024-06-30' : null}) returning id`,
        )
      ).id
    expect(await look('clerk', { caseId: await file('东镇一村', 'open') })).toBe(number)
    expect((await traces()).at(-1)!.detail).toMatchObject({ caseId: expect.any(Number) })
    for (const caseId of [await file('东镇一村', 'ended'), await file('西镇一村', 'open'), 1])
      await expect(look('clerk', { caseId })).rejects.toMatchObject({
        status: 403,
        message: expect.stringMatching(/写明理由/),
      })
  })
  test('邻镇的人看不到', async () => {
    await expect(look('other-clerk', { reason: '想看看是谁' })).rejects.toMatchObject({ status: 404 })
  })
  test('看亲属的会被标出，当天的疑问名单里有他；本人可以知道谁看过', async () => {
    await sql`insert into kinship (county_id, person_id, relative_id, relation, declared_on) values (1, ${person}, ${office.officials['town-leader']!.personId}, '子女', '2020-01-01')`.execute(
      ledger.owner,
    )
    expect(await look('town-leader', { reason: '想知道他的号码' })).toBe(number)
    for (let i = 0; i < 3; i++) await look('section', { reason: '抽查核对号码' })
    const { day } = await one(
      ledger.owner,
      sql<{ day: Day }>`select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day`,
    )
    const curious = await as('auditor', trx => curiosityOn(trx, 1, day, 2))
    expect(curious.find(c => c.name === 'town-leader')).toMatchObject({ ofRelatives: 1, total: 1 })
    expect(curious.find(c => c.name === 'section')).toMatchObject({ withoutCase: 3, ofRelatives: 0 })
    const reads = await as('auditor', trx => readsOf(trx, 1, `person:${person}`))
    expect(reads.map(r => r.name)).toEqual(['section', 'section', 'section', 'town-leader', 'clerk', 'clerk'])
    expect(await as('section', trx => readsOf(trx, 1, `person:${person}`)), '不是审计岗位，只见自己的').toHaveLength(3)
  })
})

describe('导出', () => {
  const list = (n: number, more: Partial<Exporting> = {}): Exporting => ({
    of: 'minimum-living.roster',
    filter: { town: '东镇', year: 2024 },
    rows: n,
    purpose: '报送县审计局',
    ...more,
  })
  const take = (e: Exporting, request?: number, name = 'clerk') =>
    as(name, (trx, actor) => allowExport(trx, actor, e, request))
  const ask = (e: Exporting, name = 'clerk') => as(name, (trx, actor) => askExport(trx, actor, e))
  const approve = (id: number, name = 'decider') => as(name, (trx, actor) => approveExport(trx, actor, id))
  const needs = { status: 403, message: expect.stringMatching(/另一人批准/) }

  test('一百行以内写明用途即可，一百零一行须另一人批准', async () => {
    expect(await take(list(100))).toMatch(/^clerk（\d+）\d{4}-\d\d-\d\d \d\d:\d\d 导出，仅供：报送县审计局$/)
    await expect(take(list(101))).rejects.toMatchObject(needs)
    await expect(take(list(10, { purpose: '' }))).rejects.toThrow(/导出用途/)
  })
  test('批准的是这一份、给这个人、一次、三日之内', async () => {
    const id = await ask(list(500))
    await expect(take(list(500), id), '还没批').rejects.toMatchObject(needs)
    await approve(id)
    await expect(approve(id), '批两次').rejects.toMatchObject({ status: 404 })
    await expect(take(list(500, { filter: { year: 2024 } }), id), '换了范围').rejects.toMatchObject(needs)
    await expect(take(list(500, { of: 'minimum-living.payments' }), id), '换了台账').rejects.toMatchObject(needs)
    await expect(take(list(551), id), '多出一成以上').rejects.toMatchObject(needs)
    await expect(take(list(500), id, 'town-leader'), '换了人').rejects.toMatchObject(needs)
    await sql`update export_request set approved_on = approved_on - 4 where id = ${id}`.execute(ledger.owner)
    await expect(take(list(500), id), '过了三日').rejects.toMatchObject(needs)
    await sql`update export_request set approved_on = approved_on + 1 where id = ${id}`.execute(ledger.owner)
    expect(await take(list(550), id)).toMatch(/导出/)
    await expect(take(list(500), id), '第二次').rejects.toMatchObject(needs)
  })
  test('不能批自己的；镇上和没被指定的人不能批', async () => {
    const own = await ask(list(500), 'decider')
    await expect(approve(own)).rejects.toThrow(/不得批准自己的/)
    await approve(own, 'head')
    const id = await ask(list(500))
    for (const name of ['town-leader', 'section', 'cashier', 'auditor', 'admin-a'])
      await expect(approve(id, name), name).rejects.toMatchObject({ status: 403 })
  })
})
