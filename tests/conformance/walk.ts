/** Walks a case of any definition: whoever's turn it is does the step that is due, with valid values, until it ends as wished. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'

import { snake } from '#core/catalogue'
import { maybe, one } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { clockFacts, countyClock } from '#core/procedures/clock-facts'
import { isInPerson } from '#core/procedures/counter'
import { verdictOfRow } from '#core/procedures/evaluate-case'

import { doneOf, loadCases } from '#core/procedures/load'

import { standingOf } from '#core/procedures/standing'
import { postsFor } from '#core/procedures/turn'
import { outcomesOf, rolesOf } from '#core/registers/columns'

import { type Day } from '#define/time'

import { bodyOf, fail, isThere, type Life, type Turn } from './begin.ts'
import type { House, Official } from './house.ts'
import { type Made } from './values.ts'
/** Who is to do what now; undefined when it has ended. */
export const turnOf = async (house: House, { caseId, p, made }: Life): Promise<Turn | undefined> => {
  const on = await house.today()
  const { engine, countyId } = house
  return house.wide(async trx => {
    const one = (await loadCases(trx, engine, countyId, p, [caseId], on, false)).get(caseId)!
    if (one.header.stands === 'ended') return undefined
    const clock = clockFacts(await countyClock(trx, engine, countyId, p, on, one.version), one)
    const standing = standingOf(p, doneOf(p, one.columns), on, verdictOfRow(p, one).c, clock, one.header.applied_on)
    if (!standing.step) return undefined
    const posts = await postsFor(trx, engine, p, standing.step, one)
    const s = p.steps[standing.step]!
    const at = s.at ? Number(one.columns[snake(String(s.at))]) : one.header.division_id
    const others = [s.notBy ?? []]
      .flat()
      .flatMap(k => [one.columns[`${snake(String(k))}_by`], one.columns[`${snake(String(k))}_second`]])
    const decides = outcomesOf(p, standing.step).length > 0
    const used = new Set(Object.keys(p.steps).map(k => one.columns[`${snake(k)}_by`]))
    const fit = house.officials
      .filter(
        o =>
          posts.includes(o.post) &&
          isThere(o, at) &&
          o.of !== 'theirs' &&
          !others.includes(o.personId) &&
          (!decides || o.mayDecide),
      )
      .map(o => (o.of ? { ...o, ...ownOf(o, made) } : o))
      .sort((a, b) => Number(used.has(a.personId)) - Number(used.has(b.personId)))
    const [by, second] = fit
    if (!by) return fail(`${p.title} ${standing.step}: no ${posts.join('/')} may do it`)
    return {
      step: standing.step,
      by,
      one,
      standing,
      ...(s.people === 2 && { second: second ?? fail(`${standing.step}: one ${by.post} alone`) }),
    }
  })
}

/** Whoever comes from outside comes from the organisation or place that it is about. */
export const ownOf = (o: Official, made: Made) => {
  const of = (kind: string) => Object.entries(made.kinds).find(([, k]) => k === kind)?.[0]
  const id = made.roles[of(o.post === 'organisation' ? 'organisation' : 'place') ?? '']
  return o.post === 'sponsor' || !id ? {} : o.post === 'organisation' ? { organisationId: id } : { placeId: id }
}
/** Ends for which somebody has applied, or for which a case was opened; the first that the law allows. */
export const good: readonly string[] = ['grant', 'found', 'close', 'continue', 'adjust', 'stop', 'annul', 'not found']
/** Does the step that is due. `wish`: which outcome, where the step has it. */
export const doStep = async (house: House, life: Life, turn: Turn, wish?: string) => {
  const { p, caseId, made, told } = life
  const { step, by, second, standing } = turn
  const on = standing.opensOn && standing.opensOn > (await house.today()) ? standing.opensOn : await house.today()
  await house.setToday(on)
  const s = p.steps[step]!
  const outcomes = outcomesOf(p, step)
  const outcome = wish ?? outcomes[0]
  const body = bodyOf(house, p, [step], made, told, on)
  const act = (more: object = {}) =>
    house.as(by, trx =>
      actOnCases(trx, house.engine, p, step, [
        {
          ...{ caseId, by, on, ...body, says: '依材料办理' },
          ...(outcomes.length && { outcome }),
          ...(second && { second: { accountId: second.accountId, personId: second.personId, name: second.name } }),
          ...(isInPerson(s) && { came: rolesOf(p.register).map(([role]) => role) }),
          ...more,
        } as never,
      ]),
    )
  if (!s.opinions) return act()
  for (const department of s.opinions) await act({ opinion: { department, agrees: true } })
  return undefined
}

/** Where the law itself refuses one outcome, the next one wished for is taken. @throws Stuck where it refuses all of them */
export const tryStep = async (
  house: House,
  life: Life,
  turn: Turn,
  wishes: readonly string[] = good,
): Promise<void> => {
  const may = outcomesOf(life.p, turn.step) as readonly string[]
  if (!may.length) return void (await doStep(house, life, turn))
  const refused: string[] = []
  const those = wishes.filter(w => may.includes(w))
  for (const outcome of those.length ? those : may.slice(0, 1))
    try {
      return void (await doStep(house, life, turn, outcome))
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 422) throw error
      refused.push(error.reason)
    }
  throw new Stuck(refused.join('；'), turn.step, those[0]!)
}
/** The law lets it end in none of the ways wished for, with the values given. */
export class Stuck extends Error {
  constructor(
    says: string,
    readonly step: string,
    readonly outcome: string,
  ) {
    super(says)
  }
}

/** To the end. */
export const walk = async (house: House, life: Life, wishes: readonly string[] = good): Promise<Turn[]> => {
  const turns: Turn[] = []
  for (let n = 0; n < 40; n++) {
    const turn = await turnOf(house, life)
    if (!turn) return turns
    await tryStep(house, life, turn, wishes)
    turns.push(turn)
  }
  throw new Error(`${life.p.title} does not end: ${turns.map(t => t.step).join(' ')}`)
}

export const headOf = (house: House, caseId: number) =>
  one(
    house.ledger.owner,
    sql<{
      stands: string
      outcome: string | null
      row_id: number | null
      decided_on: Day | null
      procedure: string
      number: string
    }>`select stands, outcome, row_id, decided_on, procedure, number from case_file
      where county_id = ${house.countyId} and id = ${caseId}`,
  )
/** Acts of the journal without a line of the audit, and the other way round. */
export const unaudited = (house: House, caseId: number) =>
  maybe(
    house.ledger.owner,
    sql<{
      acts: number
      noted: number
    }>`select (select count(*)::int from case_act where case_id = ${caseId} and county_id = ${house.countyId}) as acts,
      (select count(*)::int from audit_entry where county_id = ${house.countyId} and subject = ${`case:${caseId}`} and action like 'case.%') as noted`,
  )
