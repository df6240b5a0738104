/** 年检: the round begins in January; most file in spring, some are returned, so many are concluded by the end; who never files is told, heard and listed. */

import type { Actor } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import { endLapsed } from '#core/procedures/lapse'
import { remind } from '#core/procedures/remind'
import { beginByTime } from '#core/procedures/schedule'
import { returnForCorrection } from '#core/procedures/side'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { atStep, doAll } from './social-organisations-acts.ts'
import type { Society } from './social-organisations-names.ts'

const inspection = 'annual-reports.inspection'
const listing = 'abnormal-organisations.listing'

type Sponsors = ReadonlyMap<string, Actor>

export const inspectAnnually = (life: Life, standing: readonly Society[], sponsors: Sponsors, inspected: number) => {
  const { trx, engine, agenda, plan, staff } = life
  const year = plan.period.from.slice(0, 4)
  const begin = agenda.workday(`${year}-01-01` as Day, 0)
  const procedure = () => engine.catalogue.procedure(inspection)!
  agenda.at(begin, 40, async () => void (await beginByTime(trx, engine, staff.section[0], procedure(), begin)))
  for (const day of [`${year}-04-01`, `${year}-05-06`, `${year}-05-24`] as Day[]) {
    const on = agenda.workday(day, 0)
    agenda.at(on, 41, async () => void (await remind(trx, engine, staff.section[0], procedure(), on)))
  }
  const expected = standing.filter(s => s.registered <= `${Number(year) - 1}-06-30`)
  const never = Math.min(Math.ceil(expected.length / 30), Math.max(0, expected.length - inspected))
  // Those who get their conclusion file first; the others file in May and wait; a few never do.
  const filing = expected.slice(0, expected.length - never)
  const early = filing.slice(0, inspected)
  const groups = 12
  for (let g = 0; g < groups; g++)
    fileAll(
      life,
      sponsors,
      early.filter((_, i) => i % groups === g),
      agenda.workday(plusDays(`${year}-02-05` as Day, g * 7), 0),
      true,
      g,
    )
  fileAll(life, sponsors, filing.slice(inspected), agenda.workday(`${year}-05-20` as Day, 0), false, groups)
  late(life, year)
}

/** Filed on a day; sponsor, acceptance and conclusion in the following weeks. */
const fileAll = (
  life: Life,
  sponsors: Sponsors,
  of: readonly Society[],
  day: Day,
  isConcluded: boolean,
  group: number,
) => {
  const { trx, engine, agenda, staff } = life
  const random = life.random.fork(`reports ${group}`)
  const byId = new Map(of.map(s => [s.id, s]))
  const ids = [...byId.keys()]
  const later = (nth: number, work: (on: Day) => Promise<void>) => {
    const on = agenda.workday(day, nth)
    agenda.at(on, 42, () => work(on))
  }
  const fileNow = async (on: Day, isRight: (id: number) => boolean) => {
    const cases = await atStep(life, inspection, 'apply', ids)
    await doAll(life, inspection, 'apply', cases, on, c => ({
      by: byId.get(c.organisationId)!.account ?? staff.section[0],
      fields: reportOf(random, byId.get(c.organisationId)!, on, isRight(c.organisationId)),
    }))
  }
  const wrong = new Set(isConcluded ? ids.filter((_, i) => i % 9 === 4) : [])
  agenda.at(day, 41, () => fileNow(day, id => !wrong.has(id)))
  later(4, async on => {
    const cases = await atStep(life, inspection, 'sponsor', ids)
    const opinion = { opinion: 'agree' }
    await doAll(life, inspection, 'sponsor', cases, on, c => ({
      ...{ by: sponsors.get(byId.get(c.organisationId)!.sponsor!)!, fields: opinion },
    }))
    for (const c of (await atStep(life, inspection, 'accept', ids)).filter(c => wrong.has(c.organisationId)))
      await returnForCorrection(trx, engine, {
        ...{ caseId: c.id, by: staff.section[1], on, to: 'apply' },
        says: '年初净资产加收入减支出与年末净资产不符，请核对后重新填报',
      })
  })
  later(7, on => fileNow(on, () => true))
  later(8, async on => {
    const again = await atStep(life, inspection, 'sponsor', ids)
    await doAll(life, inspection, 'sponsor', again, on, c => ({
      ...{
        by: sponsors.get(byId.get(c.organisationId)!.sponsor!)!,
        fields: { opinion: 'agree' },
      },
    }))
    if (isConcluded)
      await doAll(life, inspection, 'accept', await atStep(life, inspection, 'accept', ids), on, () => ({
        by: staff.section[1],
      }))
  })
  if (!isConcluded) return
  later(11, async on => {
    const cases = await atStep(life, inspection, 'decide', ids)
    await doAll(life, inspection, 'decide', cases, on, () => {
      const conclusion = random.of([
        ['pass', 90],
        ['nearly', 8],
        ['fail', 2],
      ] as const)
      const demands =
        conclusion === 'pass'
          ? {}
          : { demands: conclusion === 'nearly' ? '按章程召开理事会并补齐会议记录' : '清理账目，限期整改' }
      return { by: staff.decider, outcome: 'grant', fields: { conclusion, ...demands } }
    })
  })
  later(13, async on =>
    doAll(life, inspection, 'publish', await atStep(life, inspection, 'publish', ids), on, () => ({
      by: staff.section[1],
    })),
  )
}
const reportOf = (random: Life['random'], s: Society, on: Day, isRight: boolean) => {
  const [opening, income] = [random.int(20, 900) * 1000, random.int(5, 600) * 1000]
  const spending = Math.min(opening + income, random.int(4, 580) * 1000)
  const closing = opening + income - spending + (isRight ? 0 : 5000)
  return {
    ...{ opening: `${opening}.00`, income: `${income}.00`, spending: `${spending}.00`, closing: `${closing}.00` },
    ...{ meetings: random.int(1, 4), termUntil: plusDays(on, random.int(30, 1200)), adoptedOn: plusDays(on, -3) },
    ...{
      party: random.of([
        ['own', 30],
        ['joint', 32],
        ['instructor', 32],
        ['none', 6],
      ] as const),
      unapproved: 0,
    },
    branchRegional: s.kind === 'association' && random.chance(1),
  }
}

/** 六月一日: what was not filed runs out; told, heard, and most of them listed by the end of the month. */
const late = (life: Life, year: string) => {
  const { trx, engine, agenda, staff } = life
  const on = (day: string, nth = 0) => agenda.workday(`${year}-${day}` as Day, nth)
  const first = on('06-01')
  agenda.at(
    first,
    43,
    async () => void (await endLapsed(trx, engine, staff.section[0], engine.catalogue.procedure(inspection)!, first)),
  )
  agenda.at(on('06-05'), 44, async () =>
    doAll(life, listing, 'notify', await atStep(life, listing, 'notify'), on('06-05'), () => ({
      ...{
        by: staff.section[1],
        fields: { cause: 'report', facts: `未在${year}年5月31日前报送${Number(year) - 1}年度工作报告` },
      },
    })),
  )
  agenda.at(on('06-18'), 44, async () => {
    const cases = await atStep(life, listing, 'decide')
    await doAll(life, listing, 'decide', cases.slice(0, Math.ceil(cases.length * 0.7)), on('06-18'), () => ({
      by: staff.decider,
      outcome: 'grant',
    }))
    await doAll(life, listing, 'publish', await atStep(life, listing, 'publish'), on('06-18'), () => ({
      by: staff.section[1],
    }))
  })
}
