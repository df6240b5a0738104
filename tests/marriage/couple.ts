/** Couples at the registry, taken through the real engine. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, type Db, rows } from '#core/db'
import type { Values } from '#core/engine'
import { actOnCases } from '#core/procedures/act'
import { openCases } from '#core/procedures/open'
import { withdraw } from '#core/procedures/withdraw'
import { testOffice } from '../engine/county.ts'

export const both = ['husband', 'wife']
export const registryOffice = async () => {
  const o = await testOffice()
  let count = 0
  /** `home`: null for somebody of another county. */
  const person = async (
    sex: '男' | '女',
    born: string,
    { home = o.town.village as number | null, marital = '10' } = {},
  ) => {
    const name = `${sex === '男' ? '郑' : '王'}${'一二三四五六七八九十'[count % 10]}${++count}`
    const [made] = await rows(
      o.owner,
      sql<{ id: number }>`insert into person (county_id, division_id, name, born, sex, registered_division_id, marital)
        values (${o.countyId}, ${home ?? o.town.village}, ${name}, ${born}::date, ${sex}, ${home}, ${marital}) returning id`,
    )
    return made!.id
  }
  const couple = async (more: Parameters<typeof person>[2] = {}) => ({
    husband: await person('男', '1990-01-01', more),
    wife: await person('女', '1991-01-01', more),
  })
  const open = (
    procedure: string,
    roles: { husband: number; wife: number },
    fields: Values,
    came: readonly string[] = both,
  ) => o.as('registry', async (trx, by) => openIn(trx, by, procedure, roles, fields, came))
  const openIn = async (
    trx: Db,
    by: Actor,
    procedure: string,
    roles: { husband: number; wife: number },
    fields: Values,
    came: readonly string[] = both,
  ) => {
    const [opened] = await openCases(trx, o.engine, o.engine.catalogue.procedure(procedure)!, [
      { by, on: await o.day(), divisionId: by.divisionId, roles, source: 'application', fields, came },
    ])
    return opened!.caseId
  }
  const statement: Values = {
    ...{ voluntary: true, noSpouse: true, notKin: true, disease: 'none', hukouBook: true },
    ...{ husbandBefore: 'single', wifeBefore: 'single' },
  }
  const agreement: Values = {
    certificate: 'J349999-2015-000001',
    inMainland: true,
    settled: true,
    children: 1,
    hukouBook: true,
  }
  const header = async (caseId: number) =>
    (await rows(o.owner, sql<any>`select * from case_file where id = ${caseId}`))[0]!
  const marital = async (...ids: number[]) =>
    (
      await rows(
        o.owner,
        sql<{ m: string }>`select marital as m from person where id = any(${ids}::bigint[]) order by id`,
      )
    ).map(r => r.m)
  const marry = async (roles: { husband: number; wife: number }) => {
    const caseId = await open('marriage.registration', roles, statement)
    await o.act('registry', 'marriage.registration', caseId, 'register', { outcome: 'grant' })
    return caseId
  }
  /** Accepted today. */
  const askDivorce = async (roles: { husband: number; wife: number }) => {
    const caseId = await open('divorce.registration', roles, agreement)
    await o.act('registry', 'divorce.registration', caseId, 'accept', { outcome: 'continue' })
    return caseId
  }
  const step = (caseId: number, step: string, more: object = {}) =>
    o.act('registry', 'divorce.registration', caseId, step, more)
  const stepBack = async (caseId: number, came: readonly string[]) =>
    o.as('registry', async (trx, by) =>
      withdraw(trx, o.engine, { caseId, by, on: await o.day(), says: '不愿离婚', came }),
    )
  const atOnce = <T>(work: (trx: Db, by: Actor) => Promise<T>) =>
    asActor(o.app, o.officials.registry, trx => work(trx, o.officials.registry))
  return {
    ...o,
    person,
    couple,
    open,
    openIn,
    statement,
    agreement,
    header,
    marital,
    marry,
    askDivorce,
    step,
    stepBack,
    atOnce,
    actOnCases,
  }
}
