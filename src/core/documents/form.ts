/** Form → PDF of the form's own size: for a look, for the printer, or as a test page with a ruler. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Entry } from '#define/form'
import { fontFolders } from './fonts.ts'

export interface FormPaper {
  readonly kind: 'preview' | 'print' | 'test'
  readonly title: string
  readonly width: number
  readonly height: number
  /** What the printer errs by, taken back: millimetres to the right and down. */
  readonly dx: number
  readonly dy: number
  readonly copies: readonly (readonly Entry[])[]
}
const template = fileURLToPath(new URL('./form.typ', import.meta.url))
const source = readFileSync(template, 'utf8')
let compiler: NodeCompiler | undefined

export const printForm = (form: FormPaper): Buffer => {
  compiler ??= NodeCompiler.create({ workspace: dirname(template), fontArgs: [{ fontPaths: fontFolders }] })
  try {
    return Buffer.from(compiler.pdf({ mainFileContent: source, inputs: { form: JSON.stringify(form) } }))
  } finally {
    // A certificate holds whole numbers: nothing of it stays in the compiler's memory.
    compiler.evictCache(0)
  }
}
