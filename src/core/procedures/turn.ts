/** Whose turn it is: refuses a stale screen, a step out of turn, the wrong post or place, and people who must not act. */
import { sql } from 'kysely'
import { mustBeTheirs } from '#core/access/outside'
import { isOutside, Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { refuseUnassigned } from '#core/inspections/assigned'
import { isDecision, outcomesOf } from '#core/registers/columns'
import { posts, verbs } from '#define/posts'
import type { Day } from '#define/time'
import type { ActInput } from './act-input.ts'
import { isForTheTown } from './ceiling.ts'
import { enteredBy, isInPerson, isOfParties, refuseAbsent } from './counter.ts'
import type { Loaded } from './load.ts'
import { handedDown, type Powers } from './move-on.ts'
import type { Standing } from './standing.ts'

export const titleOf = (p: SomeProcedure, step: string) =>
  p.steps[step]?.does ?? verbs[step as keyof typeof verbs] ?? step

export const refuseStale = (one: Loaded, act: ActInput) => {
  if (act.version !== undefined && act.version !== one.header.version)
    throw new Refusal('这个办件刚刚被别人办理过，您看到的内容已不是最新；请查看变化后再办', {
      status: 409,
      detail: { version: one.header.version, at: one.header.at_step, outcome: one.header.outcome },
    })
  if (one.header.stands === 'ended') throw new Refusal('这个办件已办结，不能再办理', { status: 409 })
  if (one.header.paused_on)
    throw new Refusal(`时限自${one.header.paused_on}起暂停（${one.header.pause_reason}），请先恢复`, { status: 409 })
}
export const refuseTurn = (p: SomeProcedure, step: string, one: Loaded, standing: Standing, on: Day) => {
  if (standing.lapsed)
    throw new Refusal(
      `「${titleOf(p, standing.lapsed.step)}」已逾期，自${standing.lapsed.on}起${standing.lapsed.as}，不能再办理`,
      {
        status: 409,
      },
    )
  if (standing.again === step) return
  if (standing.step !== step) {
    const now = standing.step ? `现在应办理「${titleOf(p, standing.step)}」` : '各环节均已办理'
    throw new Refusal(`还不能办理「${titleOf(p, step)}」：${now}`, { status: 409 })
  }
  if (standing.opensOn && on < standing.opensOn) {
    const why = standing.lasting ? `${titleOf(p, standing.lasting.step)}至${standing.lasting.until}，` : ''
    throw new Refusal(`${why}「${titleOf(p, step)}」自${standing.opensOn}起才能办理`, {
      status: 409,
      basis: '《民法典》第二百零一条',
    })
  }
}
/** Posts: a step of the applicant's is done for them by village or town; a power handed down moves the decision to the town. */
export const refusePost = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  one: Loaded,
  act: ActInput,
  powers: Powers | undefined,
) => {
  const s = p.steps[step]!
  const may = await postsFor(trx, engine, p, step, one, powers)
  if (s.who === 'inspector' && s.people) await refuseUnassigned(trx, one.header.county_id, act, titleOf(p, step))
  if (!may.includes(act.by.post)) {
    const titles = may.map(m => posts[m as keyof typeof posts] ?? m).join('、')
    throw new Refusal(`「${titleOf(p, step)}」由${titles}办理，您的岗位是${posts[act.by.post]}`, { status: 403 })
  }
  if (isDecision(p, step) && !act.by.mayDecide)
    throw new Refusal(`「${titleOf(p, step)}」由审核确认人作出，您的账号没有这项权限；需要的，请管理员办理`, {
      status: 403,
    })
  if (one.header.source === 'sample') await refuseOwnWork(trx, one, act)
  const at = s.at ? Number(one.columns[snake(String(s.at))]) : one.header.division_id
  if (isOutside(act.by)) return mustBeTheirs(trx, act.by, one.id)
  if (act.by.divisions !== 'all' && !act.by.divisions.includes(at))
    throw new Refusal(`「${titleOf(p, step)}」由办件所在地办理，不在您的管辖范围内`, { status: 403 })
}
/** 抽查: nobody looks over their own work. */
const refuseOwnWork = async (trx: Db, one: Loaded, act: ActInput) => {
  const [own] = await rows(
    trx,
    sql`select from case_act where county_id = ${one.header.county_id} and case_id = ${one.header.earlier_case_id}
      and act = 'done' and person_id = ${act.by.personId} limit 1`,
  )
  if (own) throw new Refusal('您办理过被抽查的办件，请转由其他人员评定', { status: 403 })
}
export const postsFor = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  one: Pick<Loaded, 'header' | 'version' | 'given'>,
  powers?: Powers,
): Promise<string[]> => {
  const s = p.steps[step]!
  if (!(s.who in posts) || isOfParties(p, s)) return [...enteredBy(p, s)]
  if (
    s.delegable &&
    (await handedDown(
      trx,
      engine,
      p,
      one.header.county_id,
      one.header.division_id,
      one.header.applied_on,
      powers,
      one.version,
    ))
  )
    return ['town']
  const within = isForTheTown(p, step, one) ? ['town'] : []
  if (s.who === 'county') return [...within, 'county', ...(outcomesOf(p, step).length ? ['bureau-head'] : [])]
  if (s.who === 'village') return ['village', 'town']
  return [String(s.who)]
}
/** Two people where the law asks for two; never who did the step that this one checks; over persons, not accounts. */
export const refusePeople = (p: SomeProcedure, step: string, one: Loaded, act: ActInput) => {
  const s = p.steps[step]!
  if (s.people === 2 && !act.second) throw new Refusal(`「${titleOf(p, step)}」须由两人共同办理，请填写第二名工作人员`)
  if (act.second && act.second.personId === act.by.personId) throw new Refusal('两名工作人员不能是同一人')
  const actors = [act.by.personId, ...(act.second ? [act.second.personId] : [])]
  for (const other of [s.notBy ?? []].flat() as string[]) {
    const did = [one.columns[`${snake(other)}_by`], one.columns[`${snake(other)}_second`]]
    if (actors.some(a => did.includes(a)))
      throw new Refusal(`办理过「${titleOf(p, other)}」的人不能办理「${titleOf(p, step)}」，请转由其他人员办理`, {
        status: 403,
      })
  }
  if (isInPerson(s)) refuseAbsent(p, String(s.who), titleOf(p, step), act.came ?? [])
  if (s.opinions && !s.opinions.includes(act.opinion?.department as never))
    throw new Refusal(`请选择是哪个部门的意见，再登记「${titleOf(p, step)}」`)
  const may = outcomesOf(p, step) as readonly string[]
  if (may.length && !act.outcome) throw new Refusal('请选择结论')
  if (act.outcome && !may.includes(act.outcome)) throw new Refusal('本环节没有这个结论，请刷新页面', { status: 400 })
}
