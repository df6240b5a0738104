/** 公开: what anybody may read without signing in: draws, with all that it takes to do them again. No person but the inspectors is named. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { asActor, type Db, maybe } from '#core/db'
import { listDraws, showDraw } from '#core/inspections/show'
import { machine } from '#core/machine'
import type { House } from '../door.ts'
import { id } from '../words.ts'

const county = z.string().regex(/^\d{6}$/, '「县」应为六位区划代码')

export const publicRoutes = (server: FastifyInstance, { app, owner, engine }: House) => {
  const open = <P extends z.ZodType>(
    url: string,
    summary: string,
    params: P,
    look: (trx: Db, asked: z.output<P>) => unknown,
  ) =>
    server.route({
      ...{ method: 'GET', url: `/api/public${url}`, config: { may: 'open' } },
      schema: { summary, tags: ['公开'], params, 'x-may': 'open' } as never,
      handler: async (request: FastifyRequest) => {
        const asked = request.params as z.output<P> & { county: string }
        const of = await maybe(
          owner,
          sql<{ id: number }>`select county_id as id from county where code = ${asked.county}`,
        )
        if (!of) throw new Refusal('没有这个县', { status: 404 })
        return asActor(app, machine(of.id), async trx => look(trx, asked))
      },
    })
  open('/:county/draws', '历次双随机抽签，作废的也在内', z.object({ county }), async trx => {
    const { rows } = await listDraws(trx, engine, await whose(trx))
    return { rows }
  })
  open('/:county/draws/:id', '一次抽签：名单、摘要、种子、算法和结果', z.object({ county, id }), async (trx, asked) => {
    const { isMine: _, drawn, ...draw } = await showDraw(trx, engine, await whose(trx), asked.id)
    return { ...draw, drawn: drawn.map(({ caseId: _, stands: __, ...d }) => d) }
  })
}
const whose = async (trx: Db) => {
  const found = await maybe(trx, sql<{ id: number }>`select app_county() as id`)
  return machine(found!.id)
}
