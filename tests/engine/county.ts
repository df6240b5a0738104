/** 南陵县 with a few officials and one household, for walking cases through the real engine as the real role. */
import { sql } from 'kysely'
import { createAccounts } from '#core/access/accounts'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, one, rows } from '#core/db'
import type { Engine, Values } from '#core/engine'
import { inventBankCard } from '#core/identity/bank-card'
import { openKeys } from '#core/identity/keys'
import { confirmEvents, type EventInput, recordEvents } from '#core/people/events'
import { type EnteredHousehold, enterHouseholds, type HouseholdInput } from '#core/people/households'
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { inventIdNumber } from '#define/id-number'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { modules } from '#domains/index'
import { testLedger } from '#tests/setup/ledger'

export type Office = Awaited<ReturnType<typeof testOffice>>
export const testOffice = async (
  extra: Record<string, Record<string, unknown>> = {},
  prepare?: (owner: Db, catalogue: Catalogue) => Promise<void>,
) => {
  const ledger = await testLedger()
  const engine: Engine = {
    catalogue: new Catalogue({ ...modules, ...extra }),
    keys: openKeys(ledger.home),
    home: ledger.home,
  }
  await prepare?.(ledger.owner, engine.catalogue)
  const { countyId } = await installProfile(ledger.owner, await loadProfile('profiles/nanling'))
  const today = async (day: Day) =>
    void (await sql`update county set rehearsal_day = ${day}::date where county_id = ${countyId}`.execute(ledger.owner))
  await today('2024-06-03')
  const towns = await rows(
    ledger.owner,
    sql<{ id: number; name: string; village: number; village2: number; handed: boolean }>`
    select d.id, d.name, (array_agg(v.id order by v.code))[1] as village, (array_agg(v.id order by v.code))[2] as village2,
      exists (select from power p where p.county_id = d.county_id and p.division_id = d.id and p.business = 'minimum-living' and p.starts <= '2024-01-01') as handed
    from division d join division v on v.county_id = d.county_id and v.parent_id = d.id where d.level = 'town' group by d.county_id, d.id, d.name, d.code order by d.code`,
  )
  const county = (await one(ledger.owner, sql<{ id: number }>`select id from division where level = 'county'`)).id
  const town = towns.find(t => !t.handed)!
  const handedTown = towns.find(t => t.handed)!
  const officials = await makeOfficials(ledger.owner, engine, countyId, county, [town, handedTown])
  const as = <T>(who: keyof typeof officials & string, work: (trx: Db, by: Actor) => Promise<T>) =>
    asActor(ledger.app, officials[who]!, trx => work(trx, officials[who]!))

  let sequence = 100
  const person = (name: string, born: Day) => ({ name, idNumber: inventIdNumber('349999', born, ++sequence) })
  const household = async (
    input: Partial<HouseholdInput> & {
      people?: (Partial<HouseholdInput['head']> & { born?: Day; relation?: string })[]
    } = {},
  ): Promise<EnteredHousehold> => {
    const people = input.people ?? [{}, { relation: '10' }, { relation: '20', born: '2014-05-01' }]
    const made = people.map((p, i) => ({
      ...person('赵钱孙李周'[i]! + '甲', p.born ?? '1984-01-01'),
      labour: 'unable' as const,
      relation: '10',
      ...p,
    }))
    const [head, ...members] = made.map(({ born: _, ...m }) => m)
    const [entered] = await as(input.divisionId === handedTown.village ? 'handed' : 'town', trx =>
      enterHouseholds(trx, engine, [
        {
          countyId,
          on: '2024-06-03',
          divisionId: town.village,
          address: '一组',
          from: '2020-01-01',
          head: head!,
          members,
          ...input,
        } as HouseholdInput,
      ]),
    )
    return entered!
  }
  const day = async () =>
    (await one(ledger.owner, sql<{ d: Day }>`select rehearsal_day as d from county where county_id = ${countyId}`)).d
  /** Does a step today. */
  const act = async (
    who: keyof typeof officials & string,
    procedure: string,
    caseId: number,
    step: string,
    more: object = {},
  ) => {
    const on = await day()
    return as(who, (trx, by) =>
      actOnCases(trx, engine, engine.catalogue.procedure(procedure)!, step, [{ caseId, by, on, ...more }]),
    )
  }
  const apply = async (
    h: EnteredHousehold,
    fields: Values = {},
    parts: Record<string, Values[]> = {},
    division = town.village,
    clerk: keyof typeof officials & string = 'town',
  ) => {
    const on = await day()
    const members = h.personIds
    const [opened] = await as(clerk, (trx, by) =>
      openCases(trx, engine, engine.catalogue.procedure('minimum-living.application')!, [
        {
          ...{ by, on, divisionId: division, householdId: h.householdId, source: 'application' },
          fields: {
            applicant: String(members[0]),
            area: 'rural',
            alone: false,
            cause: 'labour',
            hasOfficial: false,
            account: inventBankCard(sequence),
            ...fields,
          },
          parts: {
            consents: members.slice(0, 2).map(m => ({ member: String(m), signed: '已签字', signedOn: on })),
            incomes: [{ member: String(members[0]), kind: 'wages', yearly: '9600.00', source: 'declared' }],
            obligors: [],
            assets: [],
            ...parts,
          },
        },
      ]),
    )
    return opened!.caseId
  }
  const second = { accountId: officials.town2.accountId, personId: officials.town2.personId }
  const visited = { visited: [], situation: '家中三口，主要劳力因病丧失劳动能力', hasOfficial: false }
  const application = 'minimum-living.application'
  /** From application up to the day on which the decision may be taken. */
  const upToDecision = async (caseId: number, proposal: 'grant' | 'refuse' = 'grant') => {
    await act('town', application, caseId, 'accept')
    await today('2024-06-05')
    await act('county', application, caseId, 'match', {
      fields: { reportUntil: '2024-12-05' },
      parts: { findings: [] },
    })
    await today('2024-06-07')
    await act('town', application, caseId, 'visit', { second, fields: visited })
    await act('town', application, caseId, 'propose', { fields: { class: 'B', proposal } })
    await today('2024-06-10')
    if (proposal === 'grant') await act('village', application, caseId, 'post', { says: '村务公开栏' })
    await today('2024-06-20')
  }
  /** A household in, from July on; today is the day after the decision. */
  const granted = async (h: EnteredHousehold, fields: Values = {}, parts: Record<string, Values[]> = {}) => {
    await today('2024-06-03')
    const caseId = await apply(h, fields, parts)
    await upToDecision(caseId)
    await act('county', application, caseId, 'decide', { outcome: 'grant' })
    await act('town', application, caseId, 'tell')
    await today('2024-06-21')
    const row = await one(ledger.owner, sql<{ id: number }>`select row_id as id from case_file where id = ${caseId}`)
    return { caseId, rowId: row.id, household: h }
  }
  /** What a row is worth in a month, in fen; 0 when it is not in or suspended. */
  const due = async (rowId: number, month: string) =>
    (
      await one(
        ledger.owner,
        sql<{
          due: number
        }>`select coalesce((select case when r.held @> ${`${month}-01`}::date and not s.suspended then s.allowance_amount else 0 end
      from minimum_living_roster r join minimum_living_roster_state s on s.row_id = r.id where r.id = ${rowId} and s.starts <= ${`${month}-01`}::date order by s.version desc limit 1), 0) as due`,
      )
    ).due
  const event = async (
    who: keyof typeof posts,
    confirmer: keyof typeof posts,
    input: Omit<EventInput, 'by' | 'source'>,
  ) => {
    const [id] = await as(who, async (trx, by) =>
      recordEvents(trx, [{ by, source: '村级报告', ...input }], await day()),
    )
    await as(confirmer, async (trx, by) => confirmEvents(trx, engine, by, [id!], await day()))
    return id!
  }
  return {
    ...ledger,
    engine,
    countyId,
    towns,
    town,
    handedTown,
    officials,
    as,
    today,
    day,
    household,
    act,
    apply,
    upToDecision,
    granted,
    due,
    event,
    second,
    visited,
    application,
    review: 'minimum-living.review',
  }
}

