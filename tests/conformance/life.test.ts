/** 一生: every matter of the catalogue is opened, sent back, decided, refused, stopped, appealed, certified and filed away, by whoever's turn it is; nobody of the next town sees it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { Catalogue, type SomeProcedure, snake } from '#core/catalogue'
import { one } from '#core/db'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { archiveCase, mayArchive } from '#core/procedures/archive'
import { printCertificate } from '#core/procedures/forms'
import { printLetter } from '#core/procedures/print'
import { returnForCorrection } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { modules } from '#domains/index'
import type { Life } from './begin.ts'
import { type House, openHouse } from './house.ts'
import { goodOf, stepsOfLife, walked, without } from './life.ts'
import { headOf, tryStep, turnOf, unaudited } from './walk.ts'

const catalogue = new Catalogue(modules)
let house: House
beforeAll(async () => {
  house = await openHouse(undefined, catalogue)
})
afterAll(() => house?.close())

const refusal = async (work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  return undefined
}

/** Of this town or the county, and not from outside. */
const keeperOf = (p: SomeProcedure) =>
  house.officials.find(
    o => !o.of && mayArchive(p, o.post) && (o.divisions === 'all' || o.divisions.includes(house.places.village)),
  )!
/** Each act of the journal has its line of the audit. */
const isAudited = async (caseId: number) => {
  const noted = await unaudited(house, caseId)
  expect(noted!.noted).toBe(noted!.acts)
}
const audited = async (subject: string, action: string) =>
  (
    await one(
      house.ledger.owner,
      sql<{
        n: number
      }>`select count(*)::int as n from audit_entry where county_id = ${house.countyId} and subject = ${subject} and action = ${action}`,
    )
  ).n
/** The first step is done and sent back; then it is its turn again. */
const sentBack = async (life: Life) => {
  const first = await turnOf(house, life)
  if (!first) return
  await tryStep(house, life, first)
  const second = await turnOf(house, life)
  if (!second?.one.columns[`${snake(first.step)}_on`] || second.one.header.decided_on) return
  const on = await house.today()
  await house.as(second.by, trx =>
    returnForCorrection(trx, house.engine, { caseId: life.caseId, by: second.by, on, says: '材料有误' }),
  )
  expect((await turnOf(house, life))?.step).toBe(first.step)
}
/** Lodged with one, answered by another who has not decided. */
const appealed = async (p: SomeProcedure, caseId: number, outcome: 'upheld' | 'annulled') => {
  const on = await house.today()
  const works = (post: string) =>
    house.officials.filter(
      o => o.post === post && house.permissions.within(o).businesses.includes(catalogue.businessOf(p)),
    )
  const [lodger, answerer] = [works('county')[0], works('bureau-head').at(-1)]
  if (!lodger || !answerer) return undefined
  const appeal = { caseId, by: lodger, on, kind: '申诉' as const, says: '不服' }
  const appealId = await house.as(lodger, trx => lodgeAppeal(trx, house.engine, appeal))
  const early = await refusal(() =>
    house.as(lodger, trx => archiveCase(trx, house.engine, { caseId, by: lodger, on, says: '第一盒' })),
  )
  if (mayArchive(p, lodger.post)) expect(early?.reason).toContain('申诉')
  return house.as(answerer, trx =>
    answerAppeal(trx, house.engine, { appealId, by: answerer, on, outcome, says: '已复查' }),
  )
}

