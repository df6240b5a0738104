/** 办件之旁: declined, told once, paused, extended, withdrawn; two at once; relatives; nobody covered twice. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { rows } from '#core/db'
import { declineToAccept, extend, pause, resume, tellMissing } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { withdraw } from '#core/procedures/withdraw'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const side =
  (caseId: number, says = '事由') =>
  async () => ({ caseId, on: await o.day(), says })

describe('办件之旁', () => {
  const accepted = async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    return caseId
  }
  test('不予受理：写明理由，可以重新申请；受理后不能再用', async () => {
    const caseId = await accepted()
    await expect(
      o.as('town', async (trx, by) => declineToAccept(trx, o.engine, { ...(await side(caseId, ' ')()), by })),
    ).rejects.toThrow('不予受理的理由')
    await o.as('town', async (trx, by) =>
      declineToAccept(trx, o.engine, { ...(await side(caseId, '户籍不在本县')()), by }),
    )
    const v = await o.as('town', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    expect(v).toMatchObject({ stands: 'ended', outcomeTitle: '不予受理' })
  })
  test('一次性告知只有一次', async () => {
    const caseId = await accepted()
    await o.as('town', async (trx, by) => tellMissing(trx, o.engine, { ...(await side(caseId, '缺残疾证')()), by }))
    await expect(
      o.as('town', async (trx, by) => tellMissing(trx, o.engine, { ...(await side(caseId)()), by })),
    ).rejects.toThrow('不能再次要求补正')
  })
  test('暂停的日子不计入期限，延长只有一次', async () => {
    const caseId = await accepted()
    await o.act('town', o.application, caseId, 'accept')
    const before = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    await o.as('county', async (trx, by) => pause(trx, o.engine, { ...(await side(caseId, '等待外省核对结果')()), by }))
    await o.today('2024-06-13')
    await expect(
      o.act('county', o.application, caseId, 'match', {
        fields: { reportUntil: '2024-12-05' },
        parts: { findings: [] },
      }),
    ).rejects.toThrow('请先恢复')
    await o.as('county', async (trx, by) => resume(trx, o.engine, { ...(await side(caseId)()), by }))
    const after = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    expect(after.now!.totalDue! > before.now!.totalDue!).toBe(true)
    await o.as('county', async (trx, by) => extend(trx, o.engine, { ...(await side(caseId, '家庭情况复杂')()), by }))
    await expect(
      o.as('county', async (trx, by) => extend(trx, o.engine, { ...(await side(caseId)()), by })),
    ).rejects.toThrow('已经延长过')
  })
  test('撤回后可以重新申请；同一家庭不能同时有两件', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await expect(o.apply(h)).rejects.toThrow('已有正在办理')
    await o.as('town', async (trx, by) => withdraw(trx, o.engine, { ...(await side(caseId, '本人要求撤回')()), by }))
    await expect(o.apply(h)).resolves.toBeTruthy()
  })
  test('两人同时决定：一人成，另一人得知有变化', async () => {
    await o.today('2024-06-03')
    const caseId = await o.apply(await o.household())
    await o.upToDecision(caseId)
    const { version } = await o.as('county', async (trx, by) => readCase(trx, o.engine, by, caseId, await o.day()))
    const both = await Promise.allSettled(
      ['county', 'county2'].map(who =>
        o.act(who as 'county', o.application, caseId, 'decide', { outcome: 'grant', version }),
      ),
    )
    expect(both.filter(b => b.status === 'fulfilled').length).toBe(1)
    const lost = both.find(b => b.status === 'rejected') as PromiseRejectedResult
    expect(String(lost.reason.message)).toContain('刚刚被别人办理过')
    expect((await rows(o.owner, sql`select id from minimum_living_roster where case_id = ${caseId}`)).length).toBe(1)
  })
  test('决定人是申请人近亲属：拒绝', async () => {
    await o.today('2024-06-03')
    const h = await o.household()
    const caseId = await o.apply(h)
    await o.upToDecision(caseId)
    await sql`insert into kinship (county_id, person_id, relative_id, relation, declared_on) values (${o.countyId}, ${o.officials.county.personId}, ${h.personIds[1]}, '兄弟姐妹', '2024-01-01')`.execute(
      o.owner,
    )
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow('近亲属')
    await expect(o.act('county2', o.application, caseId, 'decide', { outcome: 'grant' })).resolves.toBeTruthy()
  })
  test('已在另一家庭低保中的人：不能再被保障', async () => {
    const { household } = await o.granted(await o.household())
    await o.today('2024-06-03')
    const other = await o.household()
    const caseId = await o.apply(other)
    await o.upToDecision(caseId)
    await sql`update household_member set held = daterange(lower(held), '2024-06-04') where person_id = ${household.personIds[1]}`.execute(
      o.owner,
    )
    await sql`insert into household_member (county_id, household_id, person_id, held) values (${o.countyId}, ${other.householdId}, ${household.personIds[1]}, '[2024-06-04,)')`.execute(
      o.owner,
    )
    await expect(o.act('county', o.application, caseId, 'decide', { outcome: 'grant' })).rejects.toThrow()
  })
})
