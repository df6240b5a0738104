/** 期初的社会组织: invented names and numbers, their officers, ratings, and accounts of their own for some and for their sponsors. */
import type { Actor } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { insertMany } from '#core/db'
import type { Columns } from '#core/engine'
import { inventCreditCode } from '#core/identity/credit-code'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { countyOf, serialsFor } from '#core/procedures/serials'
import { inJson } from '#core/registers/in-json'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { openAccounts } from './social-organisations-accounts.ts'
import { namesOf, type Society, sponsors, valuesFor } from './social-organisations-names.ts'

/** How many of each, at the scale of the rehearsal. */
export interface Wanted {
  readonly societies: number
  readonly services: number
  readonly established: number
  readonly changed: number
  readonly closed: number
  readonly renewed: number
  readonly inspected: number
}

export interface Societies {
  readonly standing: readonly Society[]
  readonly changing: readonly Society[]
  readonly closing: readonly Society[]
  readonly renewing: readonly Society[]
  /** 业务主管单位 → who looks first for it. */
  readonly sponsors: ReadonlyMap<string, Actor>
}
const register = 'social-organisations.registered'

/** Registered over the last fifteen years; at the end there are as many of each kind as wanted. */
export const enterSocieties = async (life: Life, w: Wanted): Promise<Societies> => {
  const random = life.random.fork('societies')
  const kinds = kindsOf(random.fork('kinds'), w)
  const named = await namesOf(life, kinds.length)
  const { code: area } = await countyOf(life.trx, life.countyId)
  const { opens } = life.plan
  const all = kinds.map((kind, i): Society => {
    const since = dayBetween(life, random, 2009, Number(opens.slice(0, 4)) - 1)
    const isLate = i > w.closed + w.changed + w.renewed && random.chance(3) // after last June: excused this year
    return {
      ...{
        kind,
        ...named(kind, i),
        registered: isLate ? plusDays(`${opens.slice(0, 4)}-07-05` as Day, i % 90) : since,
      },
      ...{ creditCode: inventCreditCode(kind === 'association' ? '51' : '52', area, i + 1), id: 0, rowId: 0 },
      ...{ sponsor: random.chance(45) ? random.pick(sponsors) : undefined },
      certificateUntil: plusDays(opens, 400 + random.int(0, 1200)),
    }
  })
  const renewing = all.slice(w.closed + w.changed, w.closed + w.changed + w.renewed)
  // Certificates that run out within the period, early enough to be renewed in it; a few more just after it.
  renewing.forEach((s, i) => {
    s.certificateUntil = plusDays(life.plan.period.from, 45 + Math.floor((i * 120) / Math.max(1, renewing.length)))
  })
  for (const [i, s] of all.slice(-Math.ceil(all.length / 50)).entries())
    s.certificateUntil = plusDays(life.plan.ends, 12 + i * 5)
  await enter(life, all)
  await rate(life, all)
  return {
    sponsors: await openAccounts(life, all),
    standing: all.slice(w.closed),
    closing: all.slice(0, w.closed),
    changing: all.slice(w.closed, w.closed + w.changed),
    renewing,
  }
}
/** Of those that close and those that are established about as many are of each kind as among all. */
const kindsOf = (random: Life['random'], w: Wanted) => {
  const established = establishedKinds(w)
  const closing = random.shuffled(
    Array.from({ length: w.closed }, (_, i) =>
      i % 2 && w.societies ? ('association' as const) : ('service' as const),
    ),
  )
  const left = (kind: 'association' | 'service', end: number) =>
    Array.from({ length: end - established.filter(k => k === kind).length }, () => kind)
  return [...closing, ...random.shuffled([...left('association', w.societies), ...left('service', w.services)])]
}
export const establishedKinds = (w: Wanted): ('association' | 'service')[] =>
  Array.from({ length: w.established }, (_, i) =>
    (i % 3 === 0 && w.societies > i) || w.services <= i ? 'association' : 'service',
  )
const dayBetween = (life: Life, random: Life['random'], from: number, to: number) =>
  life.agenda.workday(`${random.int(from, to)}-0${random.int(1, 6)}-1${random.int(0, 9)}` as Day, 0)

const enter = async (life: Life, all: Society[]) => {
  const { trx, engine, countyId } = life
  const random = life.random.fork('officers')
  const r = engine.catalogue.register(register)!
  const found = await findOrAddOrganisations(
    trx,
    countyId,
    all.map(s => ({ name: s.name, divisionId: s.village.id, creditCode: s.creditCode })),
  )
  const told = all.map(s => valuesFor(life, random, s))
  const ids = await enterRows(
    trx,
    engine,
    countyId,
    r,
    all.map((s, i) => ({
      ...{ divisionId: s.village.id, townId: s.village.townId, from: s.registered, caseId: null, because: '期初转入' },
      columns: { organisation_id: found[i]!.id, ...toColumns(engine, r.told.fields, told[i]!.fields, life.plan.opens) },
    })),
  )
  all.forEach((s, i) => Object.assign(s, { id: found[i]!.id, rowId: ids[i]!, head: told[i]!.head }))
  const { fields } = r.told.parts!.officers.told
  const lines = all.flatMap((s, i) =>
    told[i]!.officers.map(line => ({
      ...{ county_id: countyId, row_id: ids[i], held: `[${s.registered},)` },
      ...inRow(toColumns(engine, fields, line, life.plan.opens)),
    })),
  )
  await insertMany(trx, 'social_organisations_registered_officers', withIds(lines))
}
const inRow = (columns: Columns) => Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, inJson(v)]))
const withIds = (lines: readonly object[]) =>
  lines.map(l => ({ ...l, known_from: '2009-01-01T00:00:00+08:00' })) as Record<string, unknown>[]

/** About one in eight has been rated within the last four years; three A and more go the short way. */
const rate = async (life: Life, all: readonly Society[]) => {
  const { trx, engine, countyId, plan } = life
  const random = life.random.fork('ratings')
  const rated = all.filter(() => random.chance(12))
  const r = engine.catalogue.register('organisation-ratings.ratings')!
  const from = plusDays(plan.opens, -500)
  const numbers = await serialsFor(
    trx,
    await countyOf(trx, countyId),
    'organisation-ratings.ratings.document',
    '民社评〔{year}〕{n3}号',
    from.slice(0, 4),
    rated.length,
  )
  if (!rated.length) return
  await enterRows(
    trx,
    engine,
    countyId,
    r,
    rated.map((s, i) => ({
      ...{
        divisionId: s.village.id,
        townId: s.village.townId,
        from: s.registered > from ? s.registered : from,
        caseId: null,
        because: '期初转入',
      },
      columns: {
        organisation_id: s.id,
        grade: random.of([
          [2, 20],
          [3, 50],
          [4, 22],
          [5, 8],
        ]),
        document: numbers[i],
      },
    })),
  )
}
