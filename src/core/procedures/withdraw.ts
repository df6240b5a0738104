/** 撤回: by the applicant, or by whoever of the parties the law lets step back; taken down at the counter. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, maybe } from '#core/db'
import type { Engine } from '#core/engine'
import { rolesOf } from '#core/registers/columns'
import { posts } from '#define/posts'
import type { Day } from '#define/time'
import { clockFacts, countyClock } from './clock-facts.ts'
import { counterOf } from './counter.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { type CaseHeader, doneOf, type Loaded } from './load.ts'
import { end, hold, note, type SideInput } from './side.ts'
import { type Standing, standingOf } from './standing.ts'
import { titleOf } from './turn.ts'

/** `came`: which of the parties withdraws. */
export const withdraw = async (trx: Db, engine: Engine, i: SideInput & { readonly came?: readonly string[] }) => {
  const held = await hold(trx, engine, i)
  const { p, one, h } = held
  if (h.decided_on) throw new Refusal('已经作出决定，不能撤回；不再需要的，请办理停发', { status: 409 })
  const counter = counterOf(p)
  if (!counter.includes(i.by.post)) {
    const where = counter.map(c => posts[c as keyof typeof posts]).join('、')
    throw new Refusal(`撤回由申请人提出，由${where}窗口登记`, { status: 403 })
  }
  const clock = clockFacts(await countyClock(trx, engine, i.by.countyId, p, i.on, one.version), one)
  const standing = standingOf(p, doneOf(p, one.columns), i.on, verdictOfRow(p, one).c, clock, h.applied_on)
  const whyNot = await cannotWithdraw(trx, p, one, standing, i.on)
  if (whyNot) throw new Refusal(whyNot, { status: 409 })
  refuseOthers(p, i.came ?? [])
  await end(trx, h, 'withdrawn', i.on)
  await note(trx, engine, held, i, 'withdrawn', undefined, i.came?.length ? { came: i.came } : undefined)
}

/**
 * Somebody asked for it: applied, or signed what an official had found for them. A review that the calendar opened, a sample, a clue's
 * visit is nobody's to take back, though the same matter may be applied for as well; and what an appeal reopened is as the first was.
 */
const isApplied = async (db: Db, p: SomeProcedure, { header: h, columns }: Loaded, next: string | undefined) => {
  const source = h.source === 'appeal' ? await firstSource(db, h) : h.source
  if (source === 'application') return true
  if (!p.head.starts.some(s => s === 'application' || s === 'discovery')) return false
  const isTheirs = (k: string) => p.steps[k]?.who === 'applicant'
  const isOffered = source === 'event' && p.isNew && !!next && isTheirs(next) // 免申即享: whoever does not want it says so
  return isOffered || Object.keys(doneOf(p, columns)).some(isTheirs)
}
/** How the matter began, before anybody appealed. */
const firstSource = async (db: Db, h: CaseHeader) =>
  (
    await maybe(
      db,
      sql<{ source: string }>`with recursive earlier as (
          select f.source, f.earlier_case_id from case_file f where f.county_id = ${h.county_id} and f.id = ${h.earlier_case_id}
          union all select f.source, f.earlier_case_id from earlier e
            join case_file f on f.county_id = ${h.county_id} and f.id = e.earlier_case_id where e.source = 'appeal')
        select source from earlier where source <> 'appeal'`,
    )
  )?.source
/** A step that lasts may be withdrawn from until its end, by law; later only what is then due may be done, or not. */
const waitOf = (p: SomeProcedure) => Object.entries(p.steps).find(([, s]) => s.withdrawnBy && s.lasts)
export const cannotWithdraw = async (
  db: Db,
  p: SomeProcedure,
  one: Loaded,
  standing: Standing,
  on: Day,
): Promise<string | undefined> => {
  if (!(await isApplied(db, p, one, standing.step)))
    return '这件事不由申请而起，没有申请人，不能撤回；查明情况后按环节作出结论'
  if (standing.lapsed) return `已逾期，${standing.lapsed.as}，不需要再撤回`
  const wait = waitOf(p)
  if (!wait || standing.lasting?.step !== wait[0] || on <= standing.lasting.until) return undefined
  const next = standing.step && p.steps[standing.step]
  const lapse = next && next.lapses && (typeof next.lapses === 'string' ? next.lapses : next.lapses.as)
  return `「${titleOf(p, wait[0])}」已于${standing.lasting.until}届满，不能再撤回${lapse ? `；不愿继续的，期内不办理「${titleOf(p, standing.step!)}」即${lapse}` : ''}`
}

/** Either one alone, or both together: as the step says. */
const refuseOthers = (p: SomeProcedure, came: readonly string[]) => {
  const may = Object.values(p.steps).find(s => s.withdrawnBy)?.withdrawnBy
  if (!may || may === 'applicant') return
  const roles = rolesOf(p.register).map(([role]) => role)
  if (came.some(c => !roles.includes(c))) throw new Refusal('撤回人不是本办件的当事人，请刷新页面', { status: 400 })
  if (!came.length) throw new Refusal('请登记由哪一方提出撤回')
  if (may === 'both parties' && came.length < roles.length) throw new Refusal('撤回须双方共同提出')
  if (roles.includes(String(may)) && !came.includes(String(may))) throw new Refusal('这一方不能单独撤回')
}
