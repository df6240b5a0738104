/** Audit entries: written in the transaction of what they tell, so that neither is there without the other. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor'
import { type Db, one, write } from '#core/db'

export interface Noted {
  /** 'case.decided', 'person.unmasked'. */
  readonly action: string
  /** 'minimum-living' */
  readonly business?: string
  /** 'person:1001', 'household:1002', 'case:1003' */
  readonly subject?: string
  /** Never a secret in the clear. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** `trx` is a transaction in the actor's name (`asActor`); several entries go in one statement. */
export const audit = async (trx: Db, actor: Actor, noted: Noted | readonly Noted[]): Promise<void> => {
  const all = Array.isArray(noted) ? (noted as readonly Noted[]) : [noted as Noted]
  if (!all.length) return
  const { countyId, accountId, personId, post } = actor
  await write(
    trx,
    sql`insert into audit_entry (county_id, account_id, person_id, post, action, business, subject, detail) values ${sql.join(
      all.map(
        n => sql`(${countyId}, ${accountId}, ${personId}, ${post}, ${n.action}, ${n.business ?? null}, ${n.subject ?? null},
        ${JSON.stringify(n.detail ?? {})}::jsonb)`,
      ),
    )}`,
  )
}

/**
 * A run over many rows is one entry, with their count and a digest over all of them, SHA-256 over the digests of the rows in order.
 * `of` selects `key` and `content` (text). Returns what was noted.
 */
export const auditSet = async (
  trx: Db,
  actor: Actor,
  noted: Noted,
  of: RawBuilder<{ key: unknown; content: string }>,
) => {
  const set = await one(
    trx,
    sql<{
      count: number
      sha256: string
    }>`select count(*) as count, encode(sha256(coalesce(string_agg(sha256(convert_to(content, 'UTF8')), ''::bytea
      order by key), ''::bytea)), 'hex') as sha256 from (${of}) of_the_set`,
  )
  await audit(trx, actor, { ...noted, detail: { ...noted.detail, ...set } })
  return set
}
