/** minzheng migrate: the ledger's tables brought to the present. */
import type { Command } from 'commander'
import { sql } from 'kysely'
import { rows } from '#core/db'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printRows } from '../output.ts'

export const register = (program: Command) =>
  void program
    .command('migrate')
    .description('升级台账的表结构，列出已执行的变更')
    .action((options: HowToPrint) =>
      withLedger(async ({ owner }) => {
        type Done = { name: string; sha256: string; appliedAt: string }
        const done = await rows(
          owner,
          sql<Done>`select name, sha256, to_char(applied_at, 'YYYY-MM-DD HH24:MI:SS') as "appliedAt" from schema_migration order by name`,
        )
        printRows(done, { 变更: m => m.name, 执行时间: m => m.appliedAt, 校验和: m => m.sha256.slice(0, 12) }, options)
      }),
    )
