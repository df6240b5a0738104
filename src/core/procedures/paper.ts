/** What every paper of a case rests on: the case as it stood, who did what, whose matter it is, who decides, where one may turn. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import type { AnyBenefit, SomeProcedure } from '#core/catalogue'
import { type Db, maybe, one, rows } from '#core/db'
import type { Matter, Remedy } from '#core/documents/letters'
import type { Engine } from '#core/engine'
import { maskAccount, maskIdNumber } from '#core/identity/masks'
import { caseSubject } from '#core/registers/subjects'
import { settingOn } from '#core/standards/settings'
import { checkIdNumber } from '#define/id-number'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { type Loaded, loadCases } from './load.ts'
import type { Basis } from './weigh.ts'

export interface PaperAct {
  readonly step: string
  readonly act: string
  readonly on: Day
  readonly says: string | null
  readonly outcome: string | null
  readonly basis: Basis | null
  /** The post of the one who did it. */
  readonly post: string | null
  readonly at: string
}
export interface Paper {
  readonly db: Db
  readonly engine: Engine
  readonly countyId: number
  readonly id: number
  readonly p: SomeProcedure
  readonly benefit: AnyBenefit | undefined
  /** As it was on the day of its last decision, or as it is where none has been taken. */
  readonly case: Loaded
  readonly acts: readonly PaperAct[]
  readonly whose: { readonly name: string; readonly isHousehold: boolean }
}

/** @throws Refusal 404 where the asker does not see the case */
export const openPaper = async (db: Db, engine: Engine, actor: Actor, caseId: number, on: Day): Promise<Paper> => {
  const { countyId } = actor
  const found = await maybe(
    db,
    sql<{ procedure: string; applied_on: Day; decided_on: Day | null; name: string; isHousehold: boolean }>`
      select c.procedure, c.applied_on, c.decided_on, ${caseSubject('c')} as name, c.household_id is not null as "isHousehold" from case_file c
      where c.county_id = ${countyId} and c.id = ${caseId}`,
  )
  const p = found && engine.catalogue.procedure(found.procedure, found.applied_on)
  if (!p) throw new Refusal('没有这个办件，或不在您的管辖范围内', { status: 404 })
  const loaded = await loadCases(db, engine, countyId, p, [caseId], found.decided_on ?? on, false)
  const acts = await rows(
    db,
    sql<PaperAct>`select a.step, a.act, a.on_day as on, a.says, a.outcome, a.basis, x.post, a.known_from::text as at from case_act a
      left join account x on x.county_id = a.county_id and x.id = a.account_id
      where a.county_id = ${countyId} and a.case_id = ${caseId} order by a.id`,
  )
  const benefit = engine.catalogue.benefitsOf(p.register)[0]
  const { name, isHousehold } = found
  return { db, engine, countyId, id: caseId, p, benefit, case: loaded.get(caseId)!, acts, whose: { name, isHousehold } }
}

/** The last time that this was done. @throws Error where it never was: the list of papers is wrong */
export const lastAct = (c: Paper, act: string, step?: string): PaperAct => {
  const found = c.acts.findLast(a => a.act === act && (!step || a.step === step))
  if (!found) throw new Error(`case ${c.id} has no act «${act}» ${step ?? ''}`)
  return found
}
export const decisionOf = (c: Paper): PaperAct & { basis: Basis } => {
  const found = c.acts.findLast(a => a.basis)
  if (!found?.basis) throw new Error(`case ${c.id} has no decision`)
  return found as PaperAct & { basis: Basis }
}

/** 低保台账 → 低保: what people call it. */
export const matterName = (r: AnyRegister) => r.title.replace(/台账$/, '')
export const lawOf = (p: SomeProcedure) => p.head.law ?? lawOfRegister(p.register)
export const lawOfRegister = (r: AnyRegister): readonly string[] => r.told.law ?? []

/** 落款: the town where the town acted, else the bureau. */
export const officeOf = async (c: Paper, act: Pick<PaperAct, 'post' | 'on'>): Promise<string> =>
  act.post === 'town' || act.post === 'village' ? townOffice(c, act.on) : bureauOf(c, act.on)
export const bureauOf = (c: Paper, on: Day) =>
  settingOn(c.db, c.countyId, 'bureau', on, c.engine.catalogue.businessOf(c.p))
/** 南陵县籍山镇人民政府; of a 街道 its 办事处. */
export const townOffice = async (c: Paper, on: Day): Promise<string> => {
  const found = await one(
    c.db,
    sql<{ county: string; town: string | null }>`select y.name as county, t.name as town from county y
      left join division t on t.county_id = y.county_id and t.id = ${c.case.header.town_id} where y.county_id = ${c.countyId}`,
  )
  if (!found.town) return bureauOf(c, on)
  return `${found.county}${found.town}${found.town.endsWith('街道') ? '办事处' : '人民政府'}`
}

/** `named`: what the paper is about, where it is not the register's matter itself. */
export const matterOf = async (c: Paper, act: PaperAct, named = matterName(c.p.register)): Promise<Matter> => ({
  benefit: named,
  about: c.whose.isHousehold ? 'household' : 'person',
  to: c.whose.name,
  office: await officeOf(c, act),
  number: `办件编号：${c.case.header.number}`,
  date: act.on,
  phone: await phoneOf(c, act.on),
  law: lawOf(c.p),
})
export const phoneOf = (c: Paper, on: Day) =>
  settingOn(c.db, c.countyId, 'supervision-phone', on, c.engine.catalogue.businessOf(c.p))
export const remedyOf = async (c: Pick<Paper, 'db' | 'countyId'>, on: Day): Promise<Remedy> => ({
  reviewBy: await settingOn(c.db, c.countyId, 'review-authority', on),
  court: await settingOn(c.db, c.countyId, 'court', on),
})

/** What an official has written freely goes to the addressee without the numbers that may have slipped in. */
export const withoutNumbers = (text: string) =>
  text
    .replace(/(?<!\d)\d{17}[\dXx](?![\dXx])/g, n => (checkIdNumber(n, '9999-12-31').ok ? maskIdNumber(n) : n))
    .replace(/(?<!\d)62\d{14,17}(?!\d)/g, maskAccount)
