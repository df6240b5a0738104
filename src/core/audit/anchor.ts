/** 审计锚: the end of the chain at the end of a day, printed and kept outside. Without it a cut tail or a wholly rewritten chain can't be seen. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { asActor, type Db, maybe } from '#core/db'
import type { Day } from '#define/time'
import { sealAudit, sealer } from './chain.ts'

export interface Anchor {
  readonly day: Day
  /** How many entries the chain had. */
  readonly position: number
  /** SM3 of the last link, hexadecimal. */
  readonly hash: string
}

/** The anchor of a day by the clock of the wall (a rehearsal has no days of its own here); made when first asked for, then never changed. @throws Refusal where nothing had been linked */
export const anchorOf = async (db: Db, countyId: number, day: Day): Promise<Anchor> => {
  await sealAudit(db, countyId)
  return asActor(db, sealer(countyId), async trx => {
    await sql`insert into audit_anchor (county_id, day, position, hash)
      select county_id, ${day}::date, position, hash from audit_link
       where county_id = ${countyId} and sealed_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
         and ${day}::date <= (clock_timestamp() at time zone 'Asia/Shanghai')::date
       order by position desc limit 1 on conflict do nothing`.execute(trx)
    const found = await maybe(
      trx,
      sql<Anchor>`select day, position, encode(hash, 'hex') as hash from audit_anchor where county_id = ${countyId} and day = ${day}`,
    )
    if (!found) throw new Refusal(`${day} 还没有审计记录，不能出具审计锚`)
    return found
  })
}

/** For print: eight groups of eight, so that a person can compare them. */
export const anchorText = ({ day, position, hash }: Anchor) =>
  `民政一本账审计锚 ${day} 第${position}条 SM3 ${hash.match(/.{8}/g)!.join(' ')}`

/** Reads a printed anchor back, as typed. @throws Refusal */
export const anchorFromText = (text: string): Anchor => {
  const [, day, position, hash] =
    /(\d{4}-\d{2}-\d{2})\s*第\s*(\d+)\s*条\s*SM3\s*((?:[0-9a-f]{8}\s*){8})$/i.exec(text.normalize('NFKC').trim()) ?? []
  if (!day) throw new Refusal('读不出审计锚，请按打印件逐字录入：日期、第几条、SM3和八组字符')
  return { day: day as Day, position: Number(position), hash: hash!.replace(/\s/g, '').toLowerCase() }
}
