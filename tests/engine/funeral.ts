/** 殡葬 through the engine: an old couple with two benefits, a cremation by the funeral home's two hands, and its correction. */
import { sql } from 'kysely'
import { one, rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { openCases } from '#core/procedures/open'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Day } from '#define/time'
import type { Office } from './county.ts'

let cards = 5_000
export const funeralOf = (o: Office) => {
  const { catalogue } = o.engine
  /** An old couple in 低保 from July on; the man also receives 高龄津贴 from January on. */
  const couple = async () => {
    const people = [
      { born: '1938-03-01' as Day, labour: 'none' as const },
      { born: '1941-03-01' as Day, labour: 'none' as const, relation: '10' },
    ]
    const { rowId, household } = await o.granted(await o.household({ people }), {}, { incomes: [] })
    const [man, wife] = household.personIds as [number, number]
    const [allowance] = await o.as('county', trx =>
      enterRows(trx, o.engine, o.countyId, catalogue.register('old-age-allowance.roster')!, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from: '2024-01-01', caseId: null, because: '期初' },
          columns: {
            person_id: man,
            ...toColumns(
              o.engine,
              catalogue.register('old-age-allowance.roster')!.told.fields,
              { livesAlone: false, account: inventBankCard(cards++) },
              '2024-01-01',
            ),
          },
        },
      ]),
    )
    return { rowId, household, man, wife, allowance: allowance! }
  }
  const procedure = (id: string) => catalogue.procedure(id)!
  const begin = async (personId: number, died: Day, who: 'facility' | 'facility2' = 'facility') => {
    const on = await o.day()
    const [opened] = await o.as(who, (trx, by) =>
      openCases(trx, o.engine, procedure('cremation.cremation'), [
        {
          ...{ by, on, divisionId: o.town.village, roles: { deceased: personId }, source: 'application' as const },
          fields: { proofKind: 'medical', proof: `演示死证${personId}`, died, kin: '某某' },
        },
      ]),
    )
    return opened!.caseId
  }
  const act = (who: Parameters<typeof o.act>[0], caseId: number, step: string, more: object = {}) =>
    o.act(who, 'cremation.cremation', caseId, step, more)
  const burn = (who: 'facility' | 'facility2', caseId: number, burntAt = '09:30') =>
    act(who, caseId, 'cremate', {
      outcome: 'close',
      fields: { furnace: 'ordinary', operator: '某师傅', burntAt },
    })
  const cremate = async (personId: number, died: Day) => {
    const caseId = await begin(personId, died)
    await act('facility', caseId, 'collect', { fields: { collectedFrom: '家中' } })
    await act('facility', caseId, 'store', { fields: { storedDays: 2, zone: 'cremation' } })
    await burn('facility2', caseId)
    const row = await one(o.owner, sql<{ id: number }>`select id from cremation_bodies where case_id = ${caseId}`)
    return { caseId, bodyId: row.id }
  }
  const held = async (table: string, id: number) =>
    (await one(o.owner, sql<{ held: string }>`select held::text from ${sql.table(table)} where id = ${id}`)).held
  const deathOf = (personId: number) =>
    rows(
      o.owner,
      sql<{
        happened_on: Day
        stands: string
        case_id: number | null
        repeats_id: number | null
      }>`select happened_on, case_id, repeats_id,
        case when undone_by is not null then 'undone' when refused_by is not null then 'refused' when confirmed_by is not null then 'confirmed' else 'open' end as stands
        from life_event where person_id = ${personId} and event = 'person.died' order by id`,
    )
  const begunBy = (caseId: number) =>
    rows(
      o.owner,
      sql<{
        id: number
        procedure: string
        stands: string
        outcome: string | null
      }>`select id, procedure, stands, outcome from case_file where earlier_case_id = ${caseId} order by procedure`,
    )
  const correct = async (bodyId: number, personId: number, outcome: string, fields: object = {}) => {
    const on = await o.day()
    const p = procedure('cremation.correction')
    const [opened] = await o.as('facility', (trx, by) =>
      openCases(trx, o.engine, p, [
        { by, on, divisionId: o.town.village, roles: { deceased: personId }, rowId: bodyId, source: 'application' },
      ]),
    )
    await o.act('facility', 'cremation.correction', opened!.caseId, 'ask', {
      fields: { reason: '同名，登记错了人', ...fields },
    })
    return (who: 'county' | 'county2' = 'county') =>
      o.act(who, 'cremation.correction', opened!.caseId, 'decide', { outcome, says: '核对死亡证明，登记有误' })
  }
  return { couple, procedure, begin, act, burn, cremate, held, deathOf, begunBy, correct }
}
