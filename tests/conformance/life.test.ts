/** 一生: every matter of the catalogue is opened, sent back, decided, appealed, certified and filed away, by whoever's turn it is; nobody of the next town sees it. */
import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { Catalogue, type SomeProcedure, snake } from '#core/catalogue'
import { one } from '#core/db'
import { answerAppeal, lodgeAppeal } from '#core/procedures/appeal'
import { archiveCase, mayArchive } from '#core/procedures/archive'
import { printLetter } from '#core/procedures/print'
import { returnForCorrection } from '#core/procedures/side'
import { readCase } from '#core/procedures/view'
import { outcomesOf } from '#core/registers/columns'
import type { Casebook } from '#define/casebook'
import { modules } from '#domains/index'
import { begin, type Life, toldIn } from './begin.ts'
import { type House, openHouse } from './house.ts'
import { headOf, Stuck, tryStep, turnOf, unaudited, walk } from './walk.ts'

const root = new URL('../../src/domains/', import.meta.url)
const examples = readdirSync(root, { recursive: true })
  .map(String)
  .filter(f => f.endsWith('.examples.ts'))
const books = await Promise.all(examples.map(async f => (await import(new URL(f, root).href)).default as Casebook))
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
const someone = (post: (p: string) => boolean, of?: string) =>
  house.officials.find(o => post(o.post) && (!of || o.of === of))!

/** Of this town or the county, and not from outside. */
const keeperOf = (p: SomeProcedure) =>
  house.officials.find(
    o => !o.of && mayArchive(p, o.post) && (o.divisions === 'all' || o.divisions.includes(house.places.village)),
  )!

describe.each(catalogue.procedures.map(p => [catalogue.idOf(p), p] as const))('%s', (_, p) => {
  let life: Life
  test('提出、退回、办结，每一步都有经过和审计', async () => {
    life = await begin(house, p, toldIn(books, p))
    const first = await turnOf(house, life)
    if (first) {
      await tryStep(house, life, first).catch(error => {
        if (!(error instanceof Stuck)) throw error
      })
      const second = await turnOf(house, life)
      if (second?.one.columns[`${snake(first.step)}_on`] && !second.one.header.decided_on) {
        const on = await house.today()
        await house.as(second.by, trx =>
          returnForCorrection(trx, house.engine, { caseId: life.caseId, by: second.by, on, says: '材料有误' }),
        )
        expect((await turnOf(house, life))?.step).toBe(first.step)
      }
    }
    const { refused, stuck }: { refused?: string; stuck?: string } = await walk(house, life).catch(error => {
      if (error instanceof Stuck) return { stuck: error.message }
      throw error
    })
    if (stuck) return expect(stuck).toMatch(/^不符合条件|^请/)
    const head = await headOf(house, life.caseId)
    expect(head.stands, refused).toBe('ended')
    if (process.env.TOLD) console.log(p.title, head.outcome, refused ?? '')
    const noted = await unaudited(house, life.caseId)
    expect(noted!.noted).toBe(noted!.acts)
  })
  test.runIf(Object.keys(p.steps).some(k => outcomesOf(p, k).includes('refuse')))(
    '不予：写明理由，办结，有审计',
    async () => {
      const other = await begin(house, p, toldIn(books, p))
      await walk(house, other, 'refuse')
      expect(await headOf(house, other.caseId)).toMatchObject({ stands: 'ended', outcome: 'refuse' })
      const noted = await unaudited(house, other.caseId)
      expect(noted!.noted).toBe(noted!.acts)
    },
  )
  test.runIf(Object.keys(p.steps).some(k => outcomesOf(p, k).includes('stop')))(
    '停：写明理由，台账有终止之日',
    async () => {
      const other = await begin(house, p, toldIn(books, p))
      const { refused } = await walk(house, other, 'stop')
      if (refused) return expect(refused).toMatch(/^不符合条件|^请|须/)
      expect(await headOf(house, other.caseId)).toMatchObject({ stands: 'ended', outcome: 'stop' })
      const { ended } = await one(
        house.ledger.owner,
        sql<{
          ended: boolean
        }>`select not upper_inf(held) as ended from ${sql.table(catalogue.tableOf(p.register))} where id = ${other.rowId!}`,
      )
      expect(ended).toBe(true)
    },
  )
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
  test('申诉，维持；归档一次', async () => {
    const on = await house.today()
    const head = await headOf(house, life.caseId)
    if (head.decided_on && Object.keys(p.steps).some(k => outcomesOf(p, k).length)) {
      const [lodger, answerer] = [
        someone(post => post === 'county'),
        house.officials.filter(o => o.post === 'bureau-head').at(-1)!,
      ]
      const works = house.permissions
        .within({ ...lodger, businesses: 'all' })
        .businesses.includes(house.catalogue.businessOf(p))
      if (works && head.outcome !== 'withdrawn') {
        const appealId = await house.as(lodger, trx =>
          lodgeAppeal(trx, house.engine, { caseId: life.caseId, by: lodger, on, kind: '申诉', says: '不服' }),
        )
        const early = await refusal(() =>
          house.as(lodger, trx =>
            archiveCase(trx, house.engine, { caseId: life.caseId, by: lodger, on, says: '第一盒' }),
          ),
        )
        if (mayArchive(p, lodger.post)) expect(early?.reason).toContain('申诉')
        await house.as(answerer, trx =>
          answerAppeal(trx, house.engine, { appealId, by: answerer, on, outcome: 'upheld', says: '原决定正确' }),
        )
      }
    }
    if (head.stands !== 'ended') return
    const keeper = keeperOf(p)
    const file = () =>
      house.as(keeper, trx => archiveCase(trx, house.engine, { caseId: life.caseId, by: keeper, on, says: '第一盒' }))
    expect((await file()).number).toMatch(/-DA-\d{4}-\d{6}$/)
    expect((await refusal(file))?.status).toBe(409)
  })
})
