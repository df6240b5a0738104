/** 疑似亲属: the same address, or the surname and the telephone: a hint for the decider, never a bar; who has neither is not suspected. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { begin } from '#tests/conformance/begin'
import { type House, openHouse } from '#tests/conformance/house'
import { tryStep, turnOf } from '#tests/conformance/walk'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

test('同住址、同姓同号的提示；别的不提示；都不拦', async () => {
  const p = house.catalogue.procedure('minimum-living.application')!
  const life = await begin(house, p, {})
  const { owner } = house.ledger
  const ties = () =>
    rows(owner, sql<{ why: string }>`select why from soft_ties(${house.countyId}::smallint, ${life.caseId})`)
  expect(await ties()).toEqual([])
  const [first] = life.made.people
  const turn = (await turnOf(house, life))!
  await sql`update person set address = '籍山镇新民路12号' where id in (${first!}, ${turn.by.personId})`.execute(owner)
  await tryStep(house, life, turn)
  expect((await ties()).map(t => t.why)).toEqual(['住址相同'])
  await sql`update person set address = '别处，另一个村' where id = ${first!}`.execute(owner)
  await sql`update person set name = '赵' || id, phone_masked = '138****1111' where id in (${first!}, ${turn.by.personId})`.execute(
    owner,
  )
  expect((await ties()).map(t => t.why)).toEqual(['同姓且电话号码尾号相同'])
  await sql`update person set phone_masked = '139****2222' where id = ${first!}`.execute(owner)
  expect(await ties()).toEqual([])
})
