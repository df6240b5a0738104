/** minzheng restore DIR: a backup into an empty ledger. */
import type { Command } from 'commander'
import { restore } from '#core/postgres/restore'
import { type HowToPrint, printFacts } from '../output.ts'
import { showProgress } from '../progress.ts'

export const register = (program: Command) =>
  void program
    .command('restore')
    .description('把备份恢复到一个空台账（MINZHENG_HOME 或 DATABASE_URL 指定）')
    .argument('<dir>', 'minzheng backup 生成的目录')
    .action(async (folder: string, options: HowToPrint) => {
      const { progress, end } = showProgress()
      const { tables, files, madeAt } = await restore({
        folder,
        progress,
        databaseUrl: process.env.DATABASE_URL,
      }).finally(end)
      const facts = {
        madeAt,
        tables: tables.length,
        rows: tables.reduce((sum, { rows }) => sum + rows, 0),
        files: files.length,
      }
      printFacts(facts, { madeAt: '备份时间', tables: '数据表', rows: '行', files: '附件与密钥' }, options)
    })
