/** minzheng simulate: an invented county, lived through the ledger's own rules, whose figures are those of the profile. */
import type { Command } from 'commander'
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { rows } from '#core/db'
import { declaredBy } from '#core/profile/declared'
import { loadProfile } from '#core/profile/load'
import { modules } from '#domains/index'
import { type OpenLedger, withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts } from '../output.ts'
import { showProgress } from '../progress.ts'

interface Options extends HowToPrint {
  readonly scale: string
  readonly seed: string
  readonly until?: string
  readonly again?: boolean
}
export const register = (program: Command) =>
  void program
    .command('simulate')
    .description('虚构一个演练县，按真实规则过完半年，得出县配置里的数字')
    .argument('<目录>', '县配置，如 profiles/nanling')
    .option('--scale <倍数>', '是这个县的几倍', '1')
    .option('--seed <种子>', '换一个种子，换一批人', '1')
    .option('--until <日期>', '只演练到这一天')
    .option('--again', '丢弃已有的演练县，从头再造')
    .action(run)

const run = async (dir: string, { scale, seed, until, again, json }: Options) => {
  if (!/^\d{1,4}(\.\d+)?$/.test(scale)) throw new Refusal(`--scale ${scale} 不是数字；请写如 10 或 0.1。`)
  if (until && !/^\d{4}-\d{2}-\d{2}$/.test(until)) throw new Refusal(`--until ${until} 不是日期；请写如 2024-03-31。`)
  const profile = await loadProfile(dir, declaredBy(new Catalogue(modules)))
  if (again) await withLedger(mayBeDiscarded)
  const { progress, end } = showProgress()
  const done = await withLedger(
    async ({ owner, home }) => {
      const { simulate } = await import('#simulate/run')
      return simulate({
        owner,
        profile,
        home,
        scale: Number(scale),
        seed,
        progress,
        ...(until && { until: until as never }),
      })
    },
    { afresh: again ?? false },
  ).finally(end)
  const { county, today, period, figures } = done
  printFacts(
    json ? { county, today, period, figures } : { county, today, period, ...figures },
    { county: '县', today: '台账日期', period: '期间', ...Object.fromEntries(Object.keys(figures).map(k => [k, k])) },
    { json: json ?? false },
  )
}

/** Only what nobody relies on: an embedded ledger in which every county is a rehearsal. @throws Refusal */
const mayBeDiscarded = async ({ owner, embedded }: OpenLedger) => {
  if (!embedded) throw new Refusal('--again 只用于本机自带的数据库；DATABASE_URL 指向的库请另建一个空库。')
  const real = await rows(owner, sql<{ name: string }>`select name from county where rehearsal_day is null`)
  if (real.length)
    throw new Refusal(
      `台账里的${real.map(c => c.name).join('、')}不是演练县，不能丢弃；请用 MINZHENG_HOME 另指一个目录。`,
    )
}
