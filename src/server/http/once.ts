/** 幂等: a request with a key has its effect once; its answer is kept in the same transaction as the effect. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'

export interface Once {
  /** Of one account: nobody gets another's answer by guessing a key. */
  readonly key: string
  readonly hash: Buffer
}
export const onceOf = (actor: Actor, key: string, parts: readonly (string | Uint8Array)[]): Once => {
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new Refusal('Idempotency-Key 应为 8 至 200 个可见字符', { status: 400 })
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return { key: `${actor.accountId}:${key}`, hash: hash.digest() }
}

/** The kept answer; undefined where the key is new. @throws Refusal 409 where the key was used for another request */
export const keptAnswer = async (trx: Db, actor: Actor, once: Once): Promise<{ answer: unknown } | undefined> => {
  const found = await maybe(
    trx,
    sql<{
      hash: Buffer
      answer: unknown
    }>`select hash, answer from request_key where county_id = ${actor.countyId} and key = ${once.key}`,
  )
  if (!found) return undefined
  if (!found.hash.equals(once.hash))
    throw new Refusal('同一个 Idempotency-Key 已用于另一个请求，请换一个键', { status: 409 })
  return { answer: found.answer }
}

/** At the end of the work: of two at once the later one violates the key, is rolled back whole, and reads the kept answer. */
export const keepAnswer = (trx: Db, actor: Actor, once: Once, answer: unknown) =>
  sql`insert into request_key (county_id, key, hash, answer) values (${actor.countyId}, ${once.key}, ${once.hash}, ${JSON.stringify(answer ?? null)}::jsonb)`.execute(
    trx,
  )
