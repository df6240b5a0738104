/** 新申请: households apply in groups and go through every step; most are granted, some refused, withdrawn, objected to or left lying. */
import { sql } from 'kysely'
import { plusDays, plusMonths } from '#core/calendar/days'
import { rows } from '#core/db'
import { enterHouseholds } from '#core/people/households'
import { actOnCases } from '#core/procedures/act'
import type { ActInput } from '#core/procedures/act-input'
import { handedDown, type Powers } from '#core/procedures/move-on'
import { openCases } from '#core/procedures/open'
import { answerObjection, object, tellMissing } from '#core/procedures/side'
import { withdraw } from '#core/procedures/withdraw'
import type { Day } from '#define/time'
import { type Family, inventFamily } from './family.ts'
import { declareSome } from './kin.ts'
import { asSecond, hallOf, type Life, workerOf } from './life.ts'
import { inventMeans } from './means.ts'
import { householdInput } from './stock.ts'

/** What becomes of an application; a step's name: it lies there. */
export type Fate = 'grant' | 'refuse' | 'withdraw' | 'object' | 'lies'
export interface Wish {
  readonly covered: number
  readonly fate: Fate
  /** With 'lies': the step that nobody does. */
  readonly at?: string
}
interface Applied {
  readonly caseId: number
  readonly divisionId: number
  readonly applicantId: number
  readonly family: Family
  readonly fate: Fate
  readonly at: string | undefined
  readonly hasOfficial: boolean
  readonly isTowns: boolean
}
const steps = ['accept', 'match', 'visit', 'propose', 'post', 'see', 'decide', 'tell'] as const
type Step = (typeof steps)[number]

/** The days of a group that applies on a day; the decision follows the publicity. `again`: of those that are objected to. */
export const timetable = (life: Pick<Life, 'agenda' | 'calendar'>, applied: Day) => {
  const { agenda } = life
  const post = agenda.workday(applied, 7)
  const object = agenda.workday(post, 2)
  const visit = agenda.workday(object, 2)
  const again = { visit, propose: agenda.workday(visit, 1), ...endOf(life, agenda.workday(visit, 2)) }
  return {
    ...{ accept: agenda.workday(applied, 1), match: agenda.workday(applied, 3), visit: agenda.workday(applied, 5) },
    ...{ propose: agenda.workday(applied, 6), object, again, ...endOf(life, post) },
  }
}
const endOf = ({ agenda, calendar }: Pick<Life, 'agenda' | 'calendar'>, post: Day) => {
  const decide = agenda.workday(plusDays(calendar.lastDay(post, { count: 7, of: 'days' }).day, 1), 1)
  return { post, see: decide, decide, tell: agenda.workday(decide, 1) }
}

/** Puts a group's whole way on the agenda. */
export const apply = (life: Life, applied: Day, wishes: readonly Wish[]) => {
  const days = timetable(life, applied)
  let all: Applied[] = []
  const { agenda } = life
  agenda.at(applied, 10, async () => {
    all = await open(life, applied, wishes)
  })
  const goes = (a: Applied, step: Step) => !(a.fate === 'lies' && steps.indexOf(step) >= steps.indexOf(a.at as Step))
  for (const [nth, step] of steps.entries())
    agenda.at(days[step], 20 + nth, () => {
      const at = all.filter(a => goes(a, step) && isFor(a, step))
      return take(life, step, days[step], at)
    })
  agenda.at(days.accept, 15, () => tellSome(life, days.accept, all))
  agenda.at(days.visit, 40, () => giveUp(life, days.visit, all))
  agenda.at(days.object, 12, () =>
    objectTo(
      life,
      days.object,
      all.filter(a => a.fate === 'object'),
    ),
  )
  for (const [nth, step] of (['visit', 'propose', 'post', 'see', 'decide', 'tell'] as const).entries())
    agenda.at(days.again[step], 60 + nth, async () => {
      const again = all.filter(a => a.fate === 'object' && (step !== 'see' || a.hasOfficial))
      await take(life, step, days.again[step], again)
      if (step === 'visit') await answer(life, days.again.visit, again)
    })
}
const isFor = (a: Applied, step: Step) => {
  if (a.fate === 'withdraw') return ['accept', 'match', 'visit'].includes(step)
  if (a.fate === 'refuse') return step !== 'post' && (step !== 'see' || a.hasOfficial)
  if (a.fate === 'object') return ['accept', 'match', 'visit', 'propose', 'post'].includes(step)
  return step !== 'see' || a.hasOfficial
}

