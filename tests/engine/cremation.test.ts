/** 火化即死亡: the funeral home's record reaches every business that the person is in, and is undone in one act. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
import { confirmEvents, recordEvents } from '#core/people/events'
import { personFile } from '#core/people/file'
import type { EnteredHousehold } from '#core/people/households'
import { openCases } from '#core/procedures/open'
import type { Day } from '#define/time'
import { testOffice } from './county.ts'
import { funeralOf } from './funeral.ts'

const o = await testOffice()
afterAll(() => o.close())
let home: number
beforeAll(async () => {
  const { id } = await one(
    o.owner,
    sql<{
      id: number
    }>`insert into place (county_id, division_id, kind, name) values (${o.countyId}, ${o.town.village}, 'funeral-home', '试县殡仪馆') returning id`,
  )
  home = id
})

const { couple, procedure, begin, act, burn, cremate, held, deathOf, begunBy, correct } = funeralOf(o)
const isAlive = async (h: EnteredHousehold, personId: number) =>
  await one(
    o.owner,
    sql<{ died: Day | null; members: number }>`select (select died_on from person where id = ${personId}) as died,
        (select count(*)::int from household_member where household_id = ${h.householdId} and upper_inf(held) and not isempty(held)) as members`,
  )

describe('火化', () => {
  test('停发高龄津贴，次月起低保减员，骨灰去向和惠民殡葬随之开始；殡仪馆自己看不到这些业务', async () => {
    const { rowId, man, allowance } = await couple()
    const full = await o.due(rowId, '2024-08')
    await o.today('2024-08-05')
    const { caseId } = await cremate(man, '2024-08-03')
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-09-01)')
    expect(await o.due(rowId, '2024-08')).toBe(full)
    expect(await o.due(rowId, '2024-09')).toBeLessThan(full)
    expect(await deathOf(man)).toMatchObject([{ happened_on: '2024-08-03', stands: 'confirmed', case_id: caseId }])
    expect((await begunBy(caseId)).map(c => [c.procedure, c.stands])).toEqual([
      ['ashes.following', 'open'],
      ['funeral-relief.deduction', 'open'],
    ])
    const seen = await o.as('facility', trx => rows(trx, sql`select from minimum_living_roster`))
    expect(seen).toEqual([])
  })
  test('登记死亡证明的人不点火；没有死亡证明不登记', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const caseId = await begin(man, '2024-08-03')
    await act('facility', caseId, 'collect', { fields: { collectedFrom: '家中' } })
    await act('facility', caseId, 'store', { fields: { storedDays: 2, zone: 'cremation' } })
    await expect(burn('facility', caseId)).rejects.toThrow('不能办理')
    const on = await o.day()
    await expect(
      o.as('facility', (trx, by) =>
        openCases(trx, o.engine, procedure('cremation.cremation'), [
          {
            by,
            on,
            divisionId: o.town.village,
            roles: { deceased: o.officials.town.personId },
            source: 'application',
            fields: { proofKind: 'medical', proof: '', died: on },
          },
        ]),
      ),
    ).rejects.toThrow('死亡证明编号')
  })
  test('火化证号不跳号：被拒绝的不占号', async () => {
    const { man, wife } = await couple()
    await o.today('2024-08-05')
    await cremate(man, '2024-08-03')
    const bad = await begin(wife, '2024-08-06' as Day)
    await act('facility', bad, 'collect', { fields: { collectedFrom: '家中' } })
    await act('facility', bad, 'store', { fields: { storedDays: 2, zone: 'cremation' } })
    await expect(burn('facility2', bad)).rejects.toThrow('死亡日期不晚于火化之日')
    const other = await couple()
    await o.today('2024-08-05')
    await cremate(other.man, '2024-08-04')
    const numbers = await rows(
      o.owner,
      sql<{ n: string }>`select right(number, 6) as n from cremation_bodies order by number`,
    )
    expect(numbers.map(x => Number(x.n))).toEqual(numbers.map((_, i) => i + 1))
  })
})

describe('一条链', () => {
  test('从死亡证明到骨灰去向，每步有人有日期；未闭环的看得见，停了什么待遇也看得见', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    await cremate(man, '2024-08-03')
    const look = async (who: 'county' | 'facility', on: Day) =>
      o.as(who, async (trx, actor) => {
        const sees = (b: string) => actor.businesses === 'all' || actor.businesses.includes(b)
        return (await personFile(trx, { engine: o.engine, actor, on, sees }, man)).chains
      })
    const [chain] = await look('county', '2024-09-30')
    expect(chain!.stands).toBe('open')
    expect(chain!.links.map(l => [l.title, l.steps.map(s => `${s.title} ${s.state}`)])).toEqual([
      ['遗体火化', ['登记死亡，核验死亡证明 done', '接运遗体 done', '存放 done', '火化并出具火化证 done']],
      ['骨灰去向跟踪', ['交付骨灰，登记去向 late']],
      ['惠民殡葬补贴直接减免', ['核对免费项目 late']],
    ])
    expect(chain!.links[0]!.steps.every(s => s.on === '2024-08-05' && s.by)).toBe(true)
    expect(chain!.follows.map(f => f.says).join('；')).toMatch(
      /高龄津贴：死亡，自 2024-09-01 起停发；低保金：死亡，自 2024-09-01 起由/,
    )
    const [own] = await look('facility', '2024-08-05')
    expect(own!.links).toHaveLength(3)
    expect(own!.follows).toEqual([])
  })
})

describe('骨灰', () => {
  const follow = async (personId: number) => {
    const { caseId } = await cremate(personId, '2024-08-03')
    const [following] = await begunBy(caseId)
    return (who: Parameters<typeof o.act>[0], step: string, more: object = {}) =>
      o.act(who, 'ashes.following', following!.id, step, more)
  }
  const ashesOf = (personId: number) =>
    one(
      o.owner,
      sql<{
        id: number
        says: string
      }>`select r.id, concat_ws(' ', s.destination, s.until, s.site, s.plot) as says from ashes_resting r
        join ashes_resting_state s on s.row_id = r.id where r.deceased_id = ${personId} order by s.version desc limit 1`,
    )
  test('交付、村里核实、乡镇确认闭环；没有位置的不能闭环，核实的人不能确认；安放记为事件', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const act = await follow(man)
    await act('facility', 'note', { fields: { destination: 'public', receiver: '闻小山' } })
    await expect(act('town', 'decide', { outcome: 'close' })).rejects.toThrow('还不能办理')
    await act('village', 'see', { fields: { site: '村公益性公墓' } })
    await expect(act('town', 'decide', { outcome: 'close' })).rejects.toThrow('安放的写明场所和位置')
    const wife = await couple()
    await o.today('2024-08-05')
    const other = await follow(wife.man)
    await other('facility', 'note', { fields: { destination: 'hall', receiver: '闻小山' } })
    await other('town', 'see', { fields: { site: '县骨灰堂', plot: '东3排5号' } })
    await expect(other('town', 'decide', { outcome: 'close' })).rejects.toThrow('不能办理')
    await other('town2', 'decide', { outcome: 'close' })
    expect((await ashesOf(wife.man)).says).toBe('hall 县骨灰堂 东3排5号')
    const laid = await one(
      o.owner,
      sql<{
        n: number
      }>`select count(*)::int as n from life_event where person_id = ${wife.man} and event = 'person.laid-to-rest' and confirmed_by is not null`,
    )
    expect(laid.n).toBe(1)
  })
  test('寄存到期前一个月自动提起：取走的更新去向', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const act = await follow(man)
    await act('facility', 'note', { fields: { destination: 'deposit', until: '2024-12-31' } })
    await act('town', 'decide', { outcome: 'close' })
    const due = () =>
      rows(
        o.owner,
        sql<{ id: number }>`select id from case_file where procedure = 'ashes.depositEnds' and person_id = ${man}`,
      )
    await o.today('2024-11-30')
    await runDaily(o.app, o.engine, o.countyId)
    expect(await due()).toEqual([])
    await o.today('2024-12-01')
    await runDaily(o.app, o.engine, o.countyId)
    const [opened] = await due()
    await o.act('facility', 'ashes.depositEnds', opened!.id, 'call', {
      fields: { destination: 'taken', receiver: '闻小山', until: null },
    })
    await o.act('town', 'ashes.depositEnds', opened!.id, 'decide', { outcome: 'adjust' })
    expect((await ashesOf(man)).says).toBe('taken')
  })
})

describe('登记错了', () => {
  test('一次撤销：人还在，津贴和低保自同日恢复，骨灰和补贴一并撤下；另一人审批', async () => {
    const { rowId, man, allowance, household } = await couple()
    const full = await o.due(rowId, '2024-09')
    await o.today('2024-08-05')
    const { caseId, bodyId } = await cremate(man, '2024-08-03')
    const [following, deduction] = await begunBy(caseId)
    await o.act('facility', 'funeral-relief.deduction', deduction!.id, 'note', {
      fields: {
        home: String(home),
        transported: true,
        storedDays: 2,
        furnace: 'ordinary',
        urnKept: true,
        hardship: false,
        ecological: false,
      },
    })
    await o.act('county', 'funeral-relief.deduction', deduction!.id, 'decide', { outcome: 'grant' })
    await o.today('2024-10-08')
    const decide = await correct(bodyId, man, 'annul')
    await decide()
    expect(await isAlive(household, man)).toEqual({ died: null, members: 2 })
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,)')
    expect(await o.due(rowId, '2024-09')).toBe(full)
    expect(await deathOf(man)).toMatchObject([{ stands: 'undone' }])
    const [closed] = (await begunBy(caseId)).filter(c => c.id === following!.id)
    expect(closed).toMatchObject({ stands: 'ended', outcome: 'withdrawn' })
    const relief = await one(
      o.owner,
      sql<{
        annulled_on: Day
        relief_amount: number
      }>`select annulled_on, relief_amount from funeral_relief_granted where deceased_id = ${man}`,
    )
    expect(relief).toEqual({ annulled_on: '2024-10-08', relief_amount: 157000 })
    await o.today('2025-03-03')
    await cremate(man, '2025-03-01')
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2025-04-01)')
  })
  test('提出的人不能审批；两次撤销，后一次没有对象', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const { bodyId } = await cremate(man, '2024-08-03')
    const decide = await correct(bodyId, man, 'annul')
    await decide()
    await expect(decide('county2')).rejects.toThrow('已办结')
  })
  test('死亡日期更正：自较早之日重新计算', async () => {
    const { rowId, man, allowance } = await couple()
    const full = await o.due(rowId, '2024-08')
    await o.today('2024-08-05')
    const { bodyId, caseId } = await cremate(man, '2024-08-03')
    const decide = await correct(bodyId, man, 'adjust', { died: '2024-07-31' })
    await decide()
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-08-01)')
    expect(await o.due(rowId, '2024-08')).toBeLessThan(full)
    expect((await deathOf(man)).map(e => [e.happened_on, e.stands])).toEqual([
      ['2024-08-03', 'undone'],
      ['2024-07-31', 'confirmed'],
    ])
    expect((await begunBy(caseId)).every(c => c.stands === 'open')).toBe(true)
  })
})

describe('死亡已由乡镇报告', () => {
  const reported = async (man: number, on: Day) => {
    const [id] = await o.as('town', async (trx, by) =>
      recordEvents(trx, [{ by, event: 'person.died', personId: man, on, source: '村级报告' }], await o.day()),
    )
    await o.as('county', async (trx, by) => confirmEvents(trx, o.engine, by, [id!], await o.day()))
    return id!
  }
  test('同日火化：不重复计算；撤销火化登记，死亡仍在', async () => {
    const { man, allowance } = await couple()
    await o.today('2024-08-05')
    await reported(man, '2024-08-03')
    const { bodyId } = await cremate(man, '2024-08-03')
    expect((await deathOf(man)).map(e => [e.stands, e.repeats_id !== null])).toEqual([
      ['confirmed', false],
      ['confirmed', true],
    ])
    await (await correct(bodyId, man, 'annul'))()
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-09-01)')
  })
  test('日期不同：摆出来由第三人裁定，确认的以火化登记为准', async () => {
    const { man, allowance } = await couple()
    await o.today('2024-08-05')
    await reported(man, '2024-08-01')
    await cremate(man, '2024-07-31')
    const [, open] = await deathOf(man)
    expect(open).toMatchObject({ happened_on: '2024-07-31', stands: 'open' })
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-09-01)')
    const { id } = await one(
      o.owner,
      sql<{ id: number }>`select id from life_event where person_id = ${man} and confirmed_by is null`,
    )
    await o.as('county2', async (trx, by) => confirmEvents(trx, o.engine, by, [id], await o.day()))
    expect(await held('old_age_allowance_roster', allowance)).toBe('[2024-01-01,2024-08-01)')
  })
  test('先撤销乡镇的报告：火化登记也证明，不准', async () => {
    const { man } = await couple()
    await o.today('2024-08-05')
    const id = await reported(man, '2024-08-03')
    await cremate(man, '2024-08-03')
    const { undoEvent } = await import('#core/people/undo-events')
    await expect(
      o.as('county2', async (trx, by) => undoEvent(trx, o.engine, by, id, '误报', await o.day())),
    ).rejects.toThrow('也证明了这件事')
  })
})
