/** 双随机: a draw is announced with the hash of its seed and both lists; another person draws; the seed is shown, and anybody can recompute. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, insertMany, maybe, newIds, rows, widely } from '#core/db'
import type { Engine } from '#core/engine'
import { seal, unseal } from '#core/identity/sealing'
import { openCases } from '#core/procedures/open'
import { rolesOf } from '#core/registers/columns'
import { timelineOf } from '#core/registers/timeline'
import type { Start } from '#define/procedure'
import type { Day } from '#define/time'
import { type Draw, type Drawn, drawLots, hashOf, type Lot, listsHash } from './lot.ts'
import { apartIn, inspectorsOf, objectsOf } from './pools.ts'

type Drawing = Extract<Start<any>, { readonly draw: unknown }>
export const drawingOf = (p: SomeProcedure) =>
  p.head.starts.find(s => typeof s === 'object' && 'draw' in s) as Drawing | undefined

/**
 * 公告抽签: both lists are fixed and the hash of the seed is published, before anybody knows what will be drawn. `seed`: of a rehearsal alone, that it
 * can be lived again; otherwise by chance. @throws Refusal
 */
export const announceDraw = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  p: SomeProcedure | undefined,
  on: Day,
  { share: asked, seed = randomBytes(32).toString('hex') }: { readonly share?: number; readonly seed?: string } = {},
): Promise<number> => {
  const start = p && drawingOf(p)
  if (!p || !start) throw new Refusal('没有这项随机抽查，请从列表中选择', { status: 404 })
  const { countyId } = by
  const procedure = engine.catalogue.idOf(p)
  const standards = await timelineOf(trx, engine, countyId, p.register).on(on)
  const share = asked ?? start.share({ standards })
  if (!(Number.isInteger(share) && share >= 1 && share <= 100))
    throw new Refusal('抽取比例应为1到100之间的整数，请核对', { status: 400 })
  const [open] = await rows(
    trx,
    sql`select id from inspection_draw where county_id = ${countyId} and procedure = ${procedure} and drawn_on is null and cancelled_on is null`,
  )
  if (open) throw new Refusal('已有一次公告了还没有抽签，请先抽签或者写明理由作废', { status: 409 })
  const lists = await widely(trx, by, async () => {
    const objects = await objectsOf(trx, engine, countyId, start.draw, p, on)
    const inspectors = await inspectorsOf(trx, countyId, engine.catalogue.businessOf(p), on)
    return { objects, inspectors, apart: await apartIn(trx, countyId, start.draw, objects, inspectors) }
  })
  if (!lists.objects.length) throw new Refusal(`「${start.draw.title}」中没有可以抽取的对象`)
  if (lists.inspectors.length < start.each)
    throw new Refusal(
      `执法人员名录库只有${lists.inspectors.length}人，每个对象须${start.each}人，请先由管理员开通执法人员账号`,
    )
  const [id] = await newIds(trx, 1)
  await insertMany(trx, 'inspection_draw', [
    {
      ...{ county_id: countyId, id, procedure, share, each: start.each, ...lists },
      ...{
        seed_sealed: `\\x${seal(engine.keys, seed).toString('hex')}`,
        seed_hash: hashOf(seed),
        lists_hash: listsHash(lists),
      },
      ...{ committed_on: on, committed_by: by.personId },
    },
  ])
  await audit(trx, by, {
    ...{ action: 'draw.announced', business: procedure.split('.')[0]!, subject: `draw:${id}` },
    detail: { share, objects: lists.objects.length, seedHash: hashOf(seed), listsHash: listsHash(lists) },
  })
  return id!
}

export interface DrawRow extends Omit<Draw, 'seed' | 'word'> {
  readonly id: number
  readonly procedure: string
  readonly seed: string | null
  readonly word: string | null
  readonly seed_hash: string
  readonly lists_hash: string
  readonly committed_on: Day
  readonly committed_by: number
  readonly drawn_on: Day | null
  readonly drawn_by: number | null
  readonly cancelled_on: Day | null
  readonly cancelled_why: string | null
}
const columns = sql`id, procedure, share, each, objects, inspectors, apart, seed, word, seed_hash, lists_hash, committed_on, committed_by,
  drawn_on, drawn_by, cancelled_on, cancelled_why`
/** @throws Refusal 404 */
export const readDraw = async (db: Db, countyId: number, id: number): Promise<DrawRow> => {
  const found = await maybe(
    db,
    sql<DrawRow>`select ${columns} from inspection_draw where county_id = ${countyId} and id = ${id}`,
  )
  if (!found) throw new Refusal('没有这次抽签，或不在您的业务范围内', { status: 404 })
  return found
}

