/** minzheng match: a department's file against the ledger; what it says of our people becomes findings and clues. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, ledgerDay } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { matchFile } from '#core/matching/match'
import { listSources, sourcesOf } from '#core/matching/sources'
import { modules } from '#domains/index'
import { type ActingAs, actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts, printJson, printRows } from '../output.ts'

interface Options extends HowToPrint, ActingAs {
  readonly dryRun?: boolean
}
export const register = (program: Command) =>
  void program
    .command('match')
    .description('部门文件与台账比对：命中的留痕，预警的派线索给乡镇核实；不带参数则列出数据来源')
    .argument('[来源]', '如 outside-data.deaths，或台账名称')
    .argument('[文件]', 'CSV、Parquet 或 Excel 工作簿（.xlsx）')
    .option('--dry-run', '只比对，不写入')
    .option('--as <用户名>', '以谁的名义比对')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const titles = {
  ...{
    rows: '文件行数',
    nameless: '号码不全',
    hits: '命中本县人员',
    added: '新增',
    known: '早已告知',
    raised: '派出线索',
  },
  stands: '结果',
}
const run = async (name: string | undefined, path: string | undefined, { dryRun = false, ...o }: Options) => {
  const catalogue = new Catalogue(modules)
  const sources = sourcesOf(catalogue)
  const source = sources.find(r => catalogue.idOf(r) === name || r.title === name)
  if (name && !source) {
    const known = sources.map(r => `${catalogue.idOf(r)}（${r.title}）`).join('、')
    throw new Refusal(`没有「${name}」这个数据来源，有：${known}。`)
  }
  if (source && !path) throw new Refusal(`请写明${source.told.from!.department}的文件：minzheng match ${name} 文件.csv`)
  await withLedger(async ({ owner, app, home }) => {
    const of = catalogue.idOf(source ?? sources[0]!)
    const actor = await actingAs(owner, catalogue, { of, action: 'import', does: '比对部门数据' }, o)
    const engine = { catalogue, keys: openKeys(home), home }
    if (!source || !path) {
      const list = await asActor(app, actor, async trx =>
        listSources(trx, catalogue, actor.countyId, await ledgerDay(trx, actor.countyId)),
      )
      return printRows(
        list,
        {
          来源: s => s.id,
          名称: s => s.title,
          部门: s => s.department,
          最近一次: s => s.last,
          下次应于: s => s.due,
        },
        o,
      )
    }
    const done = await asActor(app, actor, async trx =>
      matchFile(
        trx,
        engine,
        actor,
        source,
        { path, name: basename(path) },
        {
          on: await ledgerDay(trx, actor.countyId),
          isDryRun: dryRun,
        },
      ),
    )
    const stands = dryRun ? '只作了比对，没有写入' : done.before ? `已写入；这个文件 ${done.before} 比对过` : '已写入'
    if (o.json) return printJson({ ...done, stands })
    printFacts({ ...done, stands }, titles)
    if (done.problems.length) printRows(done.problems, { 行: p => p.row, 未采用的原因: p => p.says })
  })
}
