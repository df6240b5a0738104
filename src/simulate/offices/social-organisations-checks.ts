/** 双随机: a draw in April, announced by one and drawn by another; visits by those drawn, problems found, most of them put right. */
import { createHash } from 'node:crypto'
import { announceDraw, drawNow } from '#core/inspections/draw'
import { actOnCases } from '#core/procedures/act'
import type { Day } from '#define/time'
import { asSecond, type Life } from '../life.ts'
import { atStep, doAll } from './social-organisations-acts.ts'

const check = 'organisation-checks.check'
const rectification = 'organisation-checks.rectification'
const problems = [
  { item: 'accounts', found: '会计凭证附件不全，往来款长期挂账' },
  { item: 'meetings', found: '上年度理事会没有会议记录' },
  { item: 'address', found: '实际办公地址与登记住所不一致' },
  { item: 'seals', found: '印章没有专人保管的登记簿' },
  { item: 'disclosure', found: '年度报告没有公开' },
  { item: 'fees', found: '会费标准未经会员大会表决' },
] as const

export const drawChecks = (life: Life) => {
  const { trx, engine, agenda, staff, plan } = life
  const random = life.random.fork('checks')
  const year = plan.period.from.slice(0, 4)
  const announced = agenda.workday(`${year}-04-08` as Day, 0)
  const drawn = agenda.workday(announced, 2)
  const inspectors = new Map(staff.of('inspector').map(i => [i.personId, i]))
  let draw = 0
  agenda.at(announced, 45, async () => {
    const seed = createHash('sha256')
      .update(`${life.random.fork('lots').next()}`)
      .digest('hex')
    draw = await announceDraw(trx, engine, staff.section[0], engine.catalogue.procedure(check)!, announced, { seed })
  })
  agenda.at(drawn, 45, async () => {
    const lots = await drawNow(trx, engine, staff.head, draw, '春风化雨', drawn)
    const going = new Map(lots.map(l => [l.object.id, l.inspectors.map(i => inspectors.get(i.id)!)]))
    for (const [n, id] of [...going.keys()].entries()) {
      const on = agenda.workday(drawn, 2 + (n % 8))
      agenda.at(on, 46, async () => {
        const [visit] = await atStep(life, check, 'visit', [id])
        const [first, second] = going.get(id)!
        const found = random.shuffled(problems).slice(
          0,
          random.of([
            [0, 35],
            [1, 35],
            [2, 20],
            [3, 10],
          ]),
        )
        await actOnCases(trx, engine, engine.catalogue.procedure(check)!, 'visit', [
          {
            ...{
              caseId: visit!.id,
              by: first!,
              second: asSecond(second!),
              on,
              fields: { record: '查阅章程、账目、会议记录，走访住所' },
            },
            parts: { hazards: found.map(f => ({ ...f })) },
          },
        ])
        conclude(life, id, on, found.length)
      })
    }
  })
}
/** Decided by the section, published; then each problem by itself. */
const conclude = (life: Life, id: number, visited: Day, found: number) => {
  const { agenda, staff } = life
  const on = (n: number) => agenda.workday(visited, n)
  agenda.at(on(3), 47, async () => {
    const fields = { finding: found ? 'minor' : 'sound' }
    await doAll(life, check, 'decide', await atStep(life, check, 'decide', [id]), on(3), () => ({
      by: staff.decider,
      outcome: 'close',
      fields,
    }))
  })
  agenda.at(on(5), 47, async () =>
    doAll(life, check, 'publish', await atStep(life, check, 'publish', [id]), on(5), () => ({ by: staff.section[1] })),
  )
  // Two of three are put right in three weeks and seen to be; the rest wait, some beyond their day.
  const random = life.random.fork(`putting right ${id}`)
  agenda.at(on(16), 48, async () => {
    const cases = (await atStep(life, rectification, 'fix', [id])).filter(() => random.chance(70))
    await doAll(life, rectification, 'fix', cases, on(16), () => ({
      by: staff.of('inspector')[0]!,
      fields: { fixed: '已按要求整改，附说明' },
    }))
    agenda.at(on(18), 48, async () =>
      doAll(life, rectification, 'decide', await atStep(life, rectification, 'decide', [id]), on(18), () => ({
        ...{ by: staff.of('inspector').find(i => i.mayDecide)!, outcome: 'stop', says: '现场核实，整改到位' },
      })),
    )
  })
}
