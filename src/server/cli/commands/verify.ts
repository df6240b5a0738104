/** minzheng verify: the audit chain, start + new − exit = end, roster = batch = bank file = return, and the full recount. */
import type { Command } from 'commander'
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { verifyAudit } from '#core/audit/verify'
import { Catalogue } from '#core/catalogue'
import { asActor, ledgerDay, rows } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { checkIdentities } from '#core/indicators/identities'
import { machine } from '#core/machine'
import { verifyMoney } from '#core/payments/verify'
import { hasStates } from '#core/registers/columns'
import { recount } from '#core/registers/recount'
import { monthOf } from '#define/time'
import { modules } from '#domains/index'
import { withLedger } from '../ledger.ts'
import { printRows } from '../output.ts'
import { showProgress } from '../progress.ts'

interface Check {
  readonly check: string
  readonly ok: boolean
  readonly told: string
}
export const register = (program: Command) =>
  void program
    .command('verify')
    .description('核对：审计链、期初+新增−退出=期末、名册=批次=银行文件=回单、全量复算')
    .option('--period <期间>', '核对哪一期间的收支平衡，如 2024H1；默认本月')
    .action(async ({ period, json }: { period?: string; json?: boolean }) => {
      const found = await withLedger(async ({ owner, app, home }) => {
        const engine = { catalogue: new Catalogue(modules), keys: openKeys(home), home }
        const checks: Check[] = []
        const say = (check: string, ok: boolean, told: string) => checks.push({ check, ok, told })
        for (const { id, name } of await rows(
          owner,
          sql<{ id: number; name: string }>`select county_id as id, name from county order by 1`,
        )) {
          const audit = await verifyAudit(app, id)
          say(
            `${name} 审计链`,
            audit.ok,
            audit.ok ? `${audit.checked} 条相连` : `断于第 ${JSON.stringify(audit.firstBroken)}`,
          )
          const money = await verifyMoney(owner, id, engine)
          say(
            `${name} 资金`,
            money.ok,
            money.ok ? `${money.batches} 个批次一致` : money.problems.slice(0, 3).join('；'),
          )
          const day = await ledgerDay(app, id)
          await asActor(app, machine(id), async trx => {
            const identities = await checkIdentities(trx, engine.catalogue, { period: period ?? monthOf(day) })
            const broken = identities.filter(i => !i.holds)
            say(
              `${name} 期初+新增−退出=期末`,
              !broken.length,
              broken.length
                ? `${broken[0]!.title} ${broken[0]!.month} ${broken[0]!.area} 不平`
                : `${identities.length} 项都平`,
            )
            const { progress, end } = showProgress()
            for (const r of engine.catalogue.registers.filter(hasStates)) {
              const again = await recount(trx, engine, id, r, day, done => progress(`复算${r.title}`, done, 0))
              say(
                `${name} 复算${r.title}`,
                !again.wrong.length,
                again.wrong.length
                  ? `${again.wrong.length} 处不一致，如台账行 ${again.wrong[0]!.rowId} 的 ${again.wrong[0]!.column}`
                  : `${again.rows} 行一致到分`,
              )
            }
            end()
          })
        }
        return checks
      })
      const columns = {
        核对: (f: Check) => f.check,
        结果: (f: Check) => (f.ok ? '一致' : '不一致'),
        说明: (f: Check) => f.told,
      }
      printRows(found, columns, { json: !!json })
      if (found.some(f => !f.ok)) throw new Refusal('核对发现不一致，请按上表逐项查明；在查明前不要发放')
    })
