/** A county with its society office: clerks, inspectors, organisations, and an account of an organisation's own. */

import { sql } from 'kysely'
import { createAccounts } from '#core/access/accounts'
import { permissionsOf } from '#core/access/permissions'
import type { Actor } from '#core/actor'
import { asActor, type Db, one, rows } from '#core/db'
import type { Values } from '#core/engine'
import { inventCreditCode } from '#core/identity/credit-code'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { openCases } from '#core/procedures/open'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import { inventIdNumber } from '#define/id-number'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { type Office, testOffice } from '#tests/engine/county'

const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ'
let sequence = 0
/** What a society is registered with; all in order. */
export const registration = (name: string, more: Values = {}): Values => ({
  ...{ name, kind: 'association', address: '籍山镇1号', scope: '行业服务', branch: 'trade', isSponsored: false },
  ...{ isDirect: true, legalPerson: '钱一', idNumber: inventIdNumber('349999', '1970-01-01', ++sequence) },
  ...{ termUntil: '2027-12-31', funds: '50000.00', individuals: 60, units: 0, staff: 2, party: 'own' },
  ...{ isCharity: false, phone: '0553-1234567', ...more },
})
export const officers = (more: Values = {}): Values[] => [
  {
    ...{
      name: '钱一',
      idNumber: inventIdNumber('349999', '1970-01-01', ++sequence),
      post: 'chair',
      termFrom: '2023-01-01',
    },
    ...{ termUntil: '2027-12-31', isOfficial: false, approval: null, ...more },
  },
]

export type Societies = Awaited<ReturnType<typeof societies>>
export const societies = async (
  extra?: Parameters<typeof testOffice>[0],
  prepare?: Parameters<typeof testOffice>[1],
) => {
  const o = await testOffice(extra, prepare)
  const { engine, countyId, owner } = o
  const procedure = (id: string) => engine.catalogue.procedure(id)!
  const enter = async (name: string, creditCode?: string) => {
    const [found] = await o.as('county', trx =>
      findOrAddOrganisations(trx, countyId, [{ name, divisionId: o.town.village, creditCode }]),
    )
    return found!.id
  }
  /** In the register since a day, without the way there. */
  const standing = async (name: string, since: Day, more: Values = {}) => {
    const creditCode = inventCreditCode(more.kind === 'service' ? '52' : '51', '340223', ++sequence)
    const id = await enter(name, creditCode)
    const register = engine.catalogue.register('social-organisations.registered')!
    const values = { ...registration(name), creditCode, certificateUntil: '2026-12-31', ...more }
    const [rowId] = await o.as('county', trx =>
      enterRows(trx, engine, countyId, register, [
        {
          ...{ divisionId: o.town.village, townId: o.town.id, from: since, caseId: null, because: '登记' },
          columns: { organisation_id: id, ...toColumns(engine, register.told.fields, values, since) },
        },
      ]),
    )
    return { id, rowId: rowId!, creditCode, name }
  }
  /** An account: of an organisation, a sponsor, or an inspector. */
  const hire = async (
    login: string,
    post: Post,
    bound: { organisationId?: number; unit?: string } = {},
  ): Promise<Actor> => {
    const person = await one(
      owner,
      sql<{
        id: number
      }>`insert into person (county_id, division_id, name, born) values (${countyId}, ${o.town.village}, ${login}, '1980-01-01') returning id`,
    )
    const county = await one(owner, sql<{ id: number }>`select id from division where level = 'county'`)
    const rights = { post, divisionId: county.id, businesses: 'all' as const, mayDecide: post === 'inspector' }
    const [made] = await createAccounts(owner, engine.keys, countyId, [
      { login, personId: person.id, name: login, password: { hash }, ...rights, ...bound },
    ])
    const actor: Actor = {
      ...{ countyId, accountId: made!.accountId, personId: person.id, name: login, ...rights },
      ...{ divisions: bound.organisationId || bound.unit ? [] : ('all' as const), ...bound },
    }
    return permissionsOf(engine.catalogue).within(actor)
  }
  const by = <T>(actor: Actor, work: (trx: Db, by: Actor) => Promise<T>) =>
    asActor(o.app, actor, trx => work(trx, actor))
  const open = async (
    of: string,
    organisationId: number,
    more: object = {},
    who: Parameters<Office['as']>[0] = 'county',
  ) => {
    const on = await o.day()
    const [opened] = await o.as(who, (trx, actor) =>
      openCases(trx, engine, procedure(of), [
        { by: actor, on, divisionId: o.town.village, organisationId, source: 'application', ...more } as never,
      ]),
    )
    return opened!.caseId
  }
  const header = (caseId: number) => one(owner, sql<Record<string, any>>`select * from case_file where id = ${caseId}`)
  const casesOf = (of: string, organisationId: number) =>
    rows(
      owner,
      sql<
        Record<string, any>
      >`select * from case_file where procedure = ${of} and organisation_id = ${organisationId} order by id`,
    )
  return { ...o, procedure, enter, standing, hire, by, open, header, casesOf }
}
