/** 等级评估 and 负责人: valid for five years and no day longer; a public servant heads nothing without leave; terms are kept. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { one } from '#core/db'
import { inventCreditCode } from '#core/identity/credit-code'
import { organisationFile } from '#core/organisations/file'
import type { Day } from '#define/time'
import { officers, registration, type Societies, societies } from './county.ts'

let o: Societies
beforeAll(async () => {
  o = await societies()
})
afterAll(() => o.close())

const rating = 'organisation-ratings.rating'
const rated = async (id: number, grade: number) => {
  const caseId = await o.open(rating, id, { fields: { report: '自评材料齐全' } })
  await o.act('county', rating, caseId, 'accept')
  const second = { accountId: o.officials.county2.accountId, personId: o.officials.county2.personId }
  await o.act('county', rating, caseId, 'see', { second, fields: { score: 880, grade } })
  return (outcome = 'grant') => o.act('county3', rating, caseId, 'decide', { outcome })
}
const file = (id: number, on: Day) =>
  o.as('county', (trx, actor) => organisationFile(trx, { engine: o.engine, actor, on, sees: () => true }, id))

test('a rating holds for five years to the day, is warned of sixty days before, and then is none', async () => {
  const { id } = await o.standing('南陵县义工协会', '2018-01-01')
  await (await rated(id, 4))()
  const { held } = await one(
    o.owner,
    sql<{ held: string }>`select held::text from organisation_ratings_ratings where organisation_id = ${id}`,
  )
  expect(held).toBe('[2024-06-03,2029-06-03)')
  const marks = async (on: Day) => (await file(id, on)).marks.map(m => m.text)
  expect(await marks('2029-04-02')).not.toContain('等级2029-06-02届满')
  expect(await marks('2029-04-03')).toContain('等级2029-06-02届满')
  expect(await marks('2029-06-02')).toContain('4A')
  expect(await marks('2029-06-03')).not.toContain('4A')
})
test.each([
  ['差一天满两年', '2022-06-04', false],
  ['满两年当日', '2022-06-03', true],
] as const)('取得证书满两个年度：%s', async (title, since, isGood) => {
  const { id } = await o.standing(`南陵县${title}协会`, since)
  const decide = (await rated(id, 3))()
  if (isGood) await decide
  else await expect(decide).rejects.toMatchObject({ reason: expect.stringContaining('取得登记证书满两个年度') })
})

const establish = async (name: string, n: number, line: Record<string, unknown>) => {
  const of = 'social-organisations.establishment'
  const caseId = await o.open(of, await o.enter(name), {
    fields: registration(name),
    parts: { officers: officers(line) },
  })
  await o.act('county', of, caseId, 'accept')
  const fields = { creditCode: inventCreditCode('51', '340223', n), certificateUntil: '2029-06-02' }
  await o.act('county', of, caseId, 'review', { fields })
  return () => o.act('county2', of, caseId, 'decide', { outcome: 'grant' })
}
test.each([
  ['公职人员未经批准', { isOfficial: true }, '公职人员兼任负责人的，已经批准'],
  ['任期昨天届满', { termUntil: '2024-06-02' }, '负责人的任期没有届满'],
  ['任期六年', { termFrom: '2023-01-01', termUntil: '2029-01-01' }, '负责人的任期没有届满，每届不超过规定年限'],
])('负责人不合规定，不予登记：%s', async (title, line, says) => {
  const decide = await establish(`南陵县${title}协会`, 60_001, line)
  await expect(decide()).rejects.toMatchObject({ reason: expect.stringContaining(says) })
})
test.each([
  ['公职人员已经批准', { isOfficial: true, approval: '县委组〔2024〕9号' }, 60_011],
  ['任期今天届满', { termUntil: '2024-06-03' }, 60_012],
])('负责人合规定：%s', async (title, line, n) => {
  const decide = await establish(`南陵县${title}协会`, n, line)
  await decide()
})
