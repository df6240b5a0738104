/** Looks into an uploaded workbook before any of it is believed: number of parts, true unpacked size, no macros, no document types. */
import { createInflateRaw } from 'node:zlib'
import { Refusal } from '#core/actor'

export const LIMITS = { entries: 200, unpackedBytes: 100 * 2 ** 20, ratio: 100, freeBytes: 10 * 2 ** 20 }
interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: Buffer
}

export async function checkZip(bytes: Uint8Array) {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = entriesOf(zip)
  if (entries.length > LIMITS.entries) throw tooBig(`内含${entries.length}个部件`)
  if (entries.some(e => /vbaProject|\.bin$|^xl\/(?:externalLinks|embeddings|activeX)\//i.test(e.name)))
    throw new Refusal('工作簿里有宏、外部链接或嵌入对象，不予读取；请另存为普通的 .xlsx 后再上传。', { status: 400 })
  if (!entries.some(e => /^xl\/workbook\.xml$/i.test(e.name))) throw broken()
  let unpacked = 0
  for (const entry of entries)
    for await (const chunk of contents(entry)) {
      unpacked += chunk.length
      if (unpacked > LIMITS.unpackedBytes || unpacked > Math.max(LIMITS.freeBytes, zip.length * LIMITS.ratio))
        throw tooBig('解压后的内容过大')
    }
}

/** The parts that the directory names; parts that overlap or lie outside the file are a trick. */
function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end < 0 || end + 22 > zip.length) throw broken()
  const count = zip.readUInt16LE(end + 10)
  if (count > LIMITS.entries) throw tooBig(`内含${count}个部件`)
  const entries: Entry[] = []
  let packed = 0
  for (let i = 0, at = zip.readUInt32LE(end + 16); i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw broken()
    const size = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== 0x04034b50) throw broken()
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    packed += size
    if (packed > zip.length || from + size > zip.length) throw broken()
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(from, from + size),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

const DOCTYPE = /<!(?:DOCTYPE|ENTITY)/
async function* contents({ method, packed, name }: Entry): AsyncGenerator<Buffer> {
  if (method !== 0 && method !== 8) throw broken()
  const chunks = method === 0 ? [packed] : createInflateRaw().end(packed)
  let tail = ''
  try {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      const seen = tail + chunk.toString('latin1')
      if (DOCTYPE.test(seen))
        throw new Refusal(`工作簿的部件“${name.slice(0, 60)}”里有文档类型声明，不予读取。`, { status: 400 })
      tail = seen.slice(-10)
      yield chunk
    }
  } catch (e) {
    throw e instanceof Refusal ? e : broken()
  }
}

const tooBig = (why: string) =>
  new Refusal(`上传的工作簿${why}，超出允许的范围，没有读取；请只保留需要导入的一张表，或分成几个文件上传。`, {
    status: 413,
  })
export const broken = () =>
  new Refusal('这个文件不是完整的 .xlsx 工作簿，读不出来；请在表格软件中打开后另存为 .xlsx 再上传。', { status: 400 })
