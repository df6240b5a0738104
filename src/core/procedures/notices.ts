/** 公示: what a posted notice shows is worked out here and kept, so that nobody can post more than the law allows (rulebook 1.4, 20). */
import { sql } from 'kysely'
import { Refusal } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { calendarOn } from '#core/calendar/load'
import { type SomeProcedure, snake } from '#core/catalogue'
import { type Db, insertMany, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { maskName } from '#core/identity/masks'
import { timelineOf } from '#core/registers/timeline'
import { settingOn } from '#core/standards/settings'
import { type Day, fullYears } from '#define/time'
import type { ActInput } from './act-input.ts'
import { verdictOfRow } from './evaluate-case.ts'
import { worthAtFirst } from './first-worth.ts'
import { type Loaded, loadCases } from './load.ts'

/** Posts the notice of these cases; its last day follows from the step's span (民法典第二百零一条: from the next day on). */
export const postNotices = async (
  trx: Db,
  engine: Engine,
  p: SomeProcedure,
  step: string,
  acts: readonly ActInput[],
  known?: ReadonlyMap<number, Loaded>,
): Promise<void> => {
  const {
    on,
    by: { countyId },
  } = acts[0]!
  await refuseUnanswered(
    trx,
    countyId,
    acts.map(a => a.caseId),
  )
  const loaded =
    known ??
    (await loadCases(
      trx,
      engine,
      countyId,
      p,
      acts.map(a => a.caseId),
      on,
      false,
    ))
  const heads = await headsOf(trx, countyId, [...loaded.keys()])
  const calendar = await calendarOn(trx, countyId)
  const phone = await settingOn(trx, countyId, 'supervision-phone', on, engine.catalogue.businessOf(p))
  const benefit = engine.catalogue.benefitsOf(p.register)[0]
  const lastDay = calendar.lastDay(on, p.steps[step]!.lasts!).day
  const timeline = timelineOf(trx, engine, countyId, p.register)
  const amountOf = async (one: Loaded, c: unknown) =>
    benefit ? ((await worthAtFirst(p, benefit, one, c, plusDays(lastDay, 1), timeline)).amount / 100).toFixed(2) : '—'
  await insertMany(
    trx,
    'case_notice',
    await Promise.all(
      acts.map(async a => {
        const one = loaded.get(a.caseId)!
        const found = verdictOfRow(p, one)
        const head = heads.get(a.caseId)!
        const covers = benefit?.worth.covers
        const kind = Object.values(p.register.told.fields).find(
          (f: any) => f.options && f.title.includes('类别'),
        ) as any
        const name = Object.entries(p.register.told.fields).find(([, f]) => f === kind)?.[0]
        return {
          ...{ county_id: countyId, case_id: a.caseId, round: one.header.round, division_id: one.header.division_id },
          ...{ posted_on: on, last_day: lastDay, place: a.says?.trim() || '村（居）务公开栏', photos: [] },
          shows: {
            姓名: fullYears(head.born, on) < 18 ? maskName(head.name) : head.name,
            '村（居）': head.village,
            人数: covers ? (found.people[covers]?.length ?? 0) : 1,
            类别: name ? kind.options[String(one.columns[snake(name)])] : p.register.title,
            金额: await amountOf(one, found.c),
            监督电话: phone,
          },
        }
      }),
    ),
  )
}
/** 异议 → 复查 → 答复 → 再次公示: nothing is posted again before whoever objected has been answered. */
const refuseUnanswered = async (trx: Db, countyId: number, ids: readonly number[]) => {
  const [open] = await rows(
    trx,
    sql`select id from case_objection where county_id = ${countyId} and case_id = any(${ids}::bigint[]) and upheld is null limit 1`,
  )
  if (open) throw new Refusal('还有异议没有答复，请先答复异议，再公示', { status: 409, basis: '民发〔2021〕57号' })
}
const headsOf = async (trx: Db, countyId: number, ids: readonly number[]) => {
  const found = await rows(
    trx,
    sql<{
      id: number
      name: string
      born: Day
      village: string
    }>`select c.id, p.name, p.born, d.name as village from case_file c
      left join household h on h.county_id = c.county_id and h.id = c.household_id
      join person p on p.county_id = c.county_id and p.id = case when h.head_id is null then c.person_id else h.head_id end
      join division d on d.county_id = c.county_id and d.id = c.division_id
      where c.county_id = ${countyId} and c.id = any(${ids}::bigint[])`,
  )
  return new Map(found.map(f => [f.id, f]))
}
