/** Letter → PDF through one template; the fonts go with it, so that rare characters in names show everywhere. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { canShow, fontFolders } from './fonts.ts'
import { type Letter, printable } from './letter.ts'
import { dayWords } from './wording.ts'

const template = fileURLToPath(new URL('./letter.typ', import.meta.url))
const source = readFileSync(template, 'utf8')
let compiler: NodeCompiler | undefined

/** The same letter gives the same bytes. A character that no font has is printed as 〓 and named in a note, never dropped. */
export function printPdf(letter: Letter): Buffer {
  compiler ??= NodeCompiler.create({ workspace: dirname(template), fontArgs: [{ fontPaths: fontFolders }] })
  try {
    return Buffer.from(compiler.pdf({ mainFileContent: source, inputs: { letter: asInput(letter) } }))
  } catch (e) {
    throw new Error(`the PDF of «${letter.title.join('')}» could not be made: ${(e as { code?: string }).code ?? e}`, {
      cause: e,
    })
  } finally {
    // What was printed holds personal data: nothing of it stays in the compiler's memory.
    compiler.evictCache(0)
  }
}

function asInput(letter: Letter) {
  const unshown = new Set<string>()
  const shown = (t: string) =>
    printable(t).replace(/[^\p{ASCII}\s]/gu, c => {
      if (canShow(c)) return c
      unshown.add(`U+${c.codePointAt(0)!.toString(16).toUpperCase()}`)
      return '〓'
    })
  const words = JSON.parse(JSON.stringify(letter), (_, v) => (typeof v === 'string' ? shown(v) : v)) as Letter
  const signature = { ...words.signature, day: dayWords(words.signature.date) }
  return JSON.stringify({ ...words, signature, unshown: [...unshown] })
}
