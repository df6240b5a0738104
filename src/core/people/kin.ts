/** 近亲属 as declared (民法典第一千零四十五条): kept both ways, so that neither can decide about the other. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import { findOrAddPeople, type PersonInput } from './persons.ts'

/** What the relative is to the person, and the person to the relative. */
const inverses = {
  配偶: '配偶',
  父母: '子女',
  子女: '父母',
  兄弟姐妹: '兄弟姐妹',
  祖父母: '孙子女',
  外祖父母: '外孙子女',
  孙子女: '祖父母',
  外孙子女: '外祖父母',
} as const
export type Kin = keyof typeof inverses
export const kinds = Object.keys(inverses) as Kin[]

export interface KinInput {
  readonly personId: number
  readonly relation: Kin
  /** One who is in the ledger, or who is entered by their number. */
  readonly relativeId?: number | undefined
  readonly relative?: PersonInput | undefined
}

/** Declares pairs; who is in no household yet becomes a person who lives where the declarer lives. */
export const declareKin = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  on: Day,
  told: readonly KinInput[],
  source = '申报',
) => {
  const places = new Map(
    (
      await rows(
        trx,
        sql<{ id: number; division_id: number }>`select id, division_id from person
          where county_id = ${countyId} and id = any(${told.map(t => t.personId)}::bigint[])`,
      )
    ).map(p => [p.id, p.division_id]),
  )
  for (const t of told) {
    if (!places.has(t.personId)) throw new Refusal('没有这个人，或不在您的管辖范围内', { status: 404 })
    if (!Object.hasOwn(inverses, t.relation)) throw new Refusal(`近亲属关系应为${kinds.join('、')}之一`)
  }
  const toEnter = told.flatMap((t, at) =>
    t.relative ? [{ at, entry: { ...t.relative, divisionId: places.get(t.personId)! } }] : [],
  )
  const entered = await findOrAddPeople(
    trx,
    engine,
    countyId,
    on,
    toEnter.map(e => e.entry),
  )
  const relatives = told.map((t, at) => t.relativeId ?? entered[toEnter.findIndex(e => e.at === at)]?.id)
  if (relatives.some((id, at) => id === undefined || id === told[at]!.personId))
    throw new Refusal('请写明近亲属是谁（不能是本人）')
  await sql`select declare_kin(${told.map(t => t.personId)}::bigint[], ${relatives}::bigint[], ${told.map(t => t.relation)}::text[],
    ${told.map(t => inverses[t.relation])}::text[], ${on}::date, ${source})`.execute(trx)
}
