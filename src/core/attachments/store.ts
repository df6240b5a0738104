/** 附件: the content in a folder under a name that says nothing, its digest in the ledger; what it is, is told by its first bytes. */
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe } from '#core/db'
import type { Engine } from '#core/engine'

export interface Kept {
  readonly id: string
  readonly name: string
  readonly bytes: number
}
export const mostBytes = 20 * 2 ** 20

/** Pictures and PDF only: what a browser might run is never taken. */
const kinds: readonly (readonly [string, string, (b: Uint8Array) => boolean])[] = [
  ['image/jpeg', 'jpg', b => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  [
    'image/png',
    'png',
    b => Buffer.from(b.subarray(0, 8)).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  ],
  [
    'image/webp',
    'webp',
    b =>
      Buffer.from(b.subarray(0, 4)).toString('latin1') === 'RIFF' &&
      Buffer.from(b.subarray(8, 12)).toString('latin1') === 'WEBP',
  ],
  ['application/pdf', 'pdf', b => Buffer.from(b.subarray(0, 5)).toString('latin1') === '%PDF-'],
]

/** On disk before the row is written; a row that is rolled back leaves a file that nobody names. @throws Refusal for another kind of file */
export const keepAttachment = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  caseId: number,
  file: { name: string; bytes: Uint8Array },
): Promise<Kept> => {
  const kind = kinds.find(([, , is]) => is(file.bytes))
  if (!kind) throw new Refusal('只能上传照片（JPG、PNG、WebP）或 PDF 文件', { status: 400 })
  const [mediaType, ending] = kind
  const name =
    file.name.toLowerCase().endsWith(`.${ending}`) || (ending === 'jpg' && /\.jpeg$/i.test(file.name))
      ? file.name
      : `${file.name}.${ending}`
  const id = randomUUID()
  write(engine.home, id, file.bytes)
  const sha256 = createHash('sha256').update(file.bytes).digest()
  await sql`insert into attachment (county_id, id, case_id, name, media_type, bytes, sha256, added_by)
    values (${actor.countyId}, ${id}::uuid, ${caseId}, ${name}, ${mediaType}, ${file.bytes.length}, ${sha256}, ${actor.accountId})`.execute(
    trx,
  )
  await audit(trx, actor, {
    action: 'attachment.added',
    subject: `case:${caseId}`,
    detail: { id, sha256: sha256.toString('hex'), bytes: file.bytes.length },
  })
  return { id, name, bytes: file.bytes.length }
}

/** @throws Refusal 404 where the asker does not see its case; 409 where the content is not what was kept */
export const readAttachment = async (trx: Db, engine: Engine, actor: Actor, id: string) => {
  const found = await maybe(
    trx,
    sql<{ name: string; media_type: string; sha256: Buffer; case_id: number | null; business: string | null }>`
      select a.name, a.media_type, a.sha256, a.case_id, c.business from attachment a
        left join case_file c on c.county_id = a.county_id and c.id = a.case_id
      where a.county_id = ${actor.countyId} and a.id = ${id}::uuid`,
  )
  if (!found) throw new Refusal('没有这个附件，或不在您的管辖范围内', { status: 404 })
  const bytes = read(engine.home, id)
  if (!bytes) throw new Refusal('附件文件不在附件目录里，请系统管理员从备份恢复', { status: 409 })
  if (!createHash('sha256').update(bytes).digest().equals(found.sha256))
    throw new Refusal('附件内容与登记时不一致，可能被改动过，请报告系统管理员', { status: 409 })
  await audit(trx, actor, {
    action: 'attachment.opened',
    ...(found.case_id && { subject: `case:${found.case_id}` }),
    detail: { id },
  })
  return { name: found.name, mediaType: found.media_type, business: found.business, bytes }
}

/** Two letters a folder, so that none grows too long. */
const pathOf = (home: string, id: string) => join(home, 'attachments', id.slice(0, 2), id)
const write = (home: string, id: string, bytes: Uint8Array) => {
  const path = pathOf(home, id)
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const handle = openSync(`${path}.new`, 'wx', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${path}.new`, path)
}
const read = (home: string, id: string) => {
  try {
    return readFileSync(pathOf(home, id))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
