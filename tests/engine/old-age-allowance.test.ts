/** 高龄津贴: its life through the whole engine: found, applied, refused, appealed, paid, returned, checked, suspended, resumed, stopped, undone, handed over. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { type Db, one, rows } from '#core/db'
import { allocate } from '#core/funds/post'
import { inventBankCard } from '#core/identity/bank-card'
import { claims } from '#core/payments/claims'
import { settleBatch } from '#core/payments/outcome'
import { openRun } from '#core/payments/run'
import { releaseBatch, sealRun } from '#core/payments/seal'
import { verifyMoney } from '#core/payments/verify'
import { undoEvent } from '#core/people/undo-events'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { openCases } from '#core/procedures/open'
import { printChangeLetter } from '#core/registers/change-letter'
import { raiseStandards } from '#core/registers/raise'
import { changeRows, enterRows, leaveRows } from '#core/registers/rows'
import { type Day, type Month, monthAfter } from '#define/time'
import { docxText } from '#tests/papers/reading'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const application = 'old-age-allowance.application'
const lifeCheck = 'old-age-allowance.lifeCheck'
const roster = o.engine.catalogue.register('old-age-allowance.roster')!
const allowance = o.engine.catalogue.benefit('old-age-allowance.allowance')!

let account = 700
const elder = async (born: Day, name = '高') => {
  const { personIds } = await o.household({ people: [{ born, name: `${name}老人` }] })
  return personIds[0]!
}
const check = (p: string) => o.engine.catalogue.procedure(p)!
const apply = async (personId: number) => {
  const on = await o.day()
  const [opened] = await o.as('town', (trx, by) =>
    openCases(trx, o.engine, check(application), [
      {
        ...{ by, on, divisionId: o.town.village, personId, source: 'application' as const },
        fields: { account: inventBankCard(account++), livesAlone: false },
      },
    ]),
  )
  return opened!.caseId
}
const upToDecision = async (caseId: number) => {
  await o.act('village', application, caseId, 'accept')
  await o.act('town', application, caseId, 'review')
}
const granted = async (personId: number) => {
  const caseId = await apply(personId)
  await upToDecision(caseId)
  await o.act('county', application, caseId, 'decide', { outcome: 'grant' })
  return (await one(o.owner, sql<{ row_id: number }>`select row_id from case_file where id = ${caseId}`)).row_id
}
const held = async (row: number) =>
  (await one(o.owner, sql<{ held: string }>`select held::text from old_age_allowance_roster where id = ${row}`)).held
/** Due in a month, in yuan; 'suspended' where it waits. */
const due = async (row: number, month: Month) => {
  const [s] = await rows(
    o.owner,
    sql<{
      amount: number
      suspended: boolean
    }>`select s.allowance_amount as amount, s.suspended from old_age_allowance_roster r
      join old_age_allowance_roster_state s on s.row_id = r.id where r.id = ${row} and r.held @> ${`${month}-01`}::date and s.starts <= ${`${month}-01`}::date
      order by s.version desc limit 1`,
  )
  return s ? (s.suspended ? 'suspended' : s.amount / 100) : 0
}
const pay = async (month: Month, benefit = allowance) => {
  const { keys, catalogue } = o.engine
  const run = await o.as('finance', (trx, actor) => openRun(trx, { catalogue, benefit, month, actor }))
  const batch = await o.as('finance', (trx, actor) => sealRun(trx, { run: run.id, actor, keys }))
  await o.as('finance2', (trx, actor) => releaseBatch(trx, { batch: batch.id, hash: batch.hash, actor, keys }))
  return { run, batch: batch.id }
}
const lines = (row: number) =>
  rows(
    o.owner,
    sql<{
      says: string
    }>`select concat_ws(' ', kind, to_char(for_month, 'YYYY-MM'), amount / 100, status) as says from payment_status where row_id = ${row} order by id`,
  ).then(all => all.map(l => l.says))