/** 抽签: by another person, with a word that a witness calls out; a case is opened for each object drawn, for its inspectors alone. @throws Refusal */
export const drawNow = async (
  trx: Db,
  engine: Engine,
  by: Actor,
  id: number,
  word: string,
  on: Day,
): Promise<readonly Drawn[]> => {
  const { countyId } = by
  await sql`select id from inspection_draw where county_id = ${countyId} and id = ${id} for update`.execute(trx)
  const draw = await readDraw(trx, countyId, id)
  if (draw.drawn_on) throw new Refusal(`这次抽签已于${draw.drawn_on}完成，不能再抽`, { status: 409 })
  if (draw.cancelled_on) throw new Refusal(`这次抽签已于${draw.cancelled_on}作废，请重新公告`, { status: 409 })
  if (draw.committed_by === by.personId) throw new Refusal('公告抽签的人不能自己抽签，请由另一人抽取', { status: 403 })
  if (!word.trim()) throw new Refusal('请填写监督人当场报出的字词，再抽签', { status: 400 })
  const sealed = await maybe(
    trx,
    sql<{ seed_sealed: Buffer }>`select seed_sealed from inspection_draw where county_id = ${countyId} and id = ${id}`,
  )
  const seed = unseal(engine.keys, sealed!.seed_sealed)
  const p = engine.catalogue.procedure(draw.procedure)!
  const drawn = drawLots({ ...draw, seed, word: word.trim() })
  const short = drawn.find(d => d.inspectors.length < draw.each)
  if (short)
    throw new Refusal(
      `「${short.object.name}」可派的执法人员不足${draw.each}人（其余应当回避），请作废后补充执法人员再公告`,
    )
  const opened = await openFor(trx, engine, by, p, drawn, on)
  await insertMany(
    trx,
    'inspection_drawn',
    drawn.map((d, i) => ({
      ...{ county_id: countyId, draw_id: id, number: i + 1, key: d.object.key, subject_id: d.object.id, rank: d.rank },
      ...{ inspectors: d.inspectors, case_id: opened[i]! },
    })),
  )
  await insertMany(
    trx,
    'case_assignee',
    drawn.flatMap((d, i) => d.inspectors.map(x => ({ county_id: countyId, case_id: opened[i]!, person_id: x.id }))),
  )
  await sql`update inspection_draw set drawn_on = ${on}::date, drawn_by = ${by.personId}, word = ${word.trim()}, seed = ${seed}
    where county_id = ${countyId} and id = ${id}`.execute(trx)
  await audit(trx, by, {
    ...{ action: 'draw.drawn', business: draw.procedure.split('.')[0]!, subject: `draw:${id}` },
    detail: { seed, word: word.trim(), drawn: drawn.map(d => d.object.key) },
  })
  return drawn
}
const openFor = async (trx: Db, engine: Engine, by: Actor, p: SomeProcedure, drawn: readonly Drawn[], on: Day) => {
  const kind = rolesOf(p.register)[0]![1]
  const where = new Map(
    (
      await rows(
        trx,
        sql<{ id: number; division_id: number }>`select id, division_id from ${sql.table(kind)}
          where county_id = ${by.countyId} and id = any(${drawn.map(d => d.object.id)}::bigint[])`,
      )
    ).map(f => [f.id, f.division_id]),
  )
  const opened = await openCases(
    trx,
    engine,
    p,
    drawn.map(d => ({
      ...{ by, on, divisionId: where.get(d.object.id)!, source: 'sample' as const, [`${kind}Id`]: d.object.id },
    })),
  )
  return opened.map(o => o.caseId)
}

/** 作废: kept and shown with its reason, so that nobody draws again and again until the lot suits. @throws Refusal */
export const cancelDraw = async (trx: Db, by: Actor, id: number, why: string, on: Day) => {
  const draw = await readDraw(trx, by.countyId, id)
  if (draw.drawn_on || draw.cancelled_on) throw new Refusal('这次抽签已经完成或者作废，请刷新', { status: 409 })
  if (why.trim().length < 4) throw new Refusal('请写明作废的理由，不少于四个字', { status: 400 })
  await sql`update inspection_draw set cancelled_on = ${on}::date, cancelled_by = ${by.personId}, cancelled_why = ${why.trim()}
    where county_id = ${by.countyId} and id = ${id}`.execute(trx)
  await audit(trx, by, { action: 'draw.cancelled', subject: `draw:${id}`, detail: { why: why.trim() } })
}
export type { Drawn, Lot }
