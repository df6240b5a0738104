/** minzheng backup DIR: the whole ledger into a folder, while it is in use. */
import type { Command } from 'commander'
import { backUp } from '#core/postgres/backup'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printFacts } from '../output.ts'
import { showProgress } from '../progress.ts'

export const register = (program: Command) =>
  void program
    .command('backup')
    .description('备份全部台账、附件和密钥，带校验和')
    .argument('<dir>', '备份到哪个目录（须为空或尚不存在）')
    .action((folder: string, options: HowToPrint) =>
      withLedger(async ({ ownerUrl, home }) => {
        const { progress, end } = showProgress()
        const manifest = await backUp({ ownerUrl, home, folder, progress }).finally(end)
        const { tables, files, madeAt } = manifest
        const bytes = [...tables, ...files].reduce((sum, { bytes }) => sum + bytes, 0)
        const facts = {
          folder,
          madeAt,
          tables: tables.length,
          rows: tables.reduce((sum, { rows }) => sum + rows, 0),
          files: files.length,
          bytes,
        }
        printFacts(
          facts,
          { folder: '目录', madeAt: '截至', tables: '数据表', rows: '行', files: '附件与密钥', bytes: '字节' },
          options,
        )
        if (!options.json) console.log('备份里有解密用的密钥：请像保管台账一样保管它。')
      }),
    )
