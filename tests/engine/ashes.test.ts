/** 骨灰: where they went is followed to the end, or somebody has it to do. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { one, rows } from '#core/db'
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
