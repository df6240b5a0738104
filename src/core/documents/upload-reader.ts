/** Inside the worker: tells a workbook from a text file by its bytes, and hands the rows over in portions. */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#core/actor'
import { decodeText, parseCsv } from './csv.ts'
import { readXlsxRows, type UploadedRow } from './spreadsheet.ts'
import type { FromWorker, Upload } from './upload.ts'
import { broken, checkZip } from './zip.ts'

const MOST_ROWS = 200_000
const MOST_COLUMNS = 200
const MOST_CELLS = 3_000_000
const PORTION = 2000
/** So many portions may wait to be taken. */
const AHEAD = 4

const tell = (m: FromWorker) => parentPort!.postMessage(m)
async function read(bytes: Uint8Array, wanted: readonly string[]): Promise<Omit<Upload, 'rows' | 'sheets'>> {
  const begins = (...magic: number[]) => magic.every((b, i) => bytes[i] === b)
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new Refusal('这是旧版 .xls 或加了密码的工作簿，读不出来；请去掉密码并另存为 .xlsx 后再上传。', {
      status: 400,
    })
  if (begins(0x50, 0x4b)) {
    await checkZip(bytes)
    try {
      await hand(readXlsxRows(bytes))
      for (const sheet of wanted) await hand(readXlsxRows(bytes, sheet), sheet)
    } catch (e) {
      throw e instanceof Refusal ? e : broken()
    }
    return { format: 'xlsx' }
  }
  const { text, encoding } = decodeText(bytes)
  if (text.includes('\0'))
    throw new Refusal('这个文件不是文本表格，读不出来；请用 .xlsx 或 .csv 上传。', { status: 400 })
  await hand(parseCsv(text))
  return { format: 'csv', encoding }
}

let waiting = 0
let taken = () => {}
parentPort!.on('message', () => {
  waiting--
  taken()
})
const handOver = async (rows: UploadedRow[], sheet: string | undefined) => {
  tell({ rows, ...(sheet !== undefined && { sheet }) })
  waiting++
  while (waiting > AHEAD) await new Promise<void>(next => (taken = next))
}
async function hand(rows: Iterable<UploadedRow> | AsyncIterable<UploadedRow>, sheet?: string) {
  let portion: UploadedRow[] = []
  let count = 0
  let cells = 0
  for await (const row of rows) {
    count++
    cells += row.cells.length
    if (row.cells.length > MOST_COLUMNS)
      throw new Refusal(`第${row.row}行有${row.cells.length}列，超过${MOST_COLUMNS}列；请只保留需要导入的列。`, {
        status: 413,
      })
    if (count > MOST_ROWS || cells > MOST_CELLS)
      throw new Refusal(`表格超过${MOST_ROWS}行或${MOST_CELLS}格，请分成几个文件上传。`, { status: 413 })
    portion.push(row)
    if (portion.length === PORTION) {
      await handOver(portion, sheet)
      portion = []
    }
  }
  await handOver(portion, sheet)
}

const { bytes, wanted } = workerData as { bytes: Uint8Array; wanted: readonly string[] }
read(bytes, wanted).then(
  done => tell({ done }),
  e => {
    if (!(e instanceof Refusal)) throw e
    tell({ refused: e.reason, status: e.status })
  },
)
