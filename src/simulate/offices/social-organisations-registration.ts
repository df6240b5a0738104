/** 成立、变更、换证、注销: each at the window, decided by another, so many as the file says; one foundation is sent to the province. */
import { plusDays, plusMonths } from '#core/calendar/days'
import { inventCreditCode } from '#core/identity/credit-code'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { openCases } from '#core/procedures/open'
import { beginByTime } from '#core/procedures/schedule'
import { countyOf } from '#core/procedures/serials'
import type { Day } from '#define/time'
import type { Life } from '../life.ts'
import { atStep, doAll } from './social-organisations-acts.ts'
import { type Society, valuesFor } from './social-organisations-names.ts'
import { establishedKinds, type Wanted } from './social-organisations-stock.ts'

const business = 'social-organisations'
/** Days spread over the period, early enough that what begins on them is decided in it. */
const spreadOver = (life: Life, count: number): Day[] => {
  const { period } = life.plan
  return Array.from({ length: count }, (_, i) =>
    life.agenda.workday(plusDays(period.from, 8 + Math.floor((i * 130) / Math.max(1, count))), 0),
  )
}

export const establish = (life: Life, w: Wanted) => {
  const kinds = establishedKinds(w)
  const days = spreadOver(life, kinds.length + 1)
  kinds.forEach((kind, i) => found(life, kind, days[i]!, i))
  found(life, 'foundation', days[kinds.length]!, kinds.length)
}
const found = (life: Life, kind: 'association' | 'service' | 'foundation', day: Day, nth: number) => {
  const { trx, engine, countyId, staff, agenda } = life
  const on = (n: number) => agenda.workday(day, n)
  const procedure = `${business}.establishment`
  const isFoundation = kind === 'foundation'
  agenda.at(day, 30, async () => {
    const random = life.random.fork(`founding ${nth}`)
    const { code: area, name: county } = await countyOf(trx, countyId)
    const village = random.pick([...life.villages.values()])
    const name = `${county}${village.name}${['新联', '同心', '惠民', '和风'][nth % 4]}${nth > 3 ? nth : ''}${{ association: '促进会', service: '服务中心', foundation: '基金会' }[kind]}`
    const [o] = await findOrAddOrganisations(trx, countyId, [{ name, divisionId: village.id }])
    const creditCode = inventCreditCode(kind === 'association' ? '51' : isFoundation ? '53' : '52', area, 70_000 + nth)
    const s: Society = {
      ...{
        kind: isFoundation ? 'service' : kind,
        name,
        branch: 'welfare',
        village,
        registered: day,
        creditCode,
        sponsor: undefined,
      },
      ...{ certificateUntil: plusMonths(day, 59), id: o!.id, rowId: 0 },
    }
    const { fields, officers } = valuesFor(life, random, s)
    const { creditCode: _, certificateUntil: __, ...asked } = fields
    const inTerm = officers.map(x => ({ ...x, termFrom: plusDays(day, -30), termUntil: plusMonths(day, 48) }))
    const input = {
      ...{
        by: staff.section[0],
        on: day,
        divisionId: village.id,
        organisationId: s.id,
        source: 'application' as const,
      },
      ...{ fields: { ...asked, kind, termUntil: plusMonths(day, 48) }, parts: { officers: inTerm } },
    }
    await openCases(trx, engine, engine.catalogue.procedure(procedure)!, [input])
    const mine = (step: string) => atStep(life, procedure, step, [s.id])
    const step = (n: number, name: string, by: Life['staff']['decider'], more: object = {}) =>
      agenda.at(on(n), 31, async () => doAll(life, procedure, name, await mine(name), on(n), () => ({ by, ...more })))
    step(2, 'accept', staff.section[1])
    step(7, 'review', staff.section[1], { fields: { creditCode, certificateUntil: plusMonths(day, 59) } })
    step(
      10,
      'decide',
      staff.decider,
      isFoundation ? { outcome: 'refuse', says: '基金会由省民政厅登记，已告知申请人' } : { outcome: 'grant' },
    )
    if (!isFoundation) step(12, 'publish', staff.section[1])
  })
}

