/** minzheng base: a published number entered by one account, or checked by another. */
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor } from '#core/db'
import { askBase, baseLines, checkBase } from '#core/indicators/base-check'
import { type BaseName, baseKinds } from '#core/indicators/published'
import type { Day } from '#define/time'
import { modules } from '#domains/index'
import { type ActingAs, actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printRows } from '../output.ts'

interface Options extends HowToPrint, ActingAs {
  readonly area?: string
  readonly on?: string
  readonly until?: string
  readonly value?: string
  readonly source?: string
  readonly check?: string
  readonly refuse?: string
}
export const register = (program: Command) =>
  void program
    .command('base')
    .description(`公布基数（${Object.keys(baseKinds).join('、')}）：一人录入，另一人核对；不带参数则列出`)
    .argument('[名称]', '如 户籍人口')
    .option('--area <代码>', '哪个区划的数字')
    .option('--on <日期>', '所指之日，或期间的第一天')
    .option('--until <日期>', '期间的最后一天')
    .option('--value <数值>', '整数')
    .option('--source <来源>', '公布单位和文号、年鉴页码')
    .option('--check <编号>', '核对相符，计入')
    .option('--refuse <理由>', '与 --check 同用：退回')
    .option('--as <用户名>', '以谁的名义')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const stands = { waiting: '等待核对', counted: '已计入', refused: '已退回' }
const run = async (what: string | undefined, o: Options) => {
  const catalogue = new Catalogue(modules)
  await withLedger(async ({ owner, app }) => {
    const who = { does: '办理公布基数', posts: ['county', 'bureau-head'] as const }
    const actor = await actingAs(owner, catalogue, who, o)
    const lines = await asActor(app, actor, async trx => {
      if (o.check) await checkBase(trx, actor, Number(o.check), o.refuse)
      else if (what) {
        if (!o.area || !o.on || !o.value || !o.source) throw new Refusal('请写明 --area、--on、--value 和 --source。')
        const entry = { what: what as BaseName, area: o.area, from: o.on as Day, to: (o.until ?? o.on) as Day }
        await askBase(trx, actor, { ...entry, value: Number(o.value), source: o.source })
      }
      return baseLines(trx, actor)
    })
    printRows(
      lines,
      {
        编号: l => l.id,
        名称: l => l.what,
        区划: l => l.area,
        起: l => l.from,
        止: l => l.to,
        数值: l => l.value,
        来源: l => l.source,
        录入: l => l.by,
        状态: l => stands[l.stands],
      },
      o,
    )
  })
}
