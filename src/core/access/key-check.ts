/** At the start: the key file must be the one that this ledger was sealed with. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { type Db, one } from '#core/db'
import type { Keys } from '#core/identity/keys'

/** The first key file is remembered by its fingerprint. @throws Refusal where another one was used before */
export const mustBeItsKeys = async (db: Db, countyId: number, keys: Keys) => {
  const { known } = await one(
    db,
    sql<{ known: string }>`select sealing_fingerprint(${countyId}::smallint, ${keys.fingerprint}) as known`,
  )
  if (known !== keys.fingerprint)
    throw new Refusal('密钥文件与这套台账不符，加密内容无法读取；请从备份恢复原来的 keys/ledger.json 后再启动')
}
