/** A draw as it is shown: what was fixed before, what came out, what became of each; and the recomputation, done again from what is shown. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { titleOf } from '#core/procedures/turn'
import { type DrawRow, drawingOf, readDraw } from './draw.ts'
import { drawLots, hashOf, type Lot, listsHash } from './lot.ts'

export const formula = [
  '种子摘要 = SHA-256(种子)；名单摘要 = SHA-256(名单各行，排序后以换行连接)，行写作 object|编号|名称、inspector|编号|姓名、apart|对象编号|人员编号。',
  '次序(x) = HMAC-SHA256(密钥 = 种子|字词, 内容 = x)，写作六十四位十六进制，按文字比较。',
  '对象按 次序(object|对象编号) 从小到大排列，取前 ⌈对象数 × 比例 ÷ 100⌉ 个。',
  '对每个抽中的对象，除去应当回避的，按已派次数从少到多、再按 次序(inspector|对象编号|人员编号) 从小到大，取规定人数。',
]

export const listDraws = async (db: Db, engine: Engine, actor: Actor) => {
  const found = await rows(
    db,
    sql<
      DrawRow & { drawn: number; ended: number }
    >`select d.id, d.procedure, d.share, d.each, d.committed_on, d.drawn_on, d.cancelled_on, d.seed_hash,
        jsonb_array_length(d.objects) as objects, (select count(*)::int from inspection_drawn x where x.county_id = d.county_id and x.draw_id = d.id) as drawn,
        (select count(*)::int from inspection_drawn x join case_file c on c.county_id = x.county_id and c.id = x.case_id
          where x.county_id = d.county_id and x.draw_id = d.id and c.stands = 'ended') as ended
      from inspection_draw d where d.county_id = ${actor.countyId} order by d.id desc limit 200`,
  )
  return {
    rows: found.map(d => ({
      ...{
        id: String(d.id),
        procedure: d.procedure,
        title: titleFor(engine, d.procedure),
        share: d.share,
        each: d.each,
      },
      ...{ committedOn: d.committed_on, drawnOn: d.drawn_on, cancelledOn: d.cancelled_on, seedHash: d.seed_hash },
      ...{ objects: d.objects as unknown as number, drawn: d.drawn, ended: d.ended },
    })),
    /** What may be drawn. */
    procedures: engine.catalogue.procedures
      .filter(p => drawingOf(p))
      .map(p => ({
        id: engine.catalogue.idOf(p),
        title: p.title,
        each: drawingOf(p)!.each,
        from: drawingOf(p)!.draw.title,
      })),
  }
}
const titleFor = (engine: Engine, id: string) => engine.catalogue.procedure(id)?.title ?? id

interface DrawnLine {
  number: number
  key: string
  name: string
  rank: string
  inspectors: Lot[]
  case_id: number
  stands: string | null
  at_step: string | null
}
export const showDraw = async (db: Db, engine: Engine, actor: Actor, id: number) => {
  const d = await readDraw(db, actor.countyId, id)
  const drawn = await rows(
    db,
    sql<DrawnLine>`select x.number, x.key, x.rank, x.inspectors, x.case_id, c.stands, c.at_step,
        (select o ->> 'name' from inspection_draw i cross join jsonb_array_elements(i.objects) o where i.county_id = x.county_id and i.id = x.draw_id and o ->> 'key' = x.key) as name
      from inspection_drawn x left join case_file c on c.county_id = x.county_id and c.id = x.case_id
      where x.county_id = ${actor.countyId} and x.draw_id = ${id} order by x.number`,
  )
  const p = engine.catalogue.procedure(d.procedure)
  return {
    ...{ id: String(d.id), procedure: d.procedure, title: titleFor(engine, d.procedure), share: d.share, each: d.each },
    ...{ committedOn: d.committed_on, drawnOn: d.drawn_on, cancelledOn: d.cancelled_on, cancelledWhy: d.cancelled_why },
    ...{ seedHash: d.seed_hash, listsHash: d.lists_hash, seed: d.seed, word: d.word, formula },
    objects: d.objects.map(o => ({ key: o.key, name: o.name })),
    inspectors: d.inspectors.map(i => ({ key: i.key, name: i.name })),
    apart: d.apart,
    isMine: d.committed_by === actor.personId,
    drawn: drawn.map(x => ({
      ...{ number: x.number, key: x.key, name: x.name, rank: x.rank, caseId: String(x.case_id) },
      inspectors: x.inspectors.map(i => i.name),
      stands: x.stands === 'ended' ? '已办结' : p && x.at_step ? titleOf(p, x.at_step) : '',
    })),
    check: d.seed === null ? null : checked(d, drawn),
  }
}
/** Worked out again from the seed that is shown: does the hash fit, do the lists, does the result? */
const checked = (d: DrawRow, drawn: readonly DrawnLine[]) => {
  const again = drawLots({ ...d, seed: d.seed!, word: d.word! })
  const text = (all: readonly { key: string; who: readonly string[] }[]) => JSON.stringify(all.map(x => [x.key, x.who]))
  return {
    isSeedRight: hashOf(d.seed!) === d.seed_hash,
    areListsRight: listsHash(d) === d.lists_hash,
    isResultRight:
      text(again.map(a => ({ key: a.object.key, who: a.inspectors.map(i => i.key) }))) ===
      text(drawn.map(x => ({ key: x.key, who: x.inspectors.map(i => i.key) }))),
  }
}
