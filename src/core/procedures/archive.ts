/** 归档: a file that is closed gets its number, how long it is kept, and where it lies; nothing of it is changed any more. */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusMonths } from '#core/calendar/days'
import type { SomeProcedure } from '#core/catalogue'
import { type Db, insertMany, maybe } from '#core/db'
import type { Engine } from '#core/engine'
import { posts } from '#define/posts'
import { type Retention, retentions } from '#define/retention'
import type { Day } from '#define/time'
import { counterOf } from './counter.ts'
import { journal } from './journal.ts'
import { countyOf, serialsFor } from './serials.ts'
import type { SideInput } from './side.ts'

/** 十年、三十年 and for ever are the three of 国家档案局令第8号; what no definition says otherwise is kept thirty years. */
export const retentionOf = (p: SomeProcedure): Retention => p.head.kept ?? '30 years'

/** Whoever handles the matter files it away: those who act in it, and the counter where the parties' steps are taken down. */
export const mayArchive = (p: SomeProcedure, post: string) =>
  Object.values(p.steps).some(s => s.who === post || (!(String(s.who) in posts) && counterOf(p).includes(post)))

/** `says`: where it lies, as the archive finds it. @throws Refusal while the case is open, an appeal is waiting, or it is filed already */
export const archiveCase = async (trx: Db, engine: Engine, i: SideInput): Promise<{ number: string }> => {
  const { countyId } = i.by
  const h = await maybe(
    trx,
    sql<{ procedure: string; applied_on: Day; stands: string; ended_on: Day | null; round: number; waits: boolean }>`
      select c.procedure, c.applied_on, c.stands, c.ended_on, c.round, exists (select from case_appeal a
          where a.county_id = c.county_id and a.case_id = c.id and a.outcome is null) as waits
        from case_file c where c.county_id = ${countyId} and c.id = ${i.caseId} for update`,
  )
  const p = h && engine.catalogue.procedure(h.procedure, h.applied_on)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  if (!mayArchive(p, i.by.post))
    throw new Refusal(`「${p.title}」由承办岗位归档，您的岗位是${posts[i.by.post]}`, { status: 403 })
  if (h.stands !== 'ended') throw new Refusal('办件还没有办结，不能归档', { status: 409 })
  if (h.waits) throw new Refusal('有申诉、复议正在处理，答复后再归档', { status: 409 })
  if (!i.says?.trim()) throw new Refusal('请写明存放位置，如「2024年低保第3盒」')
  const done = await maybe(
    trx,
    sql<{ number: string }>`select number from case_archive
    where county_id = ${countyId} and case_id = ${i.caseId}`,
  )
  if (done) throw new Refusal(`已经归档，档案号${done.number}`, { status: 409 })
  const kept = retentionOf(p)
  const county = await countyOf(trx, countyId)
  const [number] = await serialsFor(trx, county, 'archive', '{area}-DA-{year}-{n6}', i.on.slice(0, 4), 1)
  const term = retentions[kept]
  await insertMany(trx, 'case_archive', [
    {
      ...{ county_id: countyId, case_id: i.caseId, number, retention: kept, place: i.says.trim(), archived_on: i.on },
      ...{ kept_until: 'years' in term ? plusMonths(h.ended_on!, 12 * term.years) : null, archived_by: i.by.personId },
    },
  ])
  const says = `档案号${number}，保管期限${term.title}，存放：${i.says.trim()}`
  await journal(trx, h.procedure, [
    { caseId: i.caseId, round: h.round, step: '', act: 'archived', on: i.on, by: i.by, says },
  ])
  return { number: number! }
}
