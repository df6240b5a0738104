/** 待遇发放: the month's run, sealed by one, released by another, the bank's file and what the bank answers. */
import { z } from 'zod'
import { Permissions } from '#core/access/permissions'
import { type Actor, Refusal } from '#core/actor'
import type { AnyBenefit, Catalogue } from '#core/catalogue'
import type { Db } from '#core/db'
import { checkAccount } from '#core/payments/account-check'
import { bankFile } from '#core/payments/bank-file'
import { batchOf } from '#core/payments/batch'
import { printBatchSheet } from '#core/payments/batch-sheet'
import { readReturn } from '#core/payments/outcome'
import { batchLines, batchView, lineStates, monthOfLine, runs } from '#core/payments/overview'
import { reverseLine } from '#core/payments/reverse'
import { openRun, supplementRun } from '#core/payments/run'
import { runLines, runNamed, runView, shares } from '#core/payments/run-view'
import { releaseBatch, sealRun, withdrawBatch } from '#core/payments/seal'
import { yuanOf } from '#core/registers/values'
import type { Doors, House } from '../door.ts'
import { Download } from '../files.ts'
import { id, limit, month } from '../words.ts'

const about = '待遇发放'
const one = z.object({ id })
const minutes = 60_000
const why = z.string().trim().min(4, '请写明「原因」，不少于四个字').max(500)

