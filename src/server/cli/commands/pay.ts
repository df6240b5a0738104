/** minzheng pay: the month's run of a benefit, up to the sealed batch; somebody else releases it. */
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { type AnyBenefit, Catalogue } from '#core/catalogue'
import { asActor } from '#core/db'
import { openKeys } from '#core/identity/keys'
import type { OpenedRun } from '#core/payments/opened-run'
import { openRun } from '#core/payments/run'
import { sealRun } from '#core/payments/seal'
import { yuanOf } from '#core/registers/values'
import type { Month } from '#define/time'
import { modules } from '#domains/index'
import { actingAs } from '../acting.ts'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts, printJson } from '../output.ts'

interface Options extends HowToPrint {
  readonly as?: string
  readonly county?: string
}
export const register = (program: Command) =>
  void program
    .command('pay')
    .description('核发一个月的待遇，直到封存批次；放行须由另一人办理')
    .argument('<月份>', '如 2024-07')
    .argument('[待遇]', '如 minimum-living.allowance；不写则为全部待遇')
    .option('--as <用户名>', '以谁的名义核发')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(run)

const titles = {
  ...{ title: '待遇', month: '月份', regular: '当月（行）', arrears: '补发（行）', repay: '退票重发（行）' },
  ...{
    deduction: '扣减（行）',
    held: '暂缓（行）',
    claims: '新增追缴（户）',
    transfers: '银行笔数',
    total: '总金额（元）',
  },
  ...{ batch: '批次号', hash: 'SM3 摘要' },
}

interface Paid extends Omit<OpenedRun, 'total'> {
  readonly title: string
  /** Yuan. */
  readonly total: string
  readonly batch: string
  readonly hash: string
  readonly transfers: number
  readonly by: string
}
const run = async (month: string, wanted: string | undefined, options: Options) => {
  const catalogue = new Catalogue(modules)
  const benefits = wanted
    ? catalogue.benefits.filter(b => catalogue.idOf(b) === wanted || b.title === wanted)
    : catalogue.benefits
  if (!benefits.length)
    throw new Refusal(`没有「${wanted}」这项待遇，有：${catalogue.benefits.map(b => catalogue.idOf(b)).join('、')}。`)
  await withLedger(async ({ owner, app, home }) => {
    const keys = openKeys(home)
    const made: Paid[] = []
    const refused: Refusal[] = []
    const pay = async (benefit: AnyBenefit) => {
      const what = { of: catalogue.idOf(benefit), action: 'run', does: '核发这项待遇' }
      const actor = await actingAs(owner, catalogue, what, options)
      const facts = await asActor(app, actor, async trx => {
        const opened = await openRun(trx, { catalogue, benefit, month: month as Month, actor })
        const { number, hash, transfers } = await sealRun(trx, { run: opened.id, actor, keys })
        return {
          ...opened,
          title: benefit.title,
          total: yuanOf(opened.total),
          batch: number,
          hash,
          transfers,
          by: actor.name,
        }
      })
      made.push(facts)
      if (!options.json) printFacts(facts, titles)
    }
    for (const benefit of benefits)
      await pay(benefit).catch(e => {
        if (!(e instanceof Refusal)) throw e
        refused.push(e)
      })
    // Of several one may have nothing to pay, or be paid already; where none is paid, the first that says more than that.
    const isNothing = (r: Refusal) => !!(r.more.detail as { isNothing?: boolean } | undefined)?.isNothing
    if (!made.length) throw refused.find(r => !isNothing(r)) ?? refused[0]!
    if (!options.json) for (const r of refused) process.stdout.write(`未核发：${r.reason}\n`)
    if (options.json) printJson(made)
    else process.stdout.write('\n请由另一人核对摘要后放行。\n')
  })
}
