/** 数据来源: which departments send files, what they have sent, and by when the next is due. */
import { sql } from 'kysely'
import type { Catalogue } from '#core/catalogue'
import { type Db, rows } from '#core/db'
import { keptCalendar } from '#core/procedures/clock-facts'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

export const sourcesOf = (catalogue: Catalogue): AnyRegister[] => catalogue.registers.filter(r => r.told.from)

export interface Source {
  readonly id: string
  readonly title: string
  readonly department: string
  readonly last: Day | null
  /** By which the next file is due; the first at once. */
  readonly due: Day | null
  readonly isLate: boolean
}
/** Every source, with its last file and when the next one is due. */
export const listSources = async (trx: Db, catalogue: Catalogue, countyId: number, on: Day): Promise<Source[]> => {
  const read = await rows(
    trx,
    sql<{
      register: string
      last: Day
    }>`select register, max(on_day) as last from matched_file where county_id = ${countyId} group by 1`,
  )
  const calendar = await keptCalendar(trx, countyId)
  return sourcesOf(catalogue).map(r => {
    const { department, every } = r.told.from!
    const last = read.find(f => f.register === catalogue.idOf(r))?.last ?? null
    const due = last && calendar.lastDay(last, every).day
    return { id: catalogue.idOf(r), title: r.title, department, last, due, isLate: !due || due < on }
  })
}

export interface MatchedFile {
  readonly id: number
  readonly name: string
  readonly sm3: string
  readonly rows: number
  readonly hits: number
  readonly added: number
  readonly raised: number
  readonly on: Day
  readonly by: string
}
/** The last fifty of a source, the newest first. */
export const filesOf = (trx: Db, countyId: number, register: string): Promise<MatchedFile[]> =>
  rows(
    trx,
    sql<MatchedFile>`select f.id, f.name, f.sm3, f.rows, f.hits, f.added, f.raised, f.on_day as "on", a.name as by
      from matched_file f join account a on a.county_id = f.county_id and a.id = f.read_by
      where f.county_id = ${countyId} and f.register = ${register} order by f.id desc limit 50`,
  )
