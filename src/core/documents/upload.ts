/** An uploaded table is read by a worker of its own, with little memory and little time: a hostile file can't harm the server. */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { Refusal } from '#core/actor'
import type { UploadedRow } from './spreadsheet.ts'

export interface Upload {
  readonly format: 'xlsx' | 'csv'
  /** Of a text file, as it was recognised. */
  readonly encoding?: string
  readonly rows: UploadedRow[]
  /** Of the further sheets that were asked for and are there. */
  readonly sheets?: ReadonlyMap<string, UploadedRow[]>
}
export interface Portion {
  /** Of a further sheet: which. */
  readonly sheet?: string
  readonly rows: UploadedRow[]
}
export type FromWorker =
  | Portion
  | { readonly done: Omit<Upload, 'rows' | 'sheets'> }
  | { readonly refused: string; readonly status: Refusal['status'] }

const MOST_BYTES = 30 * 2 ** 20
const MOST_SECONDS = 20
const MOST_MEGABYTES = 256
const AT_ONCE = 2

interface Asked {
  readonly name: string
  readonly sheets?: readonly string[]
}
/**
 * The rows of the first sheet of an .xlsx (and of further `sheets` by their names), or of a CSV or text file in UTF-8 or GB18030.
 * Refused with one sentence: an unknown kind, broken or encrypted, macros, too big, too slow.
 */
export async function parseUpload(bytes: Uint8Array, file: Asked): Promise<Upload> {
  const rows: UploadedRow[] = []
  const sheets = new Map<string, UploadedRow[]>()
  const portions = readUpload(bytes, file)
  for (let next = await portions.next(); ; next = await portions.next()) {
    if (next.done) return { ...next.value, rows, ...(file.sheets?.length && { sheets }) }
    const { sheet } = next.value
    if (sheet !== undefined && !sheets.has(sheet)) sheets.set(sheet, [])
    const into = sheet === undefined ? rows : sheets.get(sheet)!
    for (const row of next.value.rows) into.push(row)
  }
}

/** The same by portions, each read when the one before has been taken: a hundred thousand rows are never all in memory. */
export async function* readUpload(
  bytes: Uint8Array,
  file: Asked,
): AsyncGenerator<Portion, Omit<Upload, 'rows' | 'sheets'>> {
  if (bytes.length === 0) throw new Refusal('上传的文件是空的。', { status: 400 })
  if (bytes.length > MOST_BYTES) throw new Refusal('上传的文件超过30MB，请分成几个文件上传。', { status: 413 })
  if (!/\.(?:xlsx|csv|txt)$/i.test(file.name))
    throw new Refusal('只能上传 Excel 工作簿（.xlsx）或文本表格（.csv、.txt），请另存后再上传。', { status: 400 })
  const leave = await enter()
  try {
    return yield* inWorker(bytes, file.sheets ?? [])
  } finally {
    leave()
  }
}

async function* inWorker(
  bytes: Uint8Array,
  wanted: readonly string[],
): AsyncGenerator<Portion, Omit<Upload, 'rows' | 'sheets'>> {
  const worker = new Worker(await reader(), {
    eval: true,
    workerData: { bytes, wanted },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 32 },
  })
  const told: (FromWorker | Error)[] = []
  let wake = () => {}
  const tell = (m: FromWorker | Error) => {
    told.push(m)
    wake()
  }
  worker.on('message', tell)
  worker.on('error', e => tell((e as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : e))
  worker.on('exit', () => tell(new Error('the upload worker ended without an answer')))
  let patience = MOST_SECONDS * 1000 // of reading alone: how long the rows are worked on is not the file's fault
  try {
    for (;;) {
      const since = performance.now()
      const timer = setTimeout(() => tell(tooMuch()), patience)
      while (!told.length) await new Promise<void>(next => (wake = next))
      clearTimeout(timer)
      patience -= performance.now() - since
      const m = told.shift()!
      if (m instanceof Error) throw m
      if ('refused' in m) throw new Refusal(m.refused, { status: m.status })
      if ('done' in m) return m.done
      yield m
      worker.postMessage('taken')
    }
  } finally {
    await worker.terminate()
  }
}
/** The reader in plain JavaScript, made once a process: a worker knows no TypeScript, and to teach it takes longer than reading most files. */
const reader = () => (made ??= bundled())
let made: Promise<string> | undefined
const bundled = async () => {
  const entryPoints = [fileURLToPath(new URL('./upload-reader.ts', import.meta.url))]
  const { outputFiles } = await build({ entryPoints, bundle: true, platform: 'node', write: false, logLevel: 'silent' })
  return outputFiles[0]!.text
}
const tooMuch = () => new Refusal('文件太大或太复杂，读取没有完成；请分成几个文件上传。', { status: 413 })

/** Two files at a time; the next waits. */
let inside = 0
const waiting: (() => void)[] = []
async function enter() {
  if (inside >= AT_ONCE) await new Promise<void>(next => waiting.push(next))
  inside++
  return () => {
    inside--
    waiting.shift()?.()
  }
}
