/** The menu: what this actor may do, and the registers that the server has told of. */
import type { Catalogue } from '../server/catalogue.ts'
import { type Me, may } from '../session/me.ts'

export interface Entry {
  readonly to: string
  readonly title: string
  readonly group: string
}

export const menuOf = (me: Me | undefined, c: Catalogue): readonly Entry[] => {
  const all: (Entry | false)[] = [
    may(me, 'tasks.see') && { to: '/', title: '工作台', group: '办理' },
    may(me, 'apply') && { to: '/apply', title: '新申请', group: '办理' },
    may(me, 'cases.see') && { to: '/cases', title: '案件', group: '办理' },
    may(me, 'events.see') && { to: '/events', title: '情况变化', group: '办理' },
    ...(may(me, 'registers.see') ? c.businesses.flatMap(b => b.registers) : []).map(r => ({
      to: `/registers/${r.id}`,
      title: r.title,
      group: '台账',
    })),
    may(me, 'registers.export') && { to: '/exports', title: '导出申请', group: '台账' },
    may(me, 'payments.see') && { to: '/payments', title: '待遇发放', group: '资金' },
    may(me, 'funds.see') && { to: '/funds', title: '资金收支', group: '资金' },
    may(me, 'claims.see') && { to: '/claims', title: '追缴', group: '资金' },
    may(me, 'figures.see') && { to: '/figures', title: '指标与报告', group: '统计' },
    may(me, 'standards.see') && { to: '/standards', title: '当地标准', group: '管理' },
    may(me, 'audit.see', 'audit.verify') && { to: '/audit', title: '审计与核验', group: '管理' },
    may(me, 'accounts.see') && { to: '/accounts', title: '账号', group: '管理' },
  ]
  return all.filter(e => e !== false)
}

export const grouped = (entries: readonly Entry[]) => {
  const groups = new Map<string, Entry[]>()
  for (const e of entries) groups.set(e.group, [...(groups.get(e.group) ?? []), e])
  return [...groups]
}
