/** 更正、账户、投诉、下放与抽查、到龄、复算: the other matters of a household that is in. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { openCases } from '#core/procedures/open'
import { drawSamples } from '#core/procedures/sample'
import { turnAges } from '#core/registers/birthdays'
import { recount } from '#core/registers/recount'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const roster = o.engine.catalogue.register('minimum-living.roster')!
const matter = (id: string) => o.engine.catalogue.procedure(id)!
const open = async (
  id: string,
  who: 'town' | 'county',
  of: { rowId?: number; householdId: number },
  fields: object,
  parts: object = {},
) => {
  const on = await o.day()
  const [opened] = await o.as(who, (trx, by) =>
    openCases(trx, o.engine, matter(id), [
      {
        by,
        on,
        divisionId: o.town.village,
        source: 'application',
        fields: fields as never,
        parts: parts as never,
        ...of,
      },
    ]),
  )
  return opened!.caseId
}

describe('低保的其他事项', () => {
  test('更正：自错的那个月起按对的重算，补发或追缴由此而来', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const before = await o.due(rowId, '2024-08')
    await o.today('2024-10-08')
    const income = {
      incomes: [{ member: String(household.personIds[0]), kind: 'wages', yearly: '8400', source: 'visited' }],
      obligors: [],
      assets: [],
    }
    const caseId = await open(
      'minimum-living.correction',
      'town',
      { rowId, householdId: household.householdId },
      { correctedFrom: '2024-08', correctedWhy: '工资误录' },
      income,
    )
    await o.act('county', 'minimum-living.correction', caseId, 'decide', { outcome: 'adjust' })
    expect(await o.due(rowId, '2024-07')).toBe(before)
    expect(await o.due(rowId, '2024-08')).toBe(before + 10000)
  })
  test('账户变更由另一人核对，次月起用新账户', async () => {
    const { rowId, household } = await o.granted(await o.household())
    const caseId = await open(
      'minimum-living.account',
      'town',
      { rowId, householdId: household.householdId },
      { account: inventBankCard(7777) },
    )
    await expect(o.act('town', 'minimum-living.account', caseId, 'decide', { outcome: 'continue' })).rejects.toThrow(
      '请转由其他人员办理',
    )
    await o.act('town2', 'minimum-living.account', caseId, 'decide', { outcome: 'continue' })
    const s = await one(
      o.owner,
      sql<{
        account_masked: string
        starts: string
      }>`select account_masked, starts from minimum_living_roster_state where row_id = ${rowId} order by version desc limit 1`,
    )
    expect(s.account_masked.slice(-4)).toBe(inventBankCard(7777).slice(-4))
    expect(s.starts).toBe('2024-07-01')
  })
  test('投诉属实：停发并追缴，次月起', async () => {
    const { rowId, household } = await o.granted(await o.household())
    await o.today('2024-09-10')
    const caseId = await open(
      'complaints.complaint',
      'town',
      { householdId: household.householdId },
      { channel: 'hotline', says: '该户另有收入未申报', informant: null },
    )
    await o.act('county', 'complaints.complaint', caseId, 'see', {
      second: { accountId: o.officials.county2.accountId, personId: o.officials.county2.personId },
      fields: { seen: '属实', finding: 'deceived' },
    })
    await o.act('county3', 'complaints.complaint', caseId, 'decide', { outcome: 'found' })
    expect(
      (await one(o.owner, sql<{ held: string }>`select held::text from minimum_living_roster where id = ${rowId}`))
        .held,
    ).toBe('[2024-07-01,2024-10-01)')
    expect(
      (await rows(o.owner, sql`select id from complaints_heard where household_id = ${household.householdId}`)).length,
    ).toBe(1)
  })
  test('有投诉的申请，县级先入户', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    await open(
      'complaints.complaint',
      'town',
      { householdId: h.householdId },
      { channel: 'visit', says: '家里有车', informant: '邻居' },
    )
    const caseId = await o.apply(h)
    await o.upToDecision(caseId)
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '近亲属、投诉件入户核查',
    )
  })
  test('下放的乡镇由本镇另一人确认，县级不再决定；县级抽查其中一部分', async () => {
    await o.today('2024-06-03')
    const h = await o.household({ divisionId: o.handedTown.village })
    const on = await o.day()
    const members = h.personIds
    const [opened] = await o.as('handed', (trx, by) =>
      openCases(trx, o.engine, matter(o.application), [
        {
          ...{ by, on, divisionId: o.handedTown.village, householdId: h.householdId, source: 'application' as const },
          fields: {
            applicant: String(members[0]),
            area: 'rural',
            alone: false,
            cause: 'labour',
            hasOfficial: false,
            account: inventBankCard(9),
          },
          parts: {
            consents: members.slice(0, 2).map(m => ({ member: String(m), signed: '已签字', signedOn: on })),
            incomes: [],
            obligors: [],
            assets: [],
          },
        },
      ]),
    )
    const caseId = opened!.caseId
    const second = { accountId: o.officials.handed2.accountId, personId: o.officials.handed2.personId }
    await o.act('handed', o.application, caseId, 'accept')
    await o.act('county', o.application, caseId, 'match', {
      fields: { reportUntil: '2024-12-05' },
      parts: { findings: [] },
    })
    await o.act('handed', o.application, caseId, 'visit', { second, fields: o.visited })
    await o.act('handed', o.application, caseId, 'propose', { fields: { class: 'A', proposal: 'grant' } })
    await o.act('handed', o.application, caseId, 'post')
    await o.today('2024-06-18')
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '由乡镇（街道）办理',
    )
    await expect(o.act('handed2', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('入户调查')
    await o.act('handed3', o.application, caseId, 'decide', { outcome: 'grant' })
    await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values (${o.countyId}, 'minimum-living', 'revisitShare', '2024-06-18', '100', '演示', '甲', '乙')`.execute(
      o.owner,
    )
    await o.today('2024-06-19')
    const draw = () =>
      o.as('county', (trx, by) =>
        drawSamples(trx, o.engine, by, matter('minimum-living.revisit'), '2024-06-01', '2024-06-19', 'seed'),
      )
    expect(await draw()).toEqual({ drawn: 1, of: 1 })
    expect(await draw()).toEqual({ drawn: 0, of: 0 })
  })
  test('满七十周岁的次月起分类施保', async () => {
    await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker) values (${o.countyId}, 'minimum-living', 'care', '2024-08-01', '90', '演示', '甲', '乙')`.execute(
      o.owner,
    )
    const { rowId } = await o.granted(await o.household({ people: [{ born: '1954-08-15' }] }), {}, { incomes: [] })
    const before = await o.due(rowId, '2024-09')
    await o.as('county', trx => turnAges(trx, o.engine, o.countyId, roster, '2024-08'))
    expect(await o.due(rowId, '2024-08')).toBe(before)
    expect((await o.due(rowId, '2024-09')) - before).toBe(9000)
  })
  test('全量复算与账上一致；改动一分钱即被发现', async () => {
    const { rowId } = await o.granted(await o.household())
    const clean = await o.as('county', trx => recount(trx, o.engine, o.countyId, roster, '2024-07-01'))
    expect(clean.rows).toBeGreaterThan(0)
    expect(clean.wrong).toEqual([])
    await sql`update minimum_living_roster_state set allowance_amount = allowance_amount + 1 where row_id = ${rowId}`.execute(
      o.owner,
    )
    const found = await o.as('county', trx => recount(trx, o.engine, o.countyId, roster, '2024-07-01'))
    expect(found.wrong.map(w => w.rowId)).toEqual([rowId])
  })
})
