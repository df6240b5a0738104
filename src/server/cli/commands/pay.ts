/** minzheng pay: the month's run of a benefit, up to the sealed batch; somebody else releases it. */
import type { Command } from 'commander'
import { sql } from 'kysely'
import { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, rows } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { openRun } from '#core/payments/run'
import { sealRun } from '#core/payments/seal'
import { yuanOf } from '#core/registers/values'
import type { Post } from '#define/posts'
import type { Month } from '#define/time'
import { modules } from '#domains/index'
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
    .argument('[待遇]', '如 minimum-living.allowance；不写则为全部按月发放的待遇')
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

const run = async (month: string, wanted: string | undefined, options: Options) => {
  const catalogue = new Catalogue(modules)
  const benefits = wanted
    ? catalogue.benefits.filter(b => catalogue.idOf(b) === wanted || b.title === wanted)
    : catalogue.benefits.filter(b => b.worth.paid === 'every month')
  if (!benefits.length)
    throw new Refusal(`没有「${wanted}」这项待遇，有：${catalogue.benefits.map(b => catalogue.idOf(b)).join('、')}。`)
  await withLedger(async ({ owner, app, home }) => {
    const keys = openKeys(home)
    const made = []
    for (const benefit of benefits) {
      const actor = await whoPays(owner, catalogue, catalogue.idOf(benefit), options)
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
    if (options.json) printJson(made)
    else process.stdout.write('\n请由另一人核对摘要后放行。\n')
  })
}

interface Account {
  readonly county_id: number
  readonly code: string
  readonly login: string
  readonly account_id: number
  readonly person_id: number
  readonly name: string
  readonly post: Post
  readonly division_id: number
  readonly businesses: readonly string[]
  readonly rehearsal: boolean
}
/** A run has a maker. At the machine itself the technician names one; in a rehearsal the first who may. */
const whoPays = async (owner: Db, catalogue: Catalogue, benefit: string, { as, county }: Options): Promise<Actor> => {
  const permissions = new Permissions(catalogue)
  const accounts = await rows(
    owner,
    sql<Account>`select c.county_id, c.code, a.login, a.id as account_id, a.person_id, a.name, a.post, a.division_id, a.businesses,
        c.rehearsal_day is not null as rehearsal
      from account a join county c on c.county_id = a.county_id
      where a.valid @> ledger_day(a.county_id) and (${county ?? null}::text is null or c.code = ${county ?? null}) order by a.login`,
  )
  const able = accounts
    .map(a => ({ ...a, actor: actorOf(a) }))
    .filter(({ actor }) => permissions.may(actor, { of: benefit, action: 'run', divisionId: actor.divisionId }).ok)
  const listed = able.map(a => `${a.login}（${a.name}）`).join('、') || '无'
  const found = as ? able.filter(a => a.login === as.toLowerCase()) : able
  if (new Set(found.map(a => a.county_id)).size > 1) throw new Refusal('台账里有几个县，请用 --county 指明县的代码。')
  if (as && !found.length) throw new Refusal(`「${as}」不能核发这项待遇；可以核发的有：${listed}。`)
  if (!found.length) throw new Refusal('没有可以核发这项待遇的账号，请先由管理员开立财务岗位的账号。')
  if (found.length > 1 && !found[0]!.rehearsal) throw new Refusal(`请用 --as 指明以谁的名义核发：${listed}。`)
  return found[0]!.actor
}
const actorOf = (a: Account): Actor => ({
  ...{ countyId: a.county_id, accountId: a.account_id, personId: a.person_id, name: a.name, post: a.post },
  ...{ divisionId: a.division_id, divisions: 'all' as const },
  businesses: a.businesses.includes('*') ? 'all' : a.businesses,
})
