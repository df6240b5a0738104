/** The menu: what this actor may do, and the registers of each office in the bureau's order. */
import { hasMatters } from '../apply/offers.ts'
import { byOffice, type Catalogue } from '../server/catalogue.ts'
import { type Me, may } from '../session/me.ts'

export interface Entry {
  readonly to: string
  readonly title: string
  /** Also found by these words. */
  readonly words?: string
}
export interface Group {
  readonly title: string
  readonly entries: readonly Entry[]
  /** Of an office: folded where there are many. */
  readonly isOffice?: boolean
}

export const menuOf = (me: Me | undefined, c: Catalogue): readonly Group[] => {
  const has = (entries: readonly (Entry | false)[]) => entries.filter(e => e !== false)
  const offices = may(me, 'registers.see') ? byOffice(c, c.businesses) : []
  return [
    {
      title: '办理',
      entries: has([
        may(me, 'tasks.see') && { to: '/', title: '工作台' },
        may(me, 'apply') && hasMatters(c) && { to: '/apply', title: '新申请' },
        may(me, 'cases.see') && { to: '/cases', title: '案件' },
        may(me, 'organisations.see') &&
          isAboutOrganisations(c) && {
            to: '/organisations',
            title: me?.post === 'organisation' ? '本单位' : '社会组织',
          },
        may(me, 'draws.see') && hasDraws(c) && { to: '/draws', title: '双随机抽查' },
        may(me, 'appointments.see') && { to: '/appointments', title: '预约' },
        may(me, 'events.see') && { to: '/events', title: '情况变化' },
      ]),
    },
    ...offices.map(o => ({
      ...{ title: o.title, isOffice: true },
      entries: o.own.flatMap(b =>
        b.registers.map(r => ({
          ...{ to: `/registers/${r.id}`, title: r.title },
          words: [b.title, ...b.procedures.map(p => p.title)].join(' '),
        })),
      ),
    })),
    {
      title: '资金',
      entries: has([
        may(me, 'payments.see') && { to: '/payments', title: '待遇发放' },
        may(me, 'funds.see') && { to: '/funds', title: '资金收支' },
        may(me, 'claims.see') && { to: '/claims', title: '追缴' },
      ]),
    },
    {
      title: '统计',
      entries: has([
        may(me, 'figures.see') && { to: '/figures', title: '指标与报告' },
        may(me, 'bases.enter', 'bases.check') && { to: '/bases', title: '公布基数' },
        may(me, 'registers.export') && { to: '/exports', title: '导出申请' },
      ]),
    },
    {
      title: '管理',
      entries: has([
        may(me, 'standards.see') && { to: '/standards', title: '当地标准' },
        may(me, 'audit.see', 'audit.verify') && { to: '/audit', title: '审计与核验' },
        may(me, 'accounts.see') && { to: '/accounts', title: '账号' },
        may(me, 'accounts.change') && { to: '/delegations', title: '代行职责' },
      ]),
    },
  ].filter(g => g.entries.length)
}
/** Whoever has no business with them is not sent there. */
const isAboutOrganisations = (c: Catalogue) => c.businesses.some(b => b.registers.some(r => r.about === 'organisation'))
const hasDraws = (c: Catalogue) =>
  c.businesses.some(b => b.procedures.some(p => p.starts.some(s => s instanceof Object && 'draw' in s)))
export const entriesOf = (groups: readonly Group[]) => groups.flatMap(g => g.entries)

/** Where a day begins: the first of these that the post has. */
const homes = ['/', '/audit', '/payments', '/accounts', '/figures']
export const homeOf = (groups: readonly Group[]) => {
  const entries = entriesOf(groups)
  return homes.find(h => entries.some(e => e.to === h)) ?? entries[0]?.to
}

/** Of each group what a word finds: in a title, in the business, in the name of a matter. */
export const foundIn = (groups: readonly Group[], typed: string): readonly Group[] => {
  const word = typed.trim().toLowerCase()
  if (!word) return groups
  return groups
    .map(g => ({
      ...g,
      entries: g.entries.filter(e => `${g.title} ${e.title} ${e.words ?? ''}`.toLowerCase().includes(word)),
    }))
    .filter(g => g.entries.length)
}
/** More than a screen's worth: offices fold, and a box to find an entry stands above. */
export const isLong = (groups: readonly Group[]) => entriesOf(groups).length > 16
