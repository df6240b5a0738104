/** What this actor may do with a case now, and if not, why not. */
import { type Actor, isOutside } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { assignedTo } from '#core/inspections/assigned'
import { isDecision } from '#core/registers/columns'
import { posts } from '#define/posts'
import type { Day } from '#define/time'
import { mayArchive } from './archive.ts'
import { counterOf } from './counter.ts'
import type { Loaded } from './load.ts'
import type { Standing } from './standing.ts'
import { postsFor, titleOf } from './turn.ts'
import type { Page } from './view-page.ts'
import { cannotWithdraw } from './withdraw.ts'

/** Policies travel with the data, so that the screen shows only what is allowed. */
export const canDo = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  p: SomeProcedure,
  one: Loaded,
  page: Page,
  standing: Standing,
  on: Day,
): Promise<{ acts: string[]; whyNot: string | null }> => {
  const h = one.header
  const waiting = {
    objections: (page.objections ?? []).some(o => o.upheld === null),
    appeals: (page.appeals ?? []).some(a => a.outcome === null),
  }
  const isCounty = ['county', 'bureau-head'].includes(actor.post)
  const appeals = [...(h.decided_on ? ['appeal'] : []), ...(waiting.appeals && isCounty ? ['appeal-answer'] : [])]
  const isFiled = (page.acts ?? []).some(a => a.act === 'archived')
  const filing = !isFiled && !waiting.appeals && mayArchive(p, actor.post) && !isOutside(actor) ? ['archive'] : []
  if (h.stands === 'ended') return { acts: [...appeals, ...filing], whyNot: isFiled ? '已归档' : '已办结' }
  const none = (whyNot: string) => ({ acts: appeals, whyNot })
  if (page.is_conflict) return none('回避：您是该家庭成员或其近亲属')
  if (page.is_officer) return none('回避：您是该单位的负责人或其近亲属')
  const step = standing.step
  if (!step) return none(standing.lapsed?.as ?? '各环节均已办理')
  const may = await postsFor(db, engine, p, step, one)
  const isMine = may.includes(actor.post)
  const office = ['town', 'county', 'village', 'bureau-head'].includes(actor.post)
  const isCounter =
    counterOf(p).includes(actor.post) && !h.decided_on && !(await cannotWithdraw(db, p, one, standing, on))
  const besides = [
    ...(standing.again && (await postsFor(db, engine, p, standing.again, one)).includes(actor.post)
      ? [standing.again]
      : []),
    ...(isMine && h.at_step === 'accept' && !h.has_told_missing ? ['missing'] : []),
    ...(isMine && h.at_step === 'accept' ? ['reject'] : []),
    ...(waiting.objections && actor.post === 'town' && one.columns.visit_on ? ['objection-answer'] : []),
    ...(isMine && !h.decided_on && isAnyDone(p, one.columns) ? ['return'] : []),
    ...(isCounter ? ['withdraw'] : []),
    ...(office && standing.lasting && p.steps[standing.lasting.step]?.posts && on <= standing.lasting.until
      ? ['object']
      : []),
    ...(isMine && !p.steps[step]!.lapses ? [h.paused_on ? 'resume' : 'pause'] : []),
    ...(isCounty && p.head.inAll?.extendableTo && h.total_due && !h.extended_to && !h.decided_on ? ['extend'] : []),
    ...appeals,
  ]
  const beside = isOutside(actor) ? besides.filter(act => act in p.steps) : besides // from outside one's own steps, nothing of the office's
  if (h.paused_on) return { acts: beside, whyNot: `时限暂停：${h.pause_reason}` }
  if (!isMine)
    return {
      acts: beside,
      whyNot: `「${titleOf(p, step)}」由${may.map(m => posts[m as keyof typeof posts] ?? m).join('、')}办理`,
    }
  const drawn =
    p.steps[step]!.who === 'inspector' && p.steps[step]!.people ? await assignedTo(db, h.county_id, h.id) : []
  if (drawn.length && !drawn.some(a => a.personId === actor.personId))
    return { acts: beside, whyNot: `「${titleOf(p, step)}」由抽签派定的${drawn.map(a => a.name).join('、')}办理` }
  if (isDecision(p, step) && !actor.mayDecide)
    return { acts: beside, whyNot: `「${titleOf(p, step)}」由审核确认人作出` }
  const did = [p.steps[step]!.notBy ?? []]
    .flat()
    .filter(k =>
      [one.columns[`${snake(String(k))}_by`], one.columns[`${snake(String(k))}_second`]].includes(actor.personId),
    )
  if (did.length) return { acts: beside, whyNot: `您办理过「${titleOf(p, String(did[0]))}」，本环节须由其他人员办理` }
  if (standing.opensOn && on < standing.opensOn)
    return { acts: beside, whyNot: `「${titleOf(p, step)}」自${standing.opensOn}起才能办理` }
  return { acts: [step, ...beside], whyNot: null }
}
/** There is something to give back. */
const isAnyDone = (p: SomeProcedure, columns: Loaded['columns']) =>
  Object.keys(p.steps).some(k => columns[`${snake(k)}_on`])
