/** Reads printed files back, independent of what wrote them: the parts of a zip, the words of a .docx, the glyphs of a PDF. */
import { inflateRawSync, inflateSync } from 'node:zlib'

export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const parts = new Map<string, Buffer>()
  for (let i = 0, at = zip.readUInt32LE(end + 16); i < zip.readUInt16LE(end + 10); i++) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    parts.set(name, zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

export function docxText(docx: Buffer) {
  const xml = unzip(docx).get('word/document.xml')!.toString('utf8')
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

/** What the glyphs on the pages stand for, line ends left out. A character that no font shows is not among them. */
export function pdfText(pdf: Buffer) {
  const objects = objectsOf(pdf)
  const pages = [...objects.values()].filter(o => /\/Type \/Page\b/.test(o.head))
  return pages.map(p => textOf(p.head, objects)).join('')
}

interface PdfObject {
  readonly head: string
  readonly content: string
}
function objectsOf(pdf: Buffer) {
  const raw = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const m of raw.matchAll(/(\d+) 0 obj\s*([\s\S]*?)(?:stream\r?\n|endobj)/g)) {
    const from = m.index + m[0].length
    const isStream = m[0].endsWith('\n')
    const bytes = isStream ? pdf.subarray(from, from + Number(m[2]!.match(/\/Length (\d+)/)![1])) : Buffer.of()
    const packed = m[2]!.includes('FlateDecode')
    objects.set(m[1]!, { head: m[2]!, content: (packed && isStream ? inflateSync(bytes) : bytes).toString('latin1') })
  }
  return objects
}
function textOf(page: string, objects: Map<string, PdfObject>) {
  const fonts = new Map<string, Map<number, string>>()
  for (const [, name, id] of page.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const unicode = objects.get(id!)!.head.match(/\/ToUnicode (\d+) 0 R/)![1]!
    fonts.set(name!, meanings(objects.get(unicode)!.content))
  }
  const drawn = objects.get(page.match(/\/Contents (\d+) 0 R/)![1]!)!.content
  let font = new Map<number, string>()
  let text = ''
  for (let at = 0; at < drawn.length; at++) {
    const chosen = drawn[at] === '/' && drawn.slice(at).match(/^\/(f\d+) [\d.]+ Tf/)
    if (chosen) font = fonts.get(chosen[1]!)!
    const hex = drawn[at] === '<' && drawn.slice(at, at + 20_000).match(/^<([0-9A-Fa-f]+)>/)
    if (drawn[at] !== '(' && !hex) continue
    const end = hex ? at + hex[0].length - 1 : endOfString(drawn, at)
    const glyphs = hex ? Buffer.from(hex[1]!, 'hex') : unescaped(drawn.slice(at + 1, end))
    for (let i = 0; i < glyphs.length; i += 2) text += font.get(glyphs.readUInt16BE(i)) ?? '?'
    at = end
  }
  return text
}
/** Brackets inside a string need no escape as long as they are balanced. */
function endOfString(drawn: string, open: number) {
  let depth = 0
  for (let at = open; at < drawn.length; at++) {
    if (drawn[at] === '\\') at++
    else if (drawn[at] === '(') depth++
    else if (drawn[at] === ')' && --depth === 0) return at
  }
  throw new Error('a string of the page does not end')
}
function meanings(cmap: string) {
  const of = new Map<number, string>()
  for (const [list] of cmap.matchAll(/beginbfchar[\s\S]*?endbfchar/g))
    for (const [, glyph, unicode] of list.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>/g))
      of.set(Number.parseInt(glyph!, 16), Buffer.from(unicode!, 'hex').swap16().toString('utf16le'))
  return of
}
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescaped = (s: string) =>
  Buffer.from(
    s.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal, c) =>
      octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[c] ?? c),
    ),
    'latin1',
  )