describe.each(catalogue.procedures.map(p => [catalogue.idOf(p), without(catalogue, p), p] as const))(
  '%s%s',
  (_, __, p) => {
    const has = stepsOfLife(catalogue, p)
    let life: Life
    test('提出、退回、办成，每一步都有经过和审计', async () => {
      life = (await walked(house, p, { before: sentBack })).life
      const head = await headOf(house, life.caseId)
      expect(head.stands).toBe('ended')
      if (has.has('appeal')) expect(goodOf(p)).toContain(head.outcome)
      if (has.has('appeal') && p.isNew) expect(head.row_id).not.toBeNull()
      await isAudited(life.caseId)
    })
    test.runIf(has.has('refuse'))('不予：写明理由，办结，有审计；申诉撤销的，重新办理', async () => {
      const other = (await walked(house, p, { wish: 'refuse' })).life
      expect(await headOf(house, other.caseId)).toMatchObject({ stands: 'ended', outcome: 'refuse' })
      const again = await appealed(p, other.caseId, 'annulled')
      if (again) {
        const anew = { ...other, caseId: again.newCaseId! }
        expect(await headOf(house, anew.caseId)).toMatchObject({ stands: 'open', outcome: null })
        expect(await turnOf(house, anew)).toBeDefined()
      }
      await isAudited(other.caseId)
    })
    test.runIf(has.has('stop'))('停：写明理由，台账有终止之日', async () => {
      const other = (await walked(house, p, { wish: 'stop' })).life
      expect(await headOf(house, other.caseId)).toMatchObject({ stands: 'ended', outcome: 'stop' })
      const { ended } = await one(
        house.ledger.owner,
        sql<{
          ended: boolean
        }>`select not upper_inf(held) as ended from ${sql.table(catalogue.tableOf(p.register))} where id = ${other.rowId!}`,
      )
      expect(ended).toBe(true)
      await isAudited(other.caseId)
    })
    test.runIf(has.has('correct'))('更正：台账有新的一段或更正的一行', async () => {
      const other = (await walked(house, p, { wish: 'adjust' })).life
      expect(await headOf(house, other.caseId)).toMatchObject({ stands: 'ended', outcome: 'adjust' })
      await isAudited(other.caseId)
    })
    test.runIf(has.has('certify'))('证件：办成才能打印，打印有审计', async () => {
      const on = await house.today()
      const by = house.officials.find(o => o.post === 'registry')!
      for (const form of Object.keys(p.forms)) {
        const ask = { caseId: life.caseId, form, kind: 'print' } as const
        const paper = await house.as(by, trx => printCertificate(trx, house.engine, by, ask as never, on))
        expect(paper.bytes.length).toBeGreaterThan(1000)
      }
      expect(await audited(`case:${life.caseId}`, 'certificate.printed')).toBe(Object.keys(p.forms).length)
    })
    test('邻镇和别的单位看不到，也办不了', async () => {
      const on = await house.today()
      const strangers = house.officials.filter(
        o => o.divisionId === house.places.nextTown || o.divisionId === house.places.nextVillage,
      )
      for (const o of strangers) {
        expect(
          (await refusal(() => house.as(o, trx => readCase(trx, house.engine, o, life.caseId, on))))?.status,
          o.post,
        ).toBe(404)
        const archived = await refusal(() =>
          house.as(o, trx => archiveCase(trx, house.engine, { caseId: life.caseId, by: o, on, says: '第一盒' })),
        )
        expect(archived?.status).toBe(404)
      }
    })
    test('文书能打印', async () => {
      const on = await house.today()
      const by = keeperOf(p)
      const view = await house.as(by, trx => readCase(trx, house.engine, by, life.caseId, on))
      for (const letter of view.letters)
        for (const format of ['docx', 'pdf'] as const) {
          const paper = await house.as(by, trx =>
            printLetter(trx, house.engine, by, life.caseId, letter.id as never, format, on),
          )
          expect(paper.bytes.length, `${letter.id} ${format}`).toBeGreaterThan(1000)
        }
    })
    test('申诉维持；归档一次', async () => {
      const on = await house.today()
      const head = await headOf(house, life.caseId)
      if (has.has('appeal') && head.decided_on) await appealed(p, life.caseId, 'upheld')
      const keeper = keeperOf(p)
      const file = () =>
        house.as(keeper, trx => archiveCase(trx, house.engine, { caseId: life.caseId, by: keeper, on, says: '第一盒' }))
      expect((await file()).number).toMatch(/-DA-\d{4}-\d{6}$/)
      expect((await refusal(file))?.status).toBe(409)
      await isAudited(life.caseId)
    })
  },
)
