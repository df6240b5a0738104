/** minzheng export: a register as a file, in somebody's name; many rows only with an approval that another person has given. */
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { allowExport } from '#core/access/exports'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, ledgerDay, maybe } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { countRows, exportRows } from '#core/registers/exchange'
import { modules } from '#domains/index'
import { type ActingAs, actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts } from '../output.ts'
import { registerNamed } from '../registers.ts'

interface Options extends HowToPrint, ActingAs {
  readonly purpose: string
}
export const register = (program: Command) =>
  void program
    .command('export')
    .description('把一本台账导出为文件（.xlsx 或 .csv）；超过限额的须先有另一人批准的导出申请')
    .argument('<台账>', '如 minimum-living.roster，或台账名称')
    .argument('<文件>', '写到哪里，以 .xlsx 或 .csv 结尾')
    .requiredOption('--purpose <用途>', '导出用途，写入审计')
    .option('--as <用户名>', '以谁的名义导出')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const run = async (name: string, path: string, options: Options) => {
  const catalogue = new Catalogue(modules)
  const r = registerNamed(catalogue, name)
  const of = catalogue.idOf(r)
  const format = /\.(xlsx|csv)$/.exec(path)?.[1] as 'xlsx' | 'csv' | undefined
  if (!format) throw new Refusal('文件名应以 .xlsx 或 .csv 结尾。')
  await withLedger(async ({ owner, app, home }) => {
    const actor = await actingAs(owner, catalogue, { of, action: 'export', does: '导出这本台账' }, options)
    const engine = { catalogue, keys: openKeys(home), home }
    const { bytes, rows } = await asActor(app, actor, async trx => {
      const query = { on: await ledgerDay(trx, actor.countyId), state: 'live' as const, where: {} }
      const rows = await countRows(trx, engine, actor, r, query)
      if (!rows) throw new Refusal(`「${r.title}」没有可以导出的行。`)
      const filter = { on: query.on, state: query.state, where: {} }
      const approved = await maybe(
        trx,
        sql<{
          id: number
        }>`select id from export_request where county_id = ${actor.countyId} and of = ${of} and asked_by = ${actor.personId}
          and approved_by is not null and used_at is null and filter = ${JSON.stringify(filter)}::jsonb order by id desc limit 1`,
      )
      const mark = await allowExport(trx, actor, { of, filter, rows, purpose: options.purpose }, approved?.id)
      return { rows, bytes: await exportRows(trx, engine, actor, r, query, { format, mark }) }
    })
    await writeFile(path, bytes, { mode: 0o600 })
    printFacts({ title: r.title, rows, path }, { title: '台账', rows: '行数', path: '文件' }, options)
  })
}
