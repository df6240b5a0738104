/** minzheng divisions: towns and villages that merge, split or change their name, and who is worked out again by it. */
import type { Command } from 'commander'
import { Catalogue } from '#core/catalogue'
import { asActor } from '#core/db'
import { changeAll } from '#core/divisions/change'
import { openKeys } from '#core/identity/keys'
import { readSuccessions } from '#core/profile/successions'
import { modules } from '#domains/index'
import { type ActingAs, actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printRows } from '../output.ts'

interface Options extends HowToPrint, ActingAs {
  readonly dryRun?: boolean
}
export const register = (program: Command) =>
  void program
    .command('divisions')
    .description('登记区划变更（合并、拆分、更名），自变更之日起重新核算；有一行不对，一行也不写')
    .argument('<文件.csv>', '列：变更、原代码、新代码、新名称、启用日期、文号，可加 沿用标准、归入的下级')
    .option('--dry-run', '只试算，不写入')
    .option('--as <用户名>', '以谁的名义登记')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const manners = { merged: '合并', split: '拆分', renamed: '更名' } as const
const run = async (path: string, options: Options) => {
  const told = await readSuccessions(path)
  const catalogue = new Catalogue(modules)
  const done = await withLedger(async ({ owner, app, home }) => {
    const who = { does: '登记区划变更', posts: ['county', 'bureau-head'] as const }
    const actor = await actingAs(owner, catalogue, who, options)
    const engine = { catalogue, keys: openKeys(home), home }
    return asActor(app, actor, trx => changeAll(trx, engine, actor, told, !!options.dryRun))
  })
  printRows(
    done,
    {
      变更: c => manners[c.manner],
      原代码: c => c.from.join('、'),
      新区划: c => c.to.map(t => `${t.name}（${t.code}）`).join('、'),
      启用日期: c => c.on,
      增发: c => c.raised,
      减发: c => c.lowered,
      结果: () => (options.dryRun ? '没有写入' : '已登记'),
    },
    options,
  )
}
