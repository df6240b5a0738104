/** Makes zip files that a decent program would not make. */
import { deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly packed: Buffer
  /** The unpacked size that the directory claims. */
  readonly says: number
}

/** `bad` parts stand in place of the good ones of their name; `sameContent` more names point at the first part. */
export function zip(
  good: [string, Buffer][],
  bad: readonly Part[] = [],
  trick: { readonly sameContent?: number } = {},
) {
  const replaced = new Set(bad.map(p => p.name))
  const parts: Part[] = [
    ...good
      .filter(([name]) => !replaced.has(name))
      .map(([name, b]) => ({ name, packed: deflateRawSync(b), says: b.length })),
    ...bad,
  ]
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const local = Buffer.concat([header(part, 0x04034b50, 30), Buffer.from(part.name), part.packed])
    directory.push(entry(part, at))
    locals.push(local)
    at += local.length
  }
  for (let i = 0; i < (trick.sameContent ?? 0); i++) directory.push(entry({ ...parts[0]!, name: `again${i}.xml` }, 0))
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, listed, end])
}

function header({ name, packed, says }: Part, signature: number, size: number) {
  const shift = size - 30 ? 2 : 0
  const b = Buffer.alloc(size)
  b.writeUInt32LE(signature, 0)
  b.writeUInt16LE(20, 4)
  b.writeUInt16LE(8, 8 + shift)
  b.writeUInt32LE(packed.length, 18 + shift)
  b.writeUInt32LE(says, 22 + shift)
  b.writeUInt16LE(Buffer.byteLength(name), 26 + shift)
  return b
}
function entry(part: Part, at: number) {
  const b = header(part, 0x02014b50, 46)
  b.writeUInt32LE(at, 42)
  return Buffer.concat([b, Buffer.from(part.name)])
}
