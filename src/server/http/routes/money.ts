/** 资金与追缴: what came into the funds and what went out; what was overpaid and how it is settled. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe } from '#core/db'
import { allocate, funds } from '#core/funds/post'
import { fundBalance, fundMovements, fundStatement } from '#core/funds/statement'
import { printClaimLetter } from '#core/payments/claim-letter'
import { claimList } from '#core/payments/claim-list'
import { approveClaimEntry, proposeClaimEntry, refuseClaimEntry } from '#core/payments/claims'
import { fenOf, yuanOf } from '#core/registers/values'
import type { Fund } from '#define/benefit'
import { monthOf } from '#define/time'
import type { Doors, House } from '../door.ts'
import { Download } from '../files.ts'
import { mustWorkIn } from '../policy.ts'
import { day, flag, id, month } from '../words.ts'

const names = Object.keys(funds) as [Fund, ...Fund[]]
const sum = z.string().regex(/^\d{1,11}(\.\d{1,2})?$/, '「金额」应为不小于零的元数，最多两位小数')
const signed = z.string().regex(/^-?\d{1,11}(\.\d{1,2})?$/, '「金额」应为元数，最多两位小数')
const one = z.object({ id })

export const moneyRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const used = [
    ...new Set(
      catalogue.benefits.flatMap(b =>
        typeof b.worth.fund === 'string' ? [b.worth.fund] : Object.values(b.worth.fund),
      ),
    ),
  ] as Fund[]
  doors.get('/funds', {
    ...{ says: '各项资金：余额、本月收支、流水', about: '资金与追缴', may: 'funds.see' },
    query: z.object({ month: month.optional() }),
    does: async ({ trx, actor, on, query }) => {
      const of = query.month ?? monthOf(on)
      const rows = []
      for (const fund of used) {
        const balance = await fundBalance(trx, actor.countyId, fund)
        const statement = await fundStatement(trx, actor.countyId, fund, of)
        const movements = await fundMovements(trx, actor.countyId, fund, of)
        rows.push({
          ...{ fund, title: funds[fund], month: of, balance: inYuan(balance) },
          statement: statement.map(({ account, ...sums }) => ({ account, ...inYuan(sums) })),
          movements: movements.map(m => ({
            ...{ id: m.id, on: m.day, kind: m.kind, documentNo: m.document_no, batch: m.batch_number },
            amount: yuanOf(m.amount),
          })),
        })
      }
      return { month: of, rows }
    },
  })
  doors.post('/funds/allocations', {
    ...{ says: '登记财政拨入：一个文号一次；负数为收回', about: '资金与追缴', may: 'funds.allocate', fresh: true },
    body: z.object({
      fund: z.enum(names, '没有这项「资金」'),
      amount: signed,
      documentNo: z.string().trim().min(1, '请填写「文号」').max(200),
      on: day.optional(),
    }),
    does: async ({ trx, actor, body }) => {
      const made = await allocate(trx, {
        fund: body.fund,
        amount: fenOf(body.amount),
        documentNo: body.documentNo,
        actor,
        ...(body.on && { on: body.on }),
      })
      return { id: String(made) }
    },
  })
  doors.get('/claims', {
    ...{ says: '追缴清单：原因、月份、应收、已收、未收，和待批准的登记', about: '资金与追缴', may: 'claims.see' },
    query: z.object({ open: flag.default(false), row: id.optional() }),
    does: async ({ trx, engine, actor, query }) => ({ rows: await claimList(trx, engine.catalogue, actor, query) }),
  })
  doors.get('/claims/:id/letters/:file', {
    ...{
      says: '追缴通知书：claim.docx 或 claim.pdf',
      about: '资金与追缴',
      may: 'claims.see',
      downloads: ['docx', 'pdf'],
      patience: 60_000,
    },
    params: z.object({ id, file: z.enum(['claim.docx', 'claim.pdf'], '「文书」应写作 claim.docx 或 claim.pdf') }),
    does: async ({ trx, engine, actor, params }) => {
      await mustBeOfMine(trx, actor, sql`c.id = ${params.id}`)
      const printed = await printClaimLetter(trx, engine, actor, params.id, params.file.split('.')[1] as 'docx' | 'pdf')
      return new Download(printed.name, printed.bytes, { type: printed.mediaType, inline: params.file.endsWith('pdf') })
    },
  })
  const settle = z.object({
    amount: sum,
    why: z.string().trim().min(2, '请填写「事由」').max(500),
    documentNo: z.string().trim().min(1, '请填写「凭证号」').max(200),
  })
  for (const [route, kind, says] of [
    ['recover', 'recovered', '登记收回的款项，等待另一人批准'],
    ['waive', 'waived', '提出减免，等待另一人批准'],
  ] as const)
    doors.post(`/claims/:id/${route}`, {
      ...{ says, about: '资金与追缴', may: 'claims.settle' },
      ...{ params: one, body: settle },
      does: async ({ trx, actor, params, body }) => {
        await mustBeOfMine(trx, actor, sql`c.id = ${params.id}`)
        const made = await proposeClaimEntry(trx, {
          claim: params.id,
          kind,
          amount: fenOf(body.amount),
          why: body.why,
          documentNo: body.documentNo,
          actor,
        })
        return { id: String(made) }
      },
    })
  doors.post('/claims/entries/:id/approve', {
    ...{ says: '批准一项收回或减免（提出人以外的人）', about: '资金与追缴', may: 'claims.settle', fresh: true },
    params: one,
    does: async ({ trx, actor, params }) => {
      await mustBeOfMine(trx, actor, ofEntry(params.id))
      await approveClaimEntry(trx, params.id, actor)
      return { ok: true }
    },
  })
  doors.post('/claims/entries/:id/refuse', {
    ...{ says: '不批准一项收回或减免', about: '资金与追缴', may: 'claims.settle' },
    ...{ params: one, body: z.object({ why: z.string().trim().min(2, '请写明「理由」').max(500) }) },
    does: async ({ trx, actor, params, body }) => {
      await mustBeOfMine(trx, actor, ofEntry(params.id))
      await refuseClaimEntry(trx, params.id, body.why, actor)
      return { ok: true }
    },
  })
}
const inYuan = (sums: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(sums).map(([k, v]) => [k, yuanOf(Number(v))]))
const ofEntry = (entry: number) =>
  sql`c.id = (select e.claim_id from payment_claim_entry e where e.county_id = c.county_id and e.id = ${entry})`
/** A claim of a business that the actor works in. */
const mustBeOfMine = async (trx: Db, actor: Actor, where: RawBuilder<unknown>) => {
  const found = await maybe(
    trx,
    sql<{ benefit: string }>`select c.benefit from payment_claim c where c.county_id = ${actor.countyId} and ${where}`,
  )
  if (!found) throw new Refusal('没有这项追缴，或不在您的管辖范围内', { status: 404 })
  mustWorkIn(actor, found.benefit.split('.')[0]!)
}
