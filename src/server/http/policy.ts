/** 岗位能做什么: every route names one of these things; a thing that names no post is nobody's. Area and rows are the database's second lock. */
import { type Actor, Refusal } from '#core/actor'
import type { Post } from '#define/posts'

const bureau = ['village', 'town', 'county', 'bureau-head'] as const
const offices = [...bureau, 'registry', 'inspector', 'facility'] as const satisfies readonly Post[]
const readers = [...offices, 'finance', 'auditor'] as const satisfies readonly Post[]
/** From outside: their own matters and what they keep, and no more. */
const outside = ['organisation', 'provider', 'sponsor'] as const satisfies readonly Post[]
const handling = [...offices, ...outside] as const satisfies readonly Post[]

export const things = {
  'tasks.see': { title: '看待办', posts: handling },
  'search.see': { title: '查找', posts: readers },
  'people.see': { title: '看个人和家庭档案', posts: readers },
  'people.enter': { title: '登记人员和家庭', posts: ['village', 'town', 'county', 'registry', 'facility'] },
  'people.unmask': {
    title: '查看完整证件号码',
    posts: ['town', 'county', 'bureau-head', 'finance', 'auditor', 'registry'],
  },
  'organisations.see': { title: '看社会组织档案', posts: [...readers, 'organisation', 'sponsor'] },
  'organisations.enter': { title: '登记社会组织', posts: ['county'] },
  'draws.see': { title: '看随机抽查', posts: readers },
  'draws.make': { title: '办理随机抽查的抽签', posts: ['county', 'bureau-head'] },
  'cases.see': { title: '看办件', posts: [...readers, ...outside] },
  'apply.open': {
    title: '提出申请',
    posts: ['village', 'town', 'county', 'registry', 'inspector', 'facility', ...outside],
  },
  'cases.act': { title: '办理', posts: handling },
  'certificates.print': { title: '打印证件', posts: ['registry'] },
  'appointments.see': { title: '看预约', posts: ['registry'] },
  'appointments.keep': { title: '办理预约', posts: ['registry'] },
  'cases.appeal': { title: '办理申诉和救济', posts: ['town', 'county', 'bureau-head'] },
  'events.see': { title: '看生活事件', posts: offices },
  'events.report': { title: '报告生活事件', posts: offices },
  'events.confirm': { title: '确认生活事件', posts: ['town', 'county', 'bureau-head'] },
  'registers.see': { title: '看台账', posts: [...readers, ...outside] },
  'registers.export': {
    title: '导出台账',
    posts: ['town', 'county', 'bureau-head', 'finance', 'auditor', 'registry', 'inspector', 'facility', 'provider'],
  },
  'registers.import': { title: '导入台账', posts: ['town', 'county', 'registry', 'inspector', 'facility', 'provider'] },
  'standards.see': { title: '看标准', posts: readers },
  'standards.set': { title: '录入标准', posts: ['county'] },
  'standards.check': { title: '复核标准', posts: ['county', 'bureau-head'] },
  'payments.see': { title: '看发放', posts: ['county', 'bureau-head', 'finance', 'auditor'] },
  'payments.make': { title: '制作发放批次', posts: ['county', 'finance'] },
  'payments.release': { title: '批准发放', posts: ['bureau-head', 'finance'] },
  'payments.return': { title: '录入银行回盘', posts: ['county', 'finance'] },
  'payments.check': { title: '核实账号', posts: ['town', 'county', 'finance'] },
  'payments.reverse': { title: '冲正', posts: ['finance'] },
  'funds.see': { title: '看资金', posts: ['county', 'bureau-head', 'finance', 'auditor'] },
  'funds.allocate': { title: '登记资金到账', posts: ['finance'] },
  'claims.see': { title: '看追缴', posts: ['town', 'county', 'bureau-head', 'finance', 'auditor'] },
  'claims.settle': { title: '办理追缴', posts: ['county', 'bureau-head', 'finance'] },
  'figures.see': { title: '看指标', posts: readers },
  'bases.see': { title: '看公布基数', posts: readers },
  'bases.enter': { title: '录入公布基数', posts: ['county'] },
  'bases.check': { title: '核对公布基数', posts: ['county', 'bureau-head'] },
  'reports.see': { title: '出报告', posts: readers },
  'reports.publish': { title: '发布报告', posts: ['county', 'bureau-head'] },
  'audit.see': { title: '看审计', posts: ['auditor'] },
  'audit.verify': { title: '核验', posts: ['auditor', 'bureau-head'] },
  'accounts.see': { title: '看账号', posts: ['admin', 'auditor'] },
  'accounts.change': { title: '变更账号', posts: ['admin'] },
} as const satisfies Record<string, { title: string; posts: readonly Post[] }>
export type Thing = keyof typeof things

/** 'open': before signing in. 'signed in': every post. 'self': whoever holds the session, also while it lacks a second factor. */
export type Policy = Thing | 'open' | 'signed in' | 'self'

export const mayDo = (actor: Pick<Actor, 'post'>, thing: Thing) =>
  (things[thing].posts as readonly Post[]).includes(actor.post)
export const whatMay = (actor: Actor): Thing[] => (Object.keys(things) as Thing[]).filter(thing => mayDo(actor, thing))
export const worksIn = (actor: Actor, business: string) =>
  actor.businesses === 'all' || actor.businesses.includes(business)

export const mustBeAllowed = (actor: Actor, policy: Policy) => {
  if (policy === 'open' || policy === 'signed in' || policy === 'self' || mayDo(actor, policy)) return
  throw new Refusal(`您的岗位不能${things[policy].title}，请由有此职责的岗位办理`, { status: 403 })
}
export const mustWorkIn = (actor: Actor, business: string) => {
  if (!worksIn(actor, business)) throw new Refusal('这项业务不在您的业务范围内，请由承办人员办理', { status: 403 })
}
