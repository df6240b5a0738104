/** minzheng import: a file into a register, all rows or none; what procedures fill waits for a second person. */
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { refusing } from '#core/access/refusing'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, ledgerDay } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { importRows } from '#core/registers/exchange'
import { askImport, needsCheck } from '#core/registers/import-check'
import { modules } from '#domains/index'
import { type ActingAs, actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts, printJson, printRows } from '../output.ts'
import { registerNamed } from '../registers.ts'

interface Options extends HowToPrint, ActingAs {
  readonly dryRun?: boolean
  readonly errors?: string
}
export const register = (program: Command) =>
  void program
    .command('import')
    .description('把 Excel 或 CSV 文件导入一本台账；有一行不对，一行也不写')
    .argument('<台账>', '如 meals.points，或台账名称')
    .argument('<文件>', 'xlsx 或 csv，按导入模板填写')
    .option('--dry-run', '只试算，不写入')
    .option('--errors <文件.xlsx>', '有错误时，把各表连同错误说明写入这个文件，改正后可再导入')
    .option('--as <用户名>', '以谁的名义导入')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const titles = { rows: '行数', added: '新增', changed: '更改', unchanged: '不变', stands: '结果' }
const run = async (name: string, path: string, { dryRun = false, ...options }: Options) => {
  const catalogue = new Catalogue(modules)
  const r = registerNamed(catalogue, name)
  const file = { name: basename(path), bytes: await readFile(path).catch(notThere(path)) }
  await withLedger(async ({ owner, app, home }) => {
    const actor = await actingAs(
      owner,
      catalogue,
      { of: catalogue.idOf(r), action: 'import', does: '导入这本台账' },
      options,
    )
    const engine = { catalogue, keys: openKeys(home), home }
    const done = await asActor(app, actor, async trx => {
      const on = await ledgerDay(trx, actor.countyId)
      return dryRun || !needsCheck(r)
        ? importRows(trx, engine, actor, r, file, { on, isDryRun: dryRun })
        : refusing(() => askImport(trx, engine, actor, r, file, on))
    })
    if (options.errors && 'errorFile' in done && done.errorFile)
      await writeFile(options.errors, await done.errorFile(), { mode: 0o600 }).catch(notThere(options.errors))
    const waits = 'waitsAs' in done
    const facts = {
      ...done,
      errorFile: undefined,
      stands: !done.ok
        ? '有错误，没有写入'
        : dryRun
          ? '可以导入，没有写入'
          : waits
            ? '已提交，等待另一人复核'
            : '已写入',
    }
    if (options.json) printJson(facts)
    else {
      printFacts(facts, titles)
      if (!done.ok) printRows(done.errors, { 行: e => e.row, 列: e => e.column ?? '', 错误: e => e.why })
    }
    if (!done.ok) process.exitCode = 1
  })
}
const notThere = (path: string) => () => {
  throw new Refusal(`打不开文件「${path}」，请核对路径。`)
}
