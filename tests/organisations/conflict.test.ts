/** 回避: whoever is an officer of an organisation, or a near relative of one, does not act in its matters; its own account does what is its own. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { inventCreditCode } from '#core/identity/credit-code'
import { openCases } from '#core/procedures/open'
import { caseView } from '#server/http/case-view'
import { officers, registration, type Societies, societies } from './county.ts'

let o: Societies
let society: Awaited<ReturnType<Societies['standing']>>
let chair: Actor
beforeAll(async () => {
  o = await societies()
  society = await o.standing('南陵县亲戚协会', '2015-05-01')
  chair = await o.hire('chair', 'organisation', { organisationId: society.id })
  await sql`update person set id_number_index = (select id_number_index from social_organisations_registered_state where row_id = ${society.rowId})
    where id = ${chair.personId}`.execute(o.owner)
  await kin(o.officials.county2.personId, chair.personId, '兄弟姐妹')
})
afterAll(() => o.close())

const change = 'social-organisations.change'
const kin = (person: number, relative: number, relation: string) =>
  sql`insert into kinship (county_id, person_id, relative_id, relation, declared_on)
    values (${o.countyId}, ${person}, ${relative}, ${relation}, '2020-01-01')`.execute(o.owner)
const refusal = /回避：经办人是该单位的负责人、法定代表人或者其近亲属/
const openedByItself = () =>
  o.by(chair, async trx => {
    const [opened] = await openCases(trx, o.engine, o.procedure(change), [
      {
        ...{ by: chair, on: await o.day(), divisionId: o.town.village, organisationId: society.id },
        ...{
          rowId: society.rowId,
          source: 'application' as const,
          fields: { changedWhat: 'address', address: '籍山镇9号' },
        },
      },
    ])
    return opened!.caseId
  })

test('法定代表人用本单位的账号申请，不回避；他的弟弟不得受理、不得审批，别人可以', async () => {
  const caseId = await openedByItself()
  await expect(o.act('county2', change, caseId, 'accept')).rejects.toThrow(refusal)
  await o.act('county', change, caseId, 'accept')
  await expect(o.act('county2', change, caseId, 'decide', { outcome: 'refuse' })).rejects.toThrow(refusal)
  const seen = (who: 'county2' | 'county3') =>
    o.as(who, async (trx, by) => caseView(trx, o.engine, by, caseId, await o.day()))
  expect((await seen('county2')).can).toMatchObject({ acts: [], whyNot: '回避：您是该单位的负责人或其近亲属' })
  expect((await seen('county3')).can.acts).toContain('decide')
  await o.act('county3', change, caseId, 'decide', { outcome: 'refuse' })
})
test('前配偶不是近亲属；不再是负责人的，他的近亲属也不再回避', async () => {
  await kin(o.officials.county3.personId, chair.personId, '前配偶')
  const caseId = await openedByItself()
  await o.act('county3', change, caseId, 'accept')
  await sql`update person set id_number_index = null where id = ${chair.personId}`.execute(o.owner)
  await o.act('county2', change, caseId, 'decide', { outcome: 'refuse' })
})
test('还没有登记的，看申请里填的负责人', async () => {
  const of = 'social-organisations.establishment'
  const caseId = await o.open(of, await o.enter('南陵县筹备协会'), {
    fields: registration('南陵县筹备协会'),
    parts: { officers: officers() },
  })
  await sql`update person set id_number_index = (select id_number_index from social_organisations_registered_officers where case_id = ${caseId})
    where id = ${chair.personId}`.execute(o.owner)
  await expect(o.act('county2', of, caseId, 'accept')).rejects.toThrow(refusal)
  await o.act('county', of, caseId, 'accept')
  const fields = { creditCode: inventCreditCode('51', '340223', 70_001), certificateUntil: '2029-06-02' }
  await expect(o.act('county2', of, caseId, 'review', { fields })).rejects.toThrow(refusal)
  await o.act('county', of, caseId, 'review', { fields })
})