const standard = (name: string, value: string, starts: Day) =>
  sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${o.countyId}, 'old-age-allowance', ${name}, ${starts}::date, ${value}, '演示（非真实文号）', '甲', '乙')`.execute(
    o.owner,
  )

beforeAll(async () => {
  await o.as('finance', (trx, actor) =>
    allocate(trx, { fund: 'elderly welfare', amount: 100_000_000, documentNo: '演示〔2024〕9号', actor }),
  )
})

describe('办理', () => {
  test('申请、审定；到月就进档，一次写好，不靠每日任务', async () => {
    await o.today('2024-06-20')
    const row = await granted(await elder('1944-06-15'))
    expect(await held(row)).toBe('[2024-06-01,)')
    expect(await due(row, '2024-05')).toBe(0)
    expect([await due(row, '2024-06'), await due(row, '2034-05'), await due(row, '2034-06')]).toEqual([50, 50, 100])
    expect([await due(row, '2044-05'), await due(row, '2044-06')]).toEqual([100, 300])
  })
  test('晚申请的补发，至多十二个月', async () => {
    await o.today('2024-06-20')
    expect(await held(await granted(await elder('1940-01-01')))).toBe('[2023-06-01,)')
    expect(await held(await granted(await elder('1944-02-29')))).toBe('[2024-02-01,)')
  })
  test('差一天不予确认；不服的申诉，有人受理有人答复', async () => {
    await o.today('2024-06-14')
    const caseId = await apply(await elder('1944-06-15'))
    await upToDecision(caseId)
    await expect(o.act('county', application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('年满八十周岁')
    await o.act('county', application, caseId, 'decide', { outcome: 'refuse' })
    const on = await o.day()
    const appealId = await o.as('town', (trx, by) =>
      lodgeAppeal(trx, o.engine, { caseId, by, on, kind: '申诉', says: '户口簿上的出生日期有误' }),
    )
    const { newCaseId } = await o.as('county2', (trx, by) =>
      answerAppeal(trx, o.engine, { appealId, by, on, outcome: 'annulled', says: '须重新核对出生日期' }),
    )
    expect(newCaseId).toBeTruthy()
  })
  test('同一人不能再申请；审核人不能审定', async () => {
    await o.today('2024-06-20')
    const person = await elder('1943-06-15')
    await granted(person)
    await expect(apply(person)).rejects.toThrow('不能重复申请')
  })
})

describe('免申即享', () => {
  test('户籍里到龄的人，每日找出来，各办一件，只办一次；外县户籍、已故的不找', async () => {
    await o.today('2024-07-03')
    const [found, foreign, dead, tomorrow] = [
      await elder('1944-07-03', '到龄'),
      await elder('1944-07-02', '外县'),
      await elder('1944-07-01', '已故'),
      await elder('1944-07-04', '明天'),
    ]
    await sql`update person set registered_division_id = null where id = ${foreign}`.execute(o.owner)
    await sql`update person set died_on = '2024-07-02' where id = ${dead}`.execute(o.owner)
    await runDaily(o.app, o.engine, o.countyId)
    const cases = () =>
      rows(
        o.owner,
        sql<{ person_id: number; at_step: string; source: string }>`select person_id, at_step, source from case_file
          where procedure = ${application} and person_id = any(${[found, foreign, dead, tomorrow]}::bigint[]) order by id`,
      )
    expect(await cases()).toEqual([{ person_id: found, at_step: 'apply', source: 'event' }])
    await o.today('2024-07-04')
    await runDaily(o.app, o.engine, o.countyId)
    expect((await cases()).map(c => c.person_id)).toEqual([found, tomorrow])
  })
})

describe('发放', () => {
  test('核发、退票、更正账号后重发；死亡次月停发，误报撤销后补发', async () => {
    await o.today('2024-08-02')
    const person = await elder('1944-08-01')
    const row = await granted(person)
    await o.today('2024-08-08')
    const august = await pay('2024-08')
    const { line } = await one(
      o.owner,
      sql<{ line: number }>`select file_line as line from payment_line where row_id = ${row}`,
    )
    await o.as('finance', (trx, actor) =>
      settleBatch(trx, { batch: august.batch, returned: [{ line, code: '03' }], actor }),
    )
    expect((await lines(row)).at(-1)).toBe('regular 2024-08 50 returned')
    const event = await o.event('town', 'county', { event: 'person.died', personId: person, on: '2024-08-07' })
    expect(await held(row)).toBe('[2024-08-01,2024-09-01)')
    await o.today('2024-09-08')
    await pay('2024-09')
    expect(await lines(row)).toEqual(['regular 2024-08 50 returned'])
    await o.as('county2', (trx, by) => undoEvent(trx, o.engine, by, event, '同名误报', '2024-09-08'))
    expect(await held(row)).toBe('[2024-08-01,)')
    await o.today('2024-10-08')
    await pay('2024-10')
    expect(await lines(row)).toContain('arrears 2024-09 50 sent')
    expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
  })
  test('标准提高：现在的和预先写好的进档月份都按新标准', async () => {
    await o.today('2024-10-20')
    const row = await granted(await elder('1944-10-15'))
    await standard('from90', '120', '2025-01-01')
    await standard('from80', '60', '2025-01-01')
    await o.as('county', (trx, by) => raiseStandards(trx, o.engine, by, roster, '2025-01-01'))
    expect([await due(row, '2024-12'), await due(row, '2025-01'), await due(row, '2034-09')]).toEqual([50, 60, 60])
    expect([await due(row, '2034-10'), await due(row, '2044-10')]).toEqual([120, 300])
  })
})

describe('生存认证', () => {
  const openChecks = () =>
    rows(
      o.owner,
      sql<{
        id: number
        person_id: number
        due: Day
      }>`select id, person_id, due from case_file where procedure = ${lifeCheck} and stands = 'open' order by id`,
    )
  const prove = (id: number) =>
    o.act('village', lifeCheck, id, 'prove', { outcome: 'continue', fields: { proof: 'visit' } })
  test('一年一次；到期未认证的暂停，认证后恢复并补发', async () => {
    await o.today('2024-11-04')
    const person = await elder('1944-11-01')
    const row = await granted(person)
    await o.today('2025-11-04')
    await runDaily(o.app, o.engine, o.countyId)
    const open = (await openChecks()).find(c => c.person_id === person)
    expect(open!.due).toBe('2025-12-04')
    for (const c of await openChecks()) if (c.person_id !== person) await prove(c.id)
    await o.today('2025-12-04')
    await runDaily(o.app, o.engine, o.countyId)
    expect(await due(row, '2026-01')).toBe(60)
    await o.today('2025-12-05')
    await runDaily(o.app, o.engine, o.countyId)
    expect([await due(row, '2025-12'), await due(row, '2026-01')]).toEqual([60, 'suspended'])
    // 逾期的又派一件，直到认证为止。
    await o.today('2026-03-10')
    await runDaily(o.app, o.engine, o.countyId)
    const again = (await openChecks()).find(c => c.person_id === person)!
    await prove(again.id)
    expect([await due(row, '2026-01'), await due(row, '2026-04'), await due(row, '2034-11')]).toEqual([60, 60, 120])
  })
})

describe('与别的津贴', () => {
  const cadre = o.engine.catalogue.register('retired-cadre-allowance.roster')!
  const cadreBenefit = o.engine.catalogue.benefit('retired-cadre-allowance.allowance')!
  const enter = (person: number, monthly: number, from: Day) =>
    o.as('county', (trx: Db) =>
      enterRows(trx, o.engine, o.countyId, cadre, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from, caseId: null, because: '登记' },
          columns: { person_id: person, monthly: monthly * 100, document: '文号', ...sealedAccount() },
        },
      ]),
    )
  const sealedAccount = () => ({ account_sealed: '\\x01', account_index: '\\x02', account_masked: '*0001' })
  test('就高：另一项较高的，审定时不予确认，写明两项各多少', async () => {
    await o.today('2026-05-11')
    const person = await elder('1946-05-01')
    await enter(person, 200, '2026-01-01')
    const caseId = await apply(person)
    await upToDecision(caseId)
    await expect(o.act('county', application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '已享受「离休干部高龄生活补贴」每月200.00元，不低于「高龄津贴」每月60.00元',
    )
  })
  test('就高：先有高龄津贴、后登记了较高的另一项，核发时只发较高的；较低的一项停，多发的追缴', async () => {
    await o.today('2026-05-11')
    const person = await elder('1946-05-02')
    const row = await granted(person)
    const [higher] = await enter(person, 100, '2026-05-01')
    const low = await elder('1946-05-03')
    const lowRow = await granted(low)
    const [lowCadre] = await enter(low, 40, '2026-05-01')
    await o.today('2026-05-20')
    for (let m: Month = '2024-11'; m <= '2026-05'; m = monthAfter(m)) await pay(m)
    expect([await lines(row), await lines(lowRow)]).toEqual([[], ['regular 2026-05 60 sent']])
    const run = await o.as('finance', (trx, actor) =>
      openRun(trx, { catalogue: o.engine.catalogue, benefit: cadreBenefit, month: '2026-05', actor }),
    )
    const paid = await rows(
      o.owner,
      sql<{ row_id: number }>`select row_id from payment_line where run_id = ${run.id} order by 1`,
    )
    expect(paid.map(p => p.row_id)).not.toContain(lowCadre)
    expect(paid).toHaveLength(2)
    // 较高的一项停了，高龄津贴从那月起照发；较低的提高到更高，多发的高龄津贴成为追缴。
    await o.today('2026-06-20')
    await o.as('county', trx =>
      leaveRows(trx, o.engine, o.countyId, cadre, [{ rowId: higher!, from: '2026-05-01', because: '取消' }]),
    )
    await o.as('county', trx =>
      changeRows(trx, o.engine, o.countyId, cadre, [
        { rowId: lowCadre!, starts: '2026-05-01', columns: { monthly: 900_00 }, because: '更正' },
      ]),
    )
    await pay('2026-06')
    expect(await lines(row)).toEqual(['regular 2026-06 60 sent', 'arrears 2026-05 60 sent'])
    expect(await lines(lowRow)).toEqual(['regular 2026-05 60 sent'])
    expect(await claims(o.owner, o.countyId)).toMatchObject([{ row_id: lowRow, months: ['2026-05'], due: 60_00 }])
  })
  test('按季发放：只在季末核发，三个月各一行，一笔转账', async () => {
    await o.today('2026-08-08')
    await standard('paid', 'quarter', '2026-07-01')
    await expect(pay('2026-07')).rejects.toThrow('只在每季的最后一个月核发')
    await o.today('2026-09-08')
    const { run } = await pay('2026-09')
    const found = await rows(
      o.owner,
      sql<{
        row_id: number
        n: number
        transfers: number
      }>`select row_id, count(*)::int as n, count(distinct file_line)::int as transfers
        from payment_line where run_id = ${run.id} and kind = 'regular' group by 1 order by 1`,
    )
    expect(found.length).toBeGreaterThan(3)
    expect(found.every(f => f.n === 3 && f.transfers === 1)).toBe(true)
    expect((await verifyMoney(o.owner, o.countyId, o.engine)).problems).toEqual([])
    await o.today('2026-12-08')
    await expect(pay('2026-11')).rejects.toThrow('只在每季的最后一个月核发')
    await pay('2026-12')
  })
})

describe('迁出', () => {
  test('次月起移交，移交函写明迁入地、发到哪月、从哪月接', async () => {
    await o.today('2026-06-10')
    const person = await elder('1946-06-01', '迁出')
    const row = await granted(person)
    await o.event('town', 'county', {
      ...{ event: 'person.moved-away', personId: person, on: '2026-06-09' },
      detail: { says: '繁昌区民政局' },
    })
    expect(await held(row)).toBe('[2026-06-01,2026-07-01)')
    const { version } = await one(
      o.owner,
      sql<{
        version: number
      }>`select max(version) as version from old_age_allowance_roster_state where row_id = ${row}`,
    )
    const letter = await o.as('town', (trx, by) => printChangeLetter(trx, o.engine, by, roster, row, version, 'docx'))
    const text = (await docxText(letter.bytes)).replace(/\s/g, '')
    expect(letter.name).toContain('移交函')
    expect(text).toContain('繁昌区民政局')
    expect(text).toContain('请你处自2026年7月起按当地规定衔接')
  })
})
