/** An uploaded table is read by a worker of its own, with little memory and little time: a hostile file can't harm the server. */
import { Worker } from 'node:worker_threads'
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
export type FromWorker =
  | { readonly sheet: string }
  | { readonly rows: UploadedRow[] }
  | { readonly done: Omit<Upload, 'rows' | 'sheets'> }
  | { readonly refused: string; readonly status: Refusal['status'] }

const MOST_BYTES = 30 * 2 ** 20
const MOST_SECONDS = 20
const MOST_MEGABYTES = 256
const AT_ONCE = 2

/**
 * The rows of the first sheet of an .xlsx (and of further `sheets` by their names), or of a CSV or text file in UTF-8 or GB18030.
 * Refused with one sentence: an unknown kind, broken or encrypted, macros, too big, too slow.
 */
export async function parseUpload(
  bytes: Uint8Array,
  file: { readonly name: string; readonly sheets?: readonly string[] },
): Promise<Upload> {
  if (bytes.length === 0) throw new Refusal('上传的文件是空的。', { status: 400 })
  if (bytes.length > MOST_BYTES) throw new Refusal('上传的文件超过30MB，请分成几个文件上传。', { status: 413 })
  if (!/\.(?:xlsx|csv|txt)$/i.test(file.name))
    throw new Refusal('只能上传 Excel 工作簿（.xlsx）或文本表格（.csv、.txt），请另存后再上传。', { status: 400 })
  const leave = await enter()
  try {
    return await inWorker(bytes, file.sheets ?? [])
  } finally {
    leave()
  }
}

function inWorker(bytes: Uint8Array, wanted: readonly string[]) {
  const worker = new Worker(new URL('./upload-worker.mjs', import.meta.url), {
    workerData: { bytes, wanted },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 32 },
  })
  const rows: UploadedRow[] = []
  const sheets = new Map<string, UploadedRow[]>()
  let into = rows
  return new Promise<Upload>((resolve, reject) => {
    const tooMuch = () => new Refusal('文件太大或太复杂，读取没有完成；请分成几个文件上传。', { status: 413 })
    const timer = setTimeout(() => reject(tooMuch()), MOST_SECONDS * 1000)
    worker.on('message', (m: FromWorker) => {
      if ('rows' in m) for (const row of m.rows) into.push(row)
      else if ('sheet' in m) sheets.set(m.sheet, (into = []))
      else if ('done' in m) resolve({ ...m.done, rows, ...(wanted.length && { sheets }) })
      else reject(new Refusal(m.refused, { status: m.status }))
    })
    worker.on('error', e => reject((e as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : e))
    worker.on('exit', () => {
      clearTimeout(timer)
      reject(new Error('the upload worker ended without an answer'))
    })
  }).finally(() => worker.terminate())
}

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