const open = async (life: Life, on: Day, wishes: readonly Wish[]): Promise<Applied[]> => {
  const { trx, engine, matters, numbers } = life
  if (!wishes.length) return []
  const random = life.random.fork(`apply ${on}`)
  const families = wishes.map(w => inventFamily(random, numbers, life.home(), w.covered, on))
  const households = await enterHouseholds(
    trx,
    engine,
    families.map(f => householdInput(life, f, on)),
  )
  const kin = await declareSome(
    life,
    families.map((family, i) => ({ family, ...households[i]! })),
  )
  const inputs = []
  for (const [i, family] of families.entries()) {
    const wanted = await life.standard(family.home.area, on)
    const share =
      wishes[i]!.fate === 'refuse' ? 1.7 + random.next() : Math.min(0.9, life.share * (0.1 + random.next() * 1.8))
    const { personIds, householdId } = households[i]!
    inputs.push({
      ...{
        by: workerOf(life, family.home.village.id),
        on,
        divisionId: family.home.village.id,
        householdId,
        source: 'application' as const,
      },
      fields: {
        ...{ applicant: String(personIds[0]), area: family.home.area, alone: family.alone, cause: family.cause },
        ...{ hasOfficial: kin.has(householdId), account: family.account },
      },
      parts: { ...inventMeans(random, family, { ...wanted, share, ids: personIds, on }) },
    })
  }
  const opened = await openCases(trx, engine, matters.application, inputs)
  const powers: Powers = new Map()
  const all: Applied[] = []
  for (const [i, { caseId }] of opened.entries()) {
    const divisionId = families[i]!.home.village.id
    const isTowns = await handedDown(trx, engine, matters.application, life.countyId, divisionId, on, powers)
    const hasOfficial = kin.has(households[i]!.householdId)
    all.push({
      ...{
        caseId,
        divisionId,
        applicantId: households[i]!.personIds[0]!,
        family: families[i]!,
        fate: wishes[i]!.fate,
        at: wishes[i]!.at,
      },
      isTowns,
      hasOfficial,
    })
  }
  return all
}

const take = async (life: Life, step: Step, on: Day, all: readonly Applied[]) => {
  if (!all.length) return
  await actOnCases(
    life.trx,
    life.engine,
    life.matters.application,
    step,
    all.map(a => actOf(life, step, on, a)),
  )
}
const actOf = (life: Life, step: Step, on: Day, a: Applied): ActInput => {
  const hall = hallOf(life, a.divisionId)
  const [first, second, third] = hall.handlers
  const [matcher, seer, other] = life.staff.section
  const at = { caseId: a.caseId, on }
  switch (step) {
    case 'accept':
      return { ...at, by: third }
    case 'match':
      return {
        ...at,
        by: matcher,
        fields: { reportUntil: plusMonths(on, 6) },
        parts: { findings: findingsOf(life, a) },
      }
    case 'visit':
      return {
        ...at,
        by: first,
        second: asSecond(second),
        fields: { visited: [], situation: '入户查看，情况与申报一致' },
      }
    case 'propose':
      return { ...at, by: third, fields: { class: a.family.class, proposal: a.fate === 'refuse' ? 'refuse' : 'grant' } }
    case 'post':
      // A worker who is a relative does not post either.
      return { ...at, by: a.hasOfficial ? first : workerOf(life, a.divisionId), says: '村（居）务公开栏' }
    case 'see':
      return { ...at, by: seer, second: asSecond(other), fields: { seen: '县级入户核查，未发现违规' } }
    case 'decide':
      return {
        ...{
          ...at,
          by: a.isTowns ? hall.leader : life.staff.decider,
          outcome: a.fate === 'refuse' ? 'refuse' : 'grant',
        },
        ...(a.fate === 'refuse' && { says: '家庭人均收入高于当地低保标准' }),
      }
    case 'tell':
      return { ...at, by: third }
  }
}
/** 核对: mostly clear; now and then a hint, which has been explained. */
const findingsOf = ({ random }: Life, a: Applied) => {
  const member = String(a.applicantId)
  const clear = { member, department: 'police', item: '户籍', value: '户籍在册', result: 'clear', explained: null }
  const hint = {
    department: 'banks',
    item: '存款',
    value: '近一年有一笔大额转入',
    result: 'hint',
    explained: '系抚恤金，已核实',
  }
  return random.chance(12) ? [clear, { member, ...hint }] : [clear]
}

const tellSome = async (life: Life, on: Day, all: readonly Applied[]) => {
  const random = life.random.fork(`missing ${on}`)
  for (const a of all.filter(x => x.fate === 'grant' && random.chance(4)))
    await tellMissing(life.trx, life.engine, {
      caseId: a.caseId,
      by: hallOf(life, a.divisionId).handlers[2],
      on,
      says: '请补交家庭成员的残疾人证或诊断证明',
    })
}
const giveUp = async (life: Life, on: Day, all: readonly Applied[]) => {
  for (const a of all.filter(x => x.fate === 'withdraw'))
    await withdraw(life.trx, life.engine, {
      caseId: a.caseId,
      by: hallOf(life, a.divisionId).handlers[2],
      on,
      says: '子女已接走赡养，申请人自愿撤回',
    })
}

/** 公示异议 → 再次调查 → 再次公示 → 决定. */
const objectTo = async (life: Life, on: Day, all: readonly Applied[]) => {
  for (const a of all)
    await object(life.trx, life.engine, {
      ...{
        caseId: a.caseId,
        by: hallOf(life, a.divisionId).handlers[2],
        on,
        says: '反映该户有子女在外务工',
        informant: '同村村民',
      },
    })
}
const answer = async (life: Life, on: Day, all: readonly Applied[]) => {
  const open = await rows(
    life.trx,
    sql<{
      id: number
      case_id: number
    }>`select id, case_id from case_objection where county_id = ${life.countyId} and upheld is null
      and case_id = any(${all.map(a => a.caseId)}::bigint[])`,
  )
  for (const o of open) {
    const a = all.find(x => x.caseId === o.case_id)!
    const by = hallOf(life, a.divisionId).handlers[2]
    await answerObjection(life.trx, life.engine, {
      caseId: a.caseId,
      by,
      on,
      objectionId: o.id,
      upheld: false,
      says: '经复查，子女收入已计入，不影响结论',
    })
  }
}
