/** 再次列入、重新评估: a new reason restarts the clock, a new rating takes the place of the old; and each gives it back when it was wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDaily } from '#core/daily'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import type { Day } from '#define/time'
import { type Societies, societies } from './county.ts'
import { endings } from './ending.ts'

let o: Societies
let e: ReturnType<typeof endings>
beforeAll(async () => {
  o = await societies()
  e = endings(o)
})
afterAll(() => o.close())

const [listing, serious, removal] = [
  ...['abnormal-organisations.listing', 'abnormal-organisations.seriousListing', 'abnormal-organisations.removal'],
] as [string, string, string]
const rating = 'organisation-ratings.rating'
const abnormal = 'abnormal_organisations_abnormal'
const listed = async (name: string) => {
  const s = await o.standing(name, '2015-05-01')
  const told = { cause: 'address', facts: '无法联系', document: `民社异${name}` }
  const [rowId] = await e.enter('abnormal-organisations.abnormal', s.id, '2022-05-20', told)
  return { ...s, listedAs: rowId! }
}
const listAgain = async (id: number) => {
  const caseId = await o.open(listing, id)
  await o.act('county', listing, caseId, 'notify', { fields: { cause: 'party', facts: '未建立党组织' } })
  await o.today('2024-05-13')
  await o.act('county2', listing, caseId, 'decide', { outcome: 'grant' })
  return caseId
}
const annul = async (caseId: number, on: Day) => {
  await o.today(on)
  const appealId = await o.as('county', (trx, by) =>
    lodgeAppeal(trx, o.engine, { caseId, by, on, kind: '申诉', says: '事实不清' }),
  )
  await o.as('county3', (trx, by) =>
    answerAppeal(trx, o.engine, { appealId, by, on, outcome: 'annulled', says: '事实不清' }),
  )
}

test('在列期间又有新的事由：从新的决定起算，在办的移出终止，满二年的程序不开始', async () => {
  await o.today('2024-05-06')
  const [again, still] = [await listed('南陵县再犯协会'), await listed('南陵县久拖协会')]
  const leaving = await o.open(removal, again.id, { rowId: again.listedAs })
  await listAgain(again.id)
  expect(await e.heldIn(abnormal, again.id)).toEqual(['[2022-05-20,2024-05-13)', '[2024-05-13,)'])
  expect(await o.header(leaving)).toMatchObject({ stands: 'ended', outcome: 'fallen' })
  await o.today('2024-05-19')
  await runDaily(o.app, o.engine, o.countyId)
  expect((await o.casesOf(serious, still.id)).length).toBe(0)
  await o.today('2024-05-20')
  await runDaily(o.app, o.engine, o.countyId)
  expect((await o.casesOf(serious, still.id)).length).toBe(1)
  expect((await o.casesOf(serious, again.id)).length).toBe(0)
})
test('新的列入决定被撤销：原来的列入照旧，从原来那天起算', async () => {
  await o.today('2024-05-06')
  const s = await listed('南陵县误列协会')
  const caseId = await listAgain(s.id)
  await annul(caseId, '2024-05-16')
  expect(await e.heldIn(abnormal, s.id)).toEqual(['[2022-05-20,)', 'empty'])
})

const rate = async (id: number, grade: number) => {
  const caseId = await o.open(rating, id, { fields: { report: '自评材料齐全' } })
  await o.act('county', rating, caseId, 'accept')
  const { accountId, personId } = o.officials.county2
  await o.act('county', rating, caseId, 'see', { second: { accountId, personId }, fields: { score: 900, grade } })
  await o.act('county3', rating, caseId, 'decide', { outcome: 'grant' })
  return caseId
}
const held = (id: number) => e.heldIn('organisation_ratings_ratings', id)
test('等级满三年当日可以重新评估，新的等级自决定之日起代替原来的；差一天的不行', async () => {
  const s = await e.society('南陵县进取协会') // 3A since 2023-03-01
  await o.today('2026-02-27')
  await expect(rate(s.id, 4)).rejects.toThrow('获得现有等级已满规定年数')
  const t = await e.society('南陵县上进协会')
  await o.today('2026-03-02')
  await rate(t.id, 4)
  expect(await held(t.id)).toEqual(['[2023-03-01,2026-03-02)', '[2026-03-02,2031-03-02)'])
})