const matters = ['legal', 'address', 'term', 'funds', 'scope', 'charter'] as const
export const changeSome = (life: Life, changing: readonly Society[]) => {
  const days = spreadOver(life, changing.length)
  const { staff } = life
  changing.forEach((s, i) => {
    const day = days[i]!
    const what = matters[i % matters.length]!
    const changed = {
      changedWhat: what,
      consentedOn: plusDays(day, -12),
      address: `${s.village.name}${100 + i}号`,
      termUntil: plusMonths(day, 46),
    }
    const officer = (line: object) => ({ ...line, termFrom: plusDays(day, -20), termUntil: plusMonths(day, 46) })
    const { officers } = valuesFor(life, life.random.fork(`change ${i}`), s)
    run(life, `${business}.change`, s, day, { fields: changed, parts: { officers: officers.map(officer) } }, [
      [2, 'accept', staff.section[1], {}],
      [6, 'decide', staff.decider, { outcome: 'adjust' }],
      [8, 'publish', staff.section[1], {}],
    ])
  })
}
export const closeSome = (life: Life, closing: readonly Society[]) => {
  const days = spreadOver(life, closing.length)
  const { staff } = life
  closing.forEach((s, i) => {
    const day = days[i]!
    const fields = { endedWhy: i % 2 ? 'dissolved' : 'purpose', liquidatedOn: plusDays(day, -9) }
    run(life, `${business}.deregistration`, s, day, { fields }, [
      [3, 'accept', staff.section[1], { fields: { liquidationReport: `清算〔${day.slice(0, 4)}〕${i + 1}号` } }],
      [8, 'decide', staff.decider, { outcome: 'stop', says: '清算完结，准予注销' }],
      [10, 'publish', staff.section[1], {}],
    ])
  })
}
type Step = readonly [nth: number, name: string, by: Life['staff']['decider'], more: object]
const run = (life: Life, procedure: string, s: Society, day: Day, told: object, steps: readonly Step[]) => {
  const { trx, engine, agenda, staff } = life
  agenda.at(day, 32, async () => {
    const input = {
      ...{ by: s.account ?? staff.section[0], on: day, divisionId: s.village.id, organisationId: s.id, rowId: s.rowId },
      ...{ source: 'application' as const, ...told },
    }
    await openCases(trx, engine, engine.catalogue.procedure(procedure)!, [input])
  })
  for (const [nth, name, by, more] of steps) {
    const on = agenda.workday(day, nth)
    agenda.at(on, 33, async () =>
      doAll(life, procedure, name, await atStep(life, procedure, name, [s.id]), on, () => ({ by, ...more })),
    )
  }
}

/** Opened by time, sixty days before; those meant are renewed, the others still have time. */
export const renewAll = (life: Life, renewing: readonly Society[]) => {
  const { trx, engine, staff, agenda, plan } = life
  const procedure = `${business}.renewal`
  const mine = new Map(renewing.map(s => [s.id, s]))
  for (let day = agenda.workday(plan.opens, 1); day <= plan.ends; day = agenda.workday(day, 5)) {
    const on = day
    agenda.at(on, 34, async () => {
      await beginByTime(trx, engine, staff.section[0], engine.catalogue.procedure(procedure)!, on)
      const due = (await atStep(life, procedure, 'apply')).filter(c => mine.has(c.organisationId))
      if (on < plan.period.from) return // what is decided before the period does not count in it
      await doAll(life, procedure, 'apply', due, on, c => ({
        ...{ by: mine.get(c.organisationId)!.account ?? staff.section[0] },
        fields: { address: `${mine.get(c.organisationId)!.village.name}1号`, phone: life.numbers.phone() },
      }))
      const until = plusDays(plusMonths(on, 60), -1)
      const accepted = await atStep(life, procedure, 'accept')
      await doAll(life, procedure, 'accept', accepted, on, () => ({
        by: staff.section[1],
        fields: { certificateUntil: until },
      }))
      const decided = agenda.workday(on, 3)
      agenda.at(decided, 35, async () =>
        doAll(life, procedure, 'decide', await atStep(life, procedure, 'decide'), decided, () => ({
          by: staff.decider,
          outcome: 'adjust',
        })),
      )
    })
  }
}