export const paymentRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  const mustBe = (actor: Actor, benefit: string, action: string) => {
    const answer = permissions.may(actor, { of: benefit, action, divisionId: actor.divisionId })
    if (!answer.ok) throw new Refusal(answer.reason, { status: 403 })
  }
  const ofBatch = async (trx: Db, actor: Actor, batch: number, action: string) => {
    const found = await batchOf(trx, actor.countyId, batch)
    mustBe(actor, found.benefit, action)
    return found
  }
  doors.get('/payments/runs', {
    ...{ says: '发放清单：每月每项待遇的核发、批次和状态', about, may: 'payments.see' },
    query: z.object({ benefit: z.string().max(100).optional() }),
    does: async ({ trx, engine, actor, query }) => ({ rows: await runs(trx, engine.catalogue, actor, query.benefit) }),
  })
  doors.post('/payments/runs', {
    ...{ says: '核发一个月（或补核）：每月每项待遇只能一次', about, may: 'payments.make', patience: 10 * minutes },
    body: z.object({
      benefit: z.string().max(100),
      month: month.optional(),
      kind: z.enum(['month', 'supplement']).default('month'),
    }),
    does: async ({ trx, engine, actor, body }) => {
      const benefit = benefitNamed(engine.catalogue, body.benefit)
      mustBe(actor, body.benefit, 'run')
      if (body.kind === 'month' && !body.month) throw new Refusal('请选择「月份」', { status: 400 })
      const run =
        body.kind === 'month'
          ? await openRun(trx, { catalogue: engine.catalogue, benefit, month: body.month!, actor })
          : await supplementRun(trx, { catalogue: engine.catalogue, benefit, actor })
      return { ...run, total: yuanOf(run.total) }
    },
  })
  const ofRun = async (trx: Db, actor: Actor, run: number) => {
    const found = await runNamed(trx, actor.countyId, run)
    mustBe(actor, found.benefit, 'see')
    return found
  }
  doors.get('/payments/runs/:id', {
    ...{ says: '一次核发：各类笔数和金额，与上月相比的变化，供封存前核对', about, may: 'payments.see' },
    params: one,
    does: async ({ trx, engine, actor, params }) => {
      await ofRun(trx, actor, params.id)
      return runView(trx, engine.catalogue, actor, params.id)
    },
  })
  doors.get('/payments/runs/:id/lines', {
    ...{ says: '一次核发的逐户明细，可只看一类、暂缓的或比上月有变化的', about, may: 'payments.see' },
    params: one,
    query: z.object({
      share: z.enum(Object.keys(shares) as [keyof typeof shares, ...(keyof typeof shares)[]]).optional(),
      after: id.optional(),
      limit,
    }),
    does: async ({ trx, engine, actor, params, query }) =>
      runLines(trx, engine.catalogue, actor, await ofRun(trx, actor, params.id), query),
  })
  doors.post('/payments/runs/:id/seal', {
    ...{ says: '封存：内容固定，得出摘要，等待另一人放行', about, may: 'payments.make', patience: 10 * minutes },
    params: one,
    does: async ({ trx, engine, actor, params }) => {
      const batch = await sealRun(trx, { run: params.id, actor, keys: engine.keys })
      mustBe(actor, batch.benefit, 'run')
      return { id: batch.id }
    },
    shows: ({ trx, engine, actor }, { id: batch }: { id: number }) =>
      batchView(trx, engine.catalogue, actor, Number(batch)),
  })
  doors.get('/payments/batches/:id', {
    ...{ says: '一个批次：摘要、笔数、总额、例外和回盘', about, may: 'payments.see' },
    params: one,
    does: async ({ trx, engine, actor, params }) => {
      await ofBatch(trx, actor, params.id, 'see')
      return batchView(trx, engine.catalogue, actor, params.id)
    },
  })
  doors.get('/payments/batches/:id/lines', {
    ...{ says: '批次的逐户明细', about, may: 'payments.see' },
    params: one,
    query: z.object({
      state: z.enum(Object.keys(lineStates) as [string, ...string[]]).optional(),
      after: id.optional(),
      limit,
    }),
    does: async ({ trx, actor, params, query }) => {
      await ofBatch(trx, actor, params.id, 'see')
      return batchLines(trx, actor, params.id, query)
    },
  })
  doors.post('/payments/batches/:id/release', {
    ...{
      says: '放行：另一人凭封存单上的核对码（摘要末八位）放行，资金出账',
      about,
      may: 'payments.release',
      fresh: true,
      patience: 10 * minutes,
    },
    params: one,
    body: z.object({
      hash: z.string().regex(/^([0-9a-fA-F]{8}|[0-9a-fA-F]{64})$/, '「核对码」为八位，请按封存单输入'),
    }),
    does: async ({ trx, engine, actor, params, body }) => {
      await ofBatch(trx, actor, params.id, 'release')
      await releaseBatch(trx, { batch: params.id, hash: body.hash, actor, keys: engine.keys })
      return { id: params.id }
    },
    shows: ({ trx, engine, actor, params }) => batchView(trx, engine.catalogue, actor, params.id),
  })
  doors.post('/payments/batches/:id/withdraw', {
    ...{ says: '放行之前撤回批次', about, may: 'payments.make' },
    ...{ params: one, body: z.object({ why }) },
    does: async ({ trx, actor, params, body }) => {
      await ofBatch(trx, actor, params.id, 'run')
      await withdrawBatch(trx, { batch: params.id, why: body.why, actor })
      return { id: params.id }
    },
    shows: ({ trx, engine, actor, params }) => batchView(trx, engine.catalogue, actor, params.id),
  })
  doors.get('/payments/batches/:id/sheet', {
    ...{
      says: '封存单（PDF 或 docx）：放行之前只由封存人打印',
      about,
      may: 'payments.see',
      downloads: ['pdf', 'docx'],
    },
    ...{ params: one, query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }) },
    does: async ({ trx, engine, actor, params, query }) => {
      await ofBatch(trx, actor, params.id, 'see')
      const paper = await printBatchSheet(trx, engine, actor, params.id, query.format)
      return new Download(paper.name, paper.bytes, { type: paper.mediaType, inline: query.format === 'pdf' })
    },
  })
  doors.get('/payments/batches/:id/bank-file', {
    ...{
      says: '银行文件（xlsx 或 GB18030 文本），含完整账号',
      about,
      may: 'payments.release',
      fresh: true,
      patience: 5 * minutes,
      downloads: ['xlsx', 'txt'],
    },
    ...{
      params: one,
      query: z.object({ format: z.enum(['xlsx', 'txt'], '「格式」应为 xlsx 或 txt').default('xlsx') }),
    },
    does: async ({ trx, engine, actor, params, query, reply }) => {
      const batch = await ofBatch(trx, actor, params.id, 'release')
      const use = engine.catalogue.benefit(batch.benefit)?.title ?? batch.benefit
      const file = await bankFile(trx, { batch: params.id, format: query.format, use, actor, keys: engine.keys })
      reply.header('x-sm3', file.sm3)
      return new Download(file.name, file.bytes, query.format === 'txt' ? { type: 'text/plain; charset=gb18030' } : {})
    },
  })
  doors.post('/payments/batches/:id/return', {
    ...{
      says: '读入银行回盘文件：每一笔已发、退票或不明；有一处不符整个不读',
      about,
      may: 'payments.return',
      patience: 5 * minutes,
    },
    params: one,
    takes: { files: 1, bytes: 30 * 2 ** 20 },
    does: async ({ trx, engine, actor, params, files }) => {
      await ofBatch(trx, actor, params.id, 'return')
      const done = await readReturn(trx, { batch: params.id, file: files[0]!, actor, keys: engine.keys })
      return {
        ...done,
        paid: yuanOf(done.paid),
        came_back: undefined,
        cameBack: yuanOf(done.came_back),
        unknown: yuanOf(done.unknown),
      }
    },
  })
  doors.post('/payments/lines/:id/reverse', {
    ...{ says: '冲销一行：以另一行更正，不改原行', about, may: 'payments.reverse', fresh: true },
    params: one,
    body: z.object({ reason: why, month: month.optional() }),
    does: async ({ trx, actor, params, body }) => {
      const line = await monthOfLine(trx, actor.countyId, params.id)
      if (!line) throw new Refusal('没有这一行发放，请从批次中重新打开', { status: 404 })
      mustBe(actor, line.benefit, 'reverse')
      const done = await reverseLine(trx, { month: line.month, line: params.id, why: body.reason, actor })
      return { line: String(done.line), claim: done.claim === undefined ? null : String(done.claim) }
    },
  })
  doors.post('/payments/accounts/:row/check', {
    ...{ says: '核实一户变更过的账号，下次核发即可发放', about, may: 'payments.check' },
    params: z.object({ row: id }),
    body: z.object({ benefit: z.string().max(100), why }),
    does: async ({ trx, engine, actor, params, body }) => {
      const benefit = benefitNamed(engine.catalogue, body.benefit)
      mustBe(actor, body.benefit, 'see')
      await checkAccount(trx, { catalogue: engine.catalogue, benefit, row: params.row, why: body.why, actor })
      return { ok: true }
    },
  })
}
const benefitNamed = (catalogue: Catalogue, name: string): AnyBenefit => {
  const found = catalogue.benefit(name)
  if (!found) throw new Refusal('没有这项待遇，请刷新页面', { status: 404 })
  return found
}
