/** The bound: pgbench running the very statements that the product sends, recorded from one call of it and made to ask about any case. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { endedChildrenCpu, serverCpu } from './cpu.ts'

interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
  readonly rows: readonly Record<string, unknown>[]
}
/** Every statement of this process while `work` runs. */
export const recorded = async (work: () => Promise<unknown>): Promise<Sent[]> => {
  const sent: Sent[] = []
  const query = pg.Client.prototype.query as (...given: any[]) => any
  ;(pg.Client.prototype as any).query = async function (this: pg.Client, ...given: any[]) {
    const result = await query.apply(this, given)
    sent.push({
      text: given[0]?.text ?? given[0],
      values: given[0]?.values ?? given[1] ?? [],
      rows: result?.rows ?? [],
    })
    return result
  }
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query as never
  }
  return sent
}

/** `tokens`: digits that stand for the sampled case → an expression over pgbench's variables. `keeps`: what a statement answers that later ones need. */
export const scriptOf = (
  sent: readonly Sent[],
  tokens: Readonly<Record<string, string>>,
  before: string,
  keeps: (s: Sent) => string | undefined = () => undefined,
) => {
  const lines = sent.flatMap(s => {
    const parts = s.text.startsWith('begin; ') ? ['begin', s.text.slice(7)] : [s.text]
    return parts.map(text => {
      const filled = text
        .replace(/\$(\d+)/g, (_, n: string) => literal(s.values[Number(n) - 1], tokens))
        .replace(/\s*\n\s*/g, ' ')
      const kept = keeps(s)
      return kept ? `${filled} \\gset ${kept}` : `${filled};`
    })
  })
  return `${before}\n${lines.join('\n')}\n`
}
const literal = (value: unknown, tokens: Readonly<Record<string, string>>): string => {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) {
    const isNumbers = value.every(v => typeof v === 'number')
    return `array[${value.map(v => literal(v, tokens)).join(', ')}]${isNumbers ? '::bigint[]' : '::text[]'}`
  }
  const text = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)
  const found = Object.keys(tokens).filter(t => text.includes(t))
  if (typeof value === 'number') return found.length ? tokens[found[0]!]! : text
  let pieces: string[] = [text]
  for (const t of found)
    pieces = pieces.flatMap(p => (p in tokens ? [p] : p.split(new RegExp(`(${t})`)).filter(Boolean)))
  const said = pieces.map(p => (p in tokens ? `${tokens[p]}::text` : plain(p)))
  return said.length > 1 ? `(${said.join(' || ')})` : said[0]!
}
/** pgbench takes a colon and a word for a variable, also inside a string. */
const plain = (text: string) =>
  `'${text.replaceAll("'", "''").replace(/:(?=\w)/g, "' || chr(58) || '")}'`.replace(/^('.*chr\(58\).*')$/s, '($1)')

export interface Bound {
  readonly perSecond: number
  /** Seconds of processor time for each, server and client. */
  readonly cpu: number
}
/** A thread a core; each statement planned once in each connection. */
export const pgbench = async (
  { url, home }: { url: string; home: string },
  script: string,
  howLong: readonly [flag: '-T' | '-t', count: number],
  cores: number,
  connections: number,
): Promise<Bound> => {
  const before = (serverCpu(home) ?? 0) + (endedChildrenCpu() ?? 0)
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-pgbench-'))
  try {
    const file = join(folder, 'statements.sql')
    writeFileSync(file, script)
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      `${connections}`,
      '-j',
      `${cores}`,
      ...howLong.map(String),
      '-f',
      file,
      url,
    ]
    const env = { ...process.env, PGOPTIONS: '-c timezone=Asia/Shanghai -c plan_cache_mode=force_generic_plan' }
    const said = await promisify(execFile)('pgbench', args, { env, maxBuffer: 1e8 }).catch(error => error)
    const perSecond = Number(/tps = ([\d.]+) \(without/.exec(said.stdout)?.[1])
    if (!perSecond || /aborted/.test(said.stderr))
      throw new Error(`pgbench: ${said.stderr.slice(0, 2000)}\n${said.stdout.slice(0, 600)}`)
    const count = Number(/actually processed: (\d+)/.exec(said.stdout)?.[1])
    const cpu = (serverCpu(home) ?? 0) + (endedChildrenCpu() ?? 0) - before
    return { perSecond, cpu: cpu / count }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
