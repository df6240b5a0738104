/** Valid values for whatever a definition asks, and subjects of every kind: made from the definition, or from the first good case of its casebook. */
import { sql } from 'kysely'
import { plusDays } from '#core/calendar/days'
import { one } from '#core/db'
import type { Values } from '#core/engine'
import { inventBankCard } from '#core/identity/bank-card'
import { inventCreditCode } from '#core/identity/credit-code'
import { confirmEvents, recordEvents } from '#core/people/events'
import { enterHouseholds } from '#core/people/households'
import { findOrAddPeople, type PersonInput } from '#core/people/persons'
import { rolesOf } from '#core/registers/columns'
import type { Field, Fields } from '#define/field'
import { inventIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Household, Person } from '#define/subjects'
import type { Day } from '#define/time'
import type { House } from './house.ts'

/** What a casebook says of one case: facts of the subject, the row, the parts. */
export interface Told {
  readonly on: Day
  readonly of?: Readonly<Record<string, unknown>>
  readonly row?: Readonly<Record<string, unknown>>
  readonly parts?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}
export interface Made {
  /** Role → its number. */
  readonly roles: Readonly<Record<string, number>>
  readonly kinds: Readonly<Record<string, string>>
  readonly people: readonly number[]
}

let sequence = 0
const bornAlike = new Map<string, number>()
/** Five hundred of one birthday and sex: nobody is met twice. */
const nextId = (born: Day, sex: '男' | '女' = '男') => {
  const nth = (bornAlike.get(born + sex) ?? 0) + 1
  bornAlike.set(born + sex, nth)
  return inventIdNumber('349999', born, 2 * nth + (sex === '男' ? 1 : 0))
}

const personOf = (f: Person['facts'] | undefined, on: Day): PersonInput => ({
  name: `赵${'大小明红军强芳丽伟静'[sequence % 10]}${'山川江河湖海林田石玉'[Math.floor(sequence / 10) % 10]}`,
  idNumber: nextId(f?.born ?? '1960-05-05', f?.sex),
  ...(f?.labour ? { labour: f.labour } : { labour: 'unable' }),
  ...(f?.isLocal === false && { registeredDivisionId: null }),
  ...(f?.isMarried && { marital: '20' }),
  standings: [
    ...(f?.disability
      ? [
          {
            kind: 'disability' as const,
            variety: f.disability.kind,
            degree: f.disability.grade,
            from: '2010-01-01' as Day,
            source: '残联',
          },
        ]
      : []),
    ...(f?.isSeriouslyIll ? [{ kind: 'serious illness' as const, from: '2020-01-01' as Day, source: '医院' }] : []),
    ...(f?.isStudent ? [{ kind: 'student' as const, from: '2020-09-01' as Day, source: '学校' }] : []),
  ].filter(s => s.from < on),
})

/** Each role of the register has somebody new; `own`: an organisation and a place that are there already. */
export const makeSubjects = async (
  house: House,
  r: AnyRegister,
  told: Partial<Told>,
  on: Day,
  own?: { readonly organisationId: number; readonly placeId: number },
): Promise<Made> => {
  const made = await inventSubjects(house, r, told, on, own)
  for (const [role, facts] of Object.entries<any>(told.of ?? {}))
    if (facts?.facts?.died) await reportDeath(house, made.roles[role]!, facts.facts.died)
  return made
}
/** By two, as any death is. */
const reportDeath = async (house: House, personId: number, on: Day) => {
  const [by, second] = house.officials.filter(o => o.post === 'county')
  const today = await house.today()
  const event = { by: by!, source: '村级报告', event: 'person.died', personId, on } as const
  const ids = await house.as(by!, trx => recordEvents(trx, [event], today))
  await house.as(second!, trx => confirmEvents(trx, house.engine, second!, ids, today))
}
const inventSubjects = async (
  house: House,
  r: AnyRegister,
  told: Partial<Told>,
  on: Day,
  own?: { readonly organisationId: number; readonly placeId: number },
): Promise<Made> => {
  const { countyId, places, engine } = house
  const roles: Record<string, number> = {}
  const people: number[] = []
  for (const [role, kind] of rolesOf(r)) {
    const facts = told.of?.[role]
    if (kind === 'household') {
      const members = (facts as Household | undefined)?.members ?? []
      const [head, ...others] = (members.length ? members : [undefined, undefined]).map(m => personOf(m?.facts, on))
      const [made] = await house.wide(trx =>
        enterHouseholds(trx, engine, [
          {
            ...{ countyId, on, divisionId: places.village, from: '2015-01-01', head: head! },
            members: others.map(m => ({ ...m, relation: '20' })),
          },
        ]),
      )
      roles[role] = made!.householdId
      people.push(...made!.personIds)
    } else if (kind === 'person') {
      const person = { ...personOf((facts as Person | undefined)?.facts, on), divisionId: places.village }
      const [found] = await house.wide(trx => findOrAddPeople(trx, engine, countyId, on, [person]))
      roles[role] = found!.id
      people.push(found!.id)
    } else if (own && (kind === 'organisation' || kind === 'place')) roles[role] = own[`${kind}Id`]
    else if (kind === 'organisation' || kind === 'place') {
      const columns =
        kind === 'organisation'
          ? {
              division_id: places.village,
              name: `第${++sequence}协会`,
              sponsor: house.outside.ours.unit,
              credit_code: inventCreditCode('51', '349999', ++sequence),
            }
          : { division_id: places.village, kind: 'meal point', name: `第${++sequence}处` }
      roles[role] = (
        await one(
          house.ledger.owner,
          sql<{
            id: number
          }>`insert into ${sql.table(kind)} (county_id, ${sql.join(Object.keys(columns).map(c => sql.ref(c)))})
            values (${countyId}, ${sql.join(Object.values(columns))}) returning id`,
        )
      ).id
    } else roles[role] = places.village
  }
  return { roles, people, kinds: Object.fromEntries(rolesOf(r)) }
}

