/** 收入、财产、授权: what a family states of its means, so that the rules find about the wanted need; amounts are results, never set. */
import { snake } from '#core/catalogue'
import { insertMany } from '#core/db'
import type { Values } from '#core/engine'
import { partsOf } from '#core/registers/columns'
import { toColumns } from '#core/registers/values'
import type { Day } from '#define/time'
import type { Family } from './family.ts'
import type { Life } from './life.ts'
import type { Random } from './random.ts'

export interface Means {
  readonly incomes: readonly Values[]
  readonly obligors: readonly Values[]
  readonly assets: readonly Values[]
  readonly consents: readonly Values[]
}
interface Wanted {
  /** Monthly standard of one head, in fen. */
  readonly perHead: number
  /** Counted income as a part of what the covered people are due: 0.3 leaves seven tenths to be paid; above 1 is too much. */
  readonly share: number
  /** 赡养能力起点: above so many hundredths of the standard a child's family is counted. */
  readonly supportFrom: number
  /** Numbers of the members, in their order. */
  readonly ids: readonly number[]
  readonly on: Day
}
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
const tens = (fen: number) => Math.round(fen / 1000) * 1000

export const inventMeans = (
  random: Random,
  family: Family,
  { perHead, share, supportFrom, ids, on }: Wanted,
): Means => {
  const covered = family.members.flatMap((m, i) => (m.isCovered ? [{ m, id: ids[i]! }] : []))
  const others = family.members.flatMap((m, i) => (m.isCovered ? [] : [{ m, id: ids[i]! }]))
  const incomes: Values[] = []
  const say = (member: number, kind: string, fen: number, source = 'declared', proof: string | null = null) =>
    void incomes.push({ member: String(member), kind, yearly: yuan(fen), source, proof })
  const earners = covered.filter(c => c.m.state === 'able')
  let left = tens(share * perHead * 12 * covered.length)
  for (const e of earners)
    if (left > 0 && random.chance(70)) {
      const wage = e === earners.at(-1) ? tens(left * 0.9) : tens(left / earners.length)
      const cost = random.chance(12) ? 60_000 : 0
      say(e.id, random.pick(['wages', 'wages', 'business']), wage + cost, 'visited', '入户核实')
      if (cost) say(e.id, 'workCost', cost)
      left -= wage
    } else say(e.id, 'excused', 0, 'visited', '照料家中病残成员')
  if (left > 0) {
    const holder = covered.find(c => c.m.isAdult) ?? covered[0]!
    const pension = holder.m.state === 'old' && random.chance(40) ? tens(left * 0.5) : 0
    if (pension) say(holder.id, 'pension', pension, 'matched', '核对报告')
    say(holder.id, random.pick(['transfers', 'transfers', 'support', 'property']), left - pension)
  }
  for (const { m, id } of [...covered, ...others]) {
    if (m.state === 'old') say(id, 'basicPension', 12 * 18_000, 'matched', '核对报告')
    if (m.state === 'disabled') say(id, 'disabilitySubsidy', 12 * 8_600, 'matched', '核对报告')
  }
  for (const { id } of others) say(id, 'pension', tens(perHead * 12 * (1 + random.next() * 0.3)), 'matched', '核对报告')
  return {
    incomes,
    obligors: obligorsOf(random, family, (perHead * supportFrom) / 100),
    assets: assetsOf(random, perHead, covered.length, ids[0]!),
    consents: family.members.flatMap((m, i) =>
      m.isAdult ? [{ member: String(ids[i]), signed: `${m.input.name}（手写）`, signedOn: on }] : [],
    ),
  }
}

/** Children of the old who live elsewhere and have no more than the threshold, so that nothing is counted of theirs. */
const obligorsOf = (random: Random, family: Family, most: number): Values[] => {
  if (family.members[0]!.state !== 'old' || family.members[0]!.input.marital === '10') return []
  const surname = [...family.members[0]!.input.name][0]!
  return Array.from(
    {
      length: random.of([
        [0, 3],
        [1, 5],
        [2, 3],
      ]),
    },
    (_, i) => {
      const people = random.int(2, 5)
      return {
        name: `${surname}${random.pick([...'伟军强勇丽敏静燕'])}${i ? random.pick([...'华平芳']) : ''}`,
        relation: 'child',
        people,
        yearly: yuan(tens(most * 12 * people * (0.5 + random.next() * 0.45))),
        shares: family.members.filter(m => m.state === 'old').length,
        judged: null,
        source: 'declared',
      }
    },
  )
}
const assetsOf = (random: Random, perHead: number, people: number, owner: number): Values[] => {
  const asset = (kind: string, fen: number) => ({ kind, value: yuan(tens(fen)), owner: String(owner), exemption: null })
  return [
    ...(random.chance(88) ? [asset('home', random.int(2, 9) * 1_000_000)] : []),
    ...(random.chance(55) ? [asset('savings', perHead * people * random.int(1, 8))] : []),
    ...(random.chance(14) ? [asset('motorcycle', random.int(5, 40) * 10_000)] : []),
  ]
}

/** As parts of the rows, since the days from which they hold. */
export const enterMeans = async (
  { trx, engine, countyId, matters }: Life,
  parts: Readonly<Record<string, readonly { rowId: number; from: Day; values: Values }[]>>,
) => {
  for (const [name, part] of partsOf(matters.roster)) {
    const table = `${engine.catalogue.tableOf(matters.roster)}_${snake(name)}`
    await insertMany(
      trx,
      table,
      (parts[name] ?? []).map(l => ({
        ...{ county_id: countyId, row_id: l.rowId, held: `[${l.from},)` },
        ...toColumns(engine, part.told.fields, l.values, l.from),
      })),
    )
  }
}
