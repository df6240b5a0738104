/** What happened behind the back of a journey: done through the same doors by the same officials, without a screen. */
import { type County, newBankCard, newIdNumber } from './county.ts'
import type { Desk } from './desk.ts'

interface Handed {
  readonly id: string
  readonly personIds: readonly string[]
}
/** A couple whose application is handed in: 9,600 yuan a year, living in the town where the power is the county's. */
export const applyUnseen = async (
  county: County,
  name: string,
  on: string,
  idNumber = newIdNumber('1958-02-11', '男'),
) => {
  const clerk = await county.desk('clerk')
  const h = await clerk.call<Handed>('/households', {
    divisionId: String(county.town.village),
    head: { name, idNumber, labour: 'none' },
    members: [{ name: '周桂兰', idNumber: newIdNumber('1960-07-21', '女'), relation: '10', labour: 'unable' }],
  })
  const { caseId } = await clerk.call<{ caseId: string }>('/cases/minimum-living.application', {
    householdId: h.id,
    source: 'application',
    fields: {
      applicant: h.personIds[0],
      ...{ area: 'rural', alone: false, cause: 'old', hasOfficial: false, account: newBankCard() },
    },
    parts: {
      consents: h.personIds.map(member => ({ member, signed: '已签字', signedOn: on })),
      incomes: [{ member: h.personIds[0], kind: 'wages', yearly: '9600.00', source: 'declared' }],
      obligors: [],
      assets: [],
    },
  })
  return { ...h, caseId }
}

/** Applied for on 19 June 2024, confirmed on the 27th, paid from July on; their cases. */
export const grantUnseen = async (county: County, ...names: readonly string[]) => {
  const cases: string[] = []
  for (const name of names) cases.push((await applyUnseen(county, name, '2024-06-19')).caseId)
  await confirmUnseen(county, cases)
  return cases
}
/** From the papers to the decision of 27 June 2024. */
export const confirmUnseen = async (county: County, cases: readonly string[]) => {
  const [clerk, section] = [await county.desk('clerk'), await county.desk('section')]
  const [village, decider] = [await county.desk('village'), await county.desk('decider')]
  const step = async (desk: Desk, name: string, body: object = {}) => {
    for (const id of cases) await desk.call(`/cases/${id}/steps/${name}`, body)
  }
  await step(clerk, 'accept')
  await step(section, 'match', { fields: { reportUntil: '2024-12-05' }, parts: { findings: [] } })
  await step(clerk, 'visit', {
    fields: { visited: [], situation: '老两口，无劳动能力', hasOfficial: false },
    secondAccountId: county.accountIdOf('clerk2'),
  })
  await step(clerk, 'propose', { fields: { class: 'B', proposal: 'grant' } })
  await step(village, 'post', { says: '村务公开栏' })
  await county.setToday('2024-06-27')
  await step(decider, 'decide', { outcome: 'grant' })
  await step(clerk, 'tell')
}