/** One field, as it travels; undefined where it may be missing or nobody types it. */
const valueOf = (house: House, made: Made, name: string, f: Field<any>, on: Day): unknown => {
  if (f.isSecret) return name === 'idNumber' ? nextId(plusDays('1950-01-01', ++sequence)) : inventBankCard(++sequence)
  if (f.isTime) return `09:${String(++sequence % 60).padStart(2, '0')}`
  const first: Record<string, unknown> = {
    ...{
      text: `依规填写${sequence}`,
      choice: Object.keys(f.options ?? {})[0],
      'yes-no': false,
      count: 1,
      money: '100.00',
    },
    ...{ day: on, month: on.slice(0, 7), instant: `${on}T09:00:00+08:00`, files: [], signature: '已签字' },
    ...{ person: made.people[0] && String(made.people[0]), place: String(house.places.village) },
    subject: house.known.has(f.of) ? String(house.known.get(f.of)) : undefined,
    ...{ 'credit-code': inventCreditCode('51', '349999', ++sequence), rounding: 'none' },
  }
  return first[f.type]
}
/** As a rule sees it → as it travels: money is counted in twelfths of a fen. */
const travelling = (f: Field<any>, v: unknown) => (f.type === 'money' ? (Number(v) / 1200).toFixed(2) : v)
const isSaid = (v: unknown) => v !== undefined && v !== null
const isTold = (f: Field<any>, v: unknown) =>
  isSaid(v) && !f.isSecret && !['person', 'place', 'subject', 'files', 'credit-code'].includes(f.type)
/** An invented name is nobody else's: the same words told twice are told of two. */
const ofItsOwn = (f: Field<any>, v: unknown) =>
  f.type === 'text' && String(v).startsWith('演示')
    ? `${[...String(++sequence)].map(d => '零一二三四五六七八九'[Number(d)]).join('')}${v}`
    : v

export const valuesFor = (
  house: House,
  made: Made,
  fields: Fields,
  told: Readonly<Record<string, unknown>>,
  on: Day,
): Values =>
  Object.fromEntries(
    Object.entries<Field<any>>(fields).flatMap(([name, f]) => {
      if (f.type === 'serial') return []
      if (isTold(f, told[name])) return [[name, ofItsOwn(f, travelling(f, told[name]))]]
      if (f.mayBeMissing && !isSaid(told[name]) && f.type !== 'yes-no') return []
      return [[name, valueOf(house, made, name, f, on)]]
    }),
  )
/** As many lines as the casebook has; of what it does not tell one of each adult for consents, none otherwise. */
export const linesFor = (
  house: House,
  made: Made,
  part: AnyRegister,
  told: Told['parts'],
  name: string,
  on: Day,
): Values[] => {
  const lines = told?.[name] ?? [{}]
  return lines.map((line, i) => {
    const values = valuesFor(house, made, part.told.fields, line, on)
    const who = Object.entries<Field<any>>(part.told.fields).find(([, f]) => f.type === 'person')?.[0]
    return who && made.people.length ? { ...values, [who]: String(made.people[i % made.people.length]) } : values
  })
}
