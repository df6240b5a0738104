/** 火化即死亡: the funeral home's record reaches every business that the person is in, and is undone in one act. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one, rows } from '#core/db'
import { personFile } from '#core/people/file'
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
    await expect(burn('facility2', bad, '24:00')).rejects.toThrow('请填写几时几分，如 09:30')
    await expect(burn('facility2', bad, '9点半')).rejects.toThrow('「火化时间（时:分）」')
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
