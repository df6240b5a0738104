/** Sealed columns: SM4-CBC with a random IV, proven by HMAC-SM3, and blind indexes to find a number without opening any. (GB/T 39786—2021) */
import { createCipheriv, createDecipheriv, createHmac, randomFillSync, timingSafeEqual } from 'node:crypto'
import type { Keys, SealingKey } from './keys.ts'

const form = 1
const headLength = 4
const ivLength = 16
const macLength = 16

/** form 1 | key id 3 | IV 16 | SM4-CBC | HMAC-SM3, the first 16 bytes. Encrypt, then prove. */
export const seal = (keys: Keys, text: string): Buffer => {
  const key = keys.current
  const head = Buffer.allocUnsafe(headLength + ivLength)
  head[0] = form
  head.writeUIntBE(key.id, 1, 3)
  const iv = head.subarray(headLength)
  freshIv(iv)
  const cipher = createCipheriv('sm4-cbc', key.cipher, iv)
  const body = Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([body, proof(key, body)])
}

/** Throws on whatever was not sealed by these keys, or was changed since: a bug or an attack, never an expected refusal. */
export const unseal = (keys: Keys, sealed: Uint8Array): string => {
  const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (all.length < headLength + ivLength + 16 + macLength || all[0] !== form) throw new Error('not a sealed value')
  const key = keys.byId.get(all.readUIntBE(1, 3))
  if (!key) throw new Error(`sealed with key ${all.readUIntBE(1, 3)}, which is not in the key file`)
  const body = all.subarray(0, all.length - macLength)
  if (!timingSafeEqual(proof(key, body), all.subarray(body.length))) throw new Error('a sealed value has been changed')
  const cipher = createDecipheriv('sm4-cbc', key.cipher, body.subarray(headLength, headLength + ivLength))
  return cipher.update(body.subarray(headLength + ivLength), undefined, 'utf8') + cipher.final('utf8')
}

/** The same text of the same kind has the same index, under one key file only; without the key it can't be found by trying all numbers. */
export const blindIndex = (keys: Keys, kind: string, text: string): Buffer =>
  createHmac('sm3', keys.index).update(`${kind}\0${text}`).digest().subarray(0, 16)

/** A proof over the columns of a row of money (amount, payee, period): whoever changes the row in the database can't renew it. */
export const stampOf = (keys: Keys, kind: string, columns: readonly (string | number | null)[]): Buffer =>
  createHmac('sm3', keys.stamp)
    .update(JSON.stringify([kind, ...columns]))
    .digest()

const proof = (key: SealingKey, body: Buffer) => createHmac('sm3', key.mac).update(body).digest().subarray(0, macLength)

/** Random bytes are drawn by the page: a call for each sixteen of them takes longer than the cipher. */
const pool = Buffer.alloc(ivLength * 512)
let drawn = pool.length
const freshIv = (iv: Buffer) => {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  pool.copy(iv, 0, drawn, drawn + ivLength)
  pool.fill(0, drawn, drawn + ivLength)
  drawn += ivLength
}
