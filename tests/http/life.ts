/** 低保 through the doors alone: from a household that nobody knew to a confirmed application. */
import { sql } from 'kysely'
import { inventBankCard } from '#core/identity/bank-card'
import type { Day } from '#define/time'
import { type Client, newIdNumber, type Office } from './office.ts'

export const ok = <T extends { status: number; body: any }>(answer: T) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
export const setToday = (office: Office, day: Day) =>
  sql`update county set rehearsal_day = ${day}::date where county_id = ${office.countyId}`.execute(office.ledger.owner)

let cards = 0
export const household = async (office: Office, by: Client, more: { divisionId?: number; name?: string } = {}) => {
  const made = ok(
    await by.post('/households', {
      divisionId: String(more.divisionId ?? office.places.eastVillage),
      head: {
        name: more.name ?? '赵大山',
        idNumber: newIdNumber('1966-03-01'),
        labour: 'unable',
        phone: '13800001111',
      },
      members: [
        { name: '钱小花', idNumber: newIdNumber('1970-05-05'), relation: '10', labour: 'none' },
        {
          name: '赵宝',
          idNumber: newIdNumber('2014-09-09'),
          relation: '20',
          standings: [{ kind: 'student', from: '2021-09-01', source: '学校' }],
        },
      ],
    }),
  )
  return made as { id: string; personIds: string[] }
}
export const told = (h: { id: string; personIds: string[] }) => ({
  householdId: h.id,
  source: 'application',
  fields: {
    applicant: h.personIds[0],
    area: 'rural',
    alone: false,
    cause: 'labour',
    hasOfficial: false,
    account: inventBankCard(++cards),
  },
  parts: {
    consents: h.personIds.slice(0, 2).map(m => ({ member: m, signed: '已签字', signedOn: '2024-06-03' })),
    incomes: [{ member: h.personIds[0], kind: 'wages', yearly: '9600.00', source: 'declared' }],
    obligors: [],
    assets: [],
  },
})
export const step = async (by: Client, caseId: string, name: string, body: object = {}) =>
  ok(await by.post(`/cases/${caseId}/steps/${name}`, body))

/** Up to the day on which the county may decide. */
export const upToDecision = async (office: Office, caseId: string) => {
  const [clerk, section] = [await office.as('clerk'), await office.as('section')]
  await step(clerk, caseId, 'accept')
  await step(section, caseId, 'match', { fields: { reportUntil: '2024-12-05' }, parts: { findings: [] } })
  await step(clerk, caseId, 'visit', {
    fields: { visited: [], situation: '主要劳力因病丧失劳动能力', hasOfficial: false },
    secondAccountId: String(office.accounts.clerk2.accountId),
  })
  await step(clerk, caseId, 'propose', { fields: { class: 'B', proposal: 'grant' } })
  await step(await office.as('village'), caseId, 'post', { says: '村务公开栏' })
  await setToday(office, '2024-06-20')
}
export const apply = async (office: Office, more: Parameters<typeof household>[2] = {}) => {
  await setToday(office, '2024-06-03')
  const h = await household(office, await office.as('clerk'), more)
  const { caseId } = ok(await (await office.as('clerk')).post('/cases/minimum-living.application', told(h)))
  return { ...h, caseId: caseId as string }
}