const posts = {
  town: 'town',
  town2: 'town',
  town3: 'town',
  handed: 'town',
  handed2: 'town',
  handed3: 'town',
  village: 'village',
  county: 'county',
  county2: 'county',
  county3: 'county',
  head: 'bureau-head',
  finance: 'finance',
  finance2: 'finance',
  auditor: 'auditor',
  registry: 'registry',
  registry2: 'registry',
  facility: 'facility',
  facility2: 'facility',
} as const
const makeOfficials = async (
  owner: Db,
  engine: Engine,
  countyId: number,
  county: number,
  [town, handed]: { id: number; village: number }[],
) => {
  const officials = {} as Record<keyof typeof posts, Actor>
  const list = Object.entries(posts) as [keyof typeof posts, Post][]
  const made = list.map(([key, post], i) => ({
    key,
    post,
    divisionId: key.startsWith('handed')
      ? handed!.id
      : post === 'town'
        ? town!.id
        : post === 'village'
          ? town!.village
          : county,
    name: `官${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'[i]}`,
  }))
  const people = await rows(
    owner,
    sql<{
      id: number
      name: string
    }>`insert into person (county_id, division_id, name, born) select ${countyId}, ${county}, n, '1980-01-01' from unnest(${made.map(m => m.name)}::text[]) n returning id, name`,
  )
  const accounts = made.map(m => ({
    login: m.key,
    personId: people.find(p => p.name === m.name)!.id,
    name: m.name,
    post: m.post,
    divisionId: m.divisionId,
    businesses: 'all' as const,
    mayDecide: ['town', 'county', 'bureau-head'].includes(m.post),
    password: { hash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ' },
  }))
  const founded = await createAccounts(owner, engine.keys, countyId, accounts)
  for (const [i, m] of made.entries()) {
    const within = await rows(
      owner,
      sql<{
        id: number
      }>`select division_id as id from division_within where county_id = ${countyId} and ancestor_id = ${m.divisionId}`,
    )
    const isCounty = !['town', 'village'].includes(m.post)
    officials[m.key] = {
      countyId,
      accountId: founded[i]!.accountId,
      personId: accounts[i]!.personId,
      name: m.name,
      post: m.post,
      divisionId: m.divisionId,
      divisions: isCounty ? 'all' : within.map(w => w.id),
      businesses: m.post === 'facility' ? ['cremation', 'ashes', 'funeral-relief'] : 'all',
      mayDecide: true,
    }
  }
  return officials
}
