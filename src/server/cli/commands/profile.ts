/** minzheng profile: a county's own files, checked and brought into the ledger. */
import type { Command } from 'commander'
import { Catalogue } from '#core/catalogue'
import { declaredBy } from '#core/profile/declared'
import { type InstalledProfile, installProfile } from '#core/profile/install'
import { loadProfile, type Profile } from '#core/profile/load'
import { modules } from '#domains/index'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printRows } from '../output.ts'

export const register = (program: Command) =>
  void program
    .command('profile')
    .description('检查并载入一个县的配置')
    .argument('<目录>', '如 profiles/nanling')
    .option('--check', '只检查，不写入')
    .action(async (dir: string, options: HowToPrint & { check?: boolean }) => {
      const profile = await loadProfile(dir, declaredBy(new Catalogue(modules)))
      const done = options.check ? undefined : await withLedger(({ owner }) => installProfile(owner, profile))
      for (const warning of done?.warnings ?? []) console.error(`提醒：${warning}`)
      if (done?.corrected) console.error(`更正 ${done.corrected} 行，原来的内容已留存`)
      const lines = inFiles(profile).map(p => ({ ...p, added: done?.added[p.part] ?? 0 }))
      printRows(lines, { 内容: p => p.title, 文件中: p => p.rows, 新载入: p => p.added }, options)
    })

const inFiles = (p: Profile): { part: keyof InstalledProfile['added']; title: string; rows: number }[] => [
  { part: 'divisions', title: '区划', rows: p.divisions.length },
  { part: 'standards', title: '标准', rows: p.standards.length },
  { part: 'powers', title: '下放', rows: p.powers.length },
  { part: 'limits', title: '承诺时限', rows: p.limits.length },
  { part: 'pauses', title: '暂停事由', rows: p.pauses.length },
  { part: 'settings', title: '设置', rows: p.settings.length },
  { part: 'calendar', title: '工作日历（年、逐日）', rows: p.calendar.years.length },
]
