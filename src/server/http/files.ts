/** Files in and out: capped on the way in, typed and named safely on the way out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#core/actor'

export interface Taken {
  readonly name: string
  readonly bytes: Buffer
}

/** @throws Refusal 413 too big, 400 none or too many */
export const takeFiles = async (request: FastifyRequest, most: { files: number; bytes: number }): Promise<Taken[]> => {
  if (!request.isMultipart()) throw new Refusal('请以表单文件（multipart）上传', { status: 400 })
  const taken: Taken[] = []
  try {
    for await (const part of request.files({
      limits: { files: most.files, fileSize: most.bytes, fields: 20, parts: most.files + 20 },
    })) {
      const bytes = await part.toBuffer()
      taken.push({ name: safeName(part.filename ?? ''), bytes })
    }
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'FST_REQ_FILE_TOO_LARGE')
      throw new Refusal(`文件超过 ${Math.floor(most.bytes / 2 ** 20)}MB，请压缩或分成几个文件上传`, { status: 413 })
    if (code === 'FST_FILES_LIMIT') throw new Refusal(`一次最多上传 ${most.files} 个文件`, { status: 413 })
    if ((code ?? '').startsWith('FST_')) throw new Refusal('上传的内容读不出来，请重新选择文件', { status: 400 })
    throw error
  }
  if (!taken.length) throw new Refusal('没有收到文件，请选择文件后再上传', { status: 400 })
  return taken
}

/** A name only: no folder, no control character, no name that a system keeps for itself. */
export const safeName = (name: string) => {
  const bare = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .split(/[/\\]/)
    .pop()!
    .replace(/[<>:"|?*%]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(bare) ? `_${bare}` : bare
  return [...safe].slice(-120).join('') || '附件'
}

const types: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
}

/** An answer that is a file. Only pictures and PDF may be shown in place, and never run anything. */
export class Download {
  constructor(
    readonly name: string,
    readonly bytes: Uint8Array,
    readonly more: { readonly type?: string; readonly inline?: boolean } = {},
  ) {}
  send(reply: FastifyReply) {
    const ending = this.name.split('.').pop()!.toLowerCase()
    return reply
      .type(this.more.type ?? types[ending] ?? 'application/octet-stream')
      .header('content-disposition', disposition(this.name, this.more.inline ? 'inline' : 'attachment'))
      .header('cache-control', 'private, no-store')
      .header(
        'content-security-policy',
        "default-src 'none'; sandbox; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
      .send(Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength))
  }
}
/** RFC 5987: a plain name for old programs, the true one beside. */
export const disposition = (name: string, how: 'inline' | 'attachment') => {
  const safe = safeName(name)
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
