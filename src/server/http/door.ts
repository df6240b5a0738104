/** A route: who may, what comes in, what goes out, what it does. Each handler runs in one transaction in its asker's name. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import type { z } from 'zod'
import { permissionsOf } from '#core/access/permissions'
import { mustBeFresh, type Session, sessionOf } from '#core/access/sessions'
import { type Actor, Refusal } from '#core/actor'
import { asActor, type Db, one } from '#core/db'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import { tokenOf } from './cookie.ts'
import { Download, type Taken, takeFiles } from './files.ts'
import { keepAnswer, keptAnswer, type Once, onceOf } from './once.ts'
import { mustBeAllowed, type Policy } from './policy.ts'

export interface House {
  readonly app: Db
  readonly owner: Db
  readonly engine: Engine
}
export interface Asked<P = unknown, Q = unknown, B = unknown> {
  readonly trx: Db
  readonly actor: Actor
  readonly session: Session
  readonly engine: Engine
  readonly on: Day
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly files: readonly Taken[]
  /** The pool, for the few things that keep transactions of their own (verify, anchor). */
  readonly house: House
  readonly reply: FastifyReply
}
type Of<S> = S extends z.ZodType ? z.output<S> : undefined
export interface Door<
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
> {
  /** One sentence for the API's description. */
  readonly says: string
  readonly about: string
  readonly may: Policy
  /** A proof within the last five minutes is asked for. */
  readonly fresh?: true
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** What the description says of the body, where the handler itself looks closer. */
  readonly documents?: z.ZodType
  /** The answer's schema; left out: any JSON object. */
  readonly answers?: z.ZodType
  /** multipart: files with at most so many bytes each. */
  readonly takes?: { readonly files: number; readonly bytes: number }
  /** What is downloaded, where it is no JSON. */
  readonly downloads?: readonly string[]
  /** Milliseconds that one statement may take; 15 s where nothing is said. */
  readonly patience?: number
  /** Asked all day about one case or one page: plans are kept (see asActor). */
  readonly isFrequent?: true
  /** Reads a good deal, all of it as of one moment (see asActor). */
  readonly isOneMoment?: true
  readonly does: (asked: Asked<Of<P>, Of<Q>, Of<B>>) => Promise<unknown>
  /** A big answer is not kept with the key: made from the small one, also when it is asked again. */
  readonly shows?: (asked: Asked<Of<P>, Of<Q>, Of<B>>, answer: any) => Promise<unknown>
}
export type Method = 'GET' | 'POST' | 'DELETE'

declare module 'fastify' {
  interface FastifyContextConfig {
    may?: Policy
  }
  interface FastifyRequest {
    visitor?: Session
  }
}

export const doorsOf = (server: FastifyInstance, house: House) => {
  const add =
    (method: Method) =>
    <
      P extends z.ZodType | undefined = undefined,
      Q extends z.ZodType | undefined = undefined,
      B extends z.ZodType | undefined = undefined,
    >(
      url: string,
      door: Door<P, Q, B>,
    ) => {
      server.route({
        method,
        url: `/api${url}`,
        config: { may: door.may },
        schema: schemaOf(door, method) as never,
        ...(door.documents && { validatorCompiler: looksAt(door.body) as never }),
        onRequest: async request => void (request.visitor = await admitted(house, door as never, request)),
        handler: (request, reply) => enter(house, door as never, request, reply),
      })
    }
  return { get: add('GET'), post: add('POST'), delete: add('DELETE') }
}
export type Doors = ReturnType<typeof doorsOf>

/** Who they are and whether they may, before a byte of what they bring is read. */
const admitted = async (house: House, door: Door<any, any, any>, request: FastifyRequest): Promise<Session> => {
  const { actor: account, ...rest } = await sessionOf(house.app, tokenOf(request))
  const session = { ...rest, actor: permissionsOf(house.engine.catalogue).within(account) }
  const { actor, lacks } = session
  if (lacks)
    throw new Refusal(lacks === 'password' ? '首次登录或口令已重置，请先修改口令' : '请输入动态口令完成登录', {
      status: 401,
      detail: lacks,
    })
  mustBeAllowed(actor, door.may)
  if (door.fresh) mustBeFresh(session)
  return session
}

const enter = async (house: House, door: Door<any, any, any>, request: FastifyRequest, reply: FastifyReply) => {
  const session = request.visitor!
  const { actor } = session
  const files = door.takes ? await takeFiles(request, door.takes) : []
  const body = door.takes ? undefined : request.body
  const once = onceFor(actor, request, body, files)
  const work = async (trx: Db): Promise<unknown> => {
    const on = await begin(trx, actor, door.patience ?? 15_000)
    const asked: Asked<any, any, any> = {
      ...{ trx, actor, session, engine: house.engine, on, house, reply, files },
      ...{ params: request.params, query: request.query, body },
    }
    const kept = once && (await keptAnswer(trx, actor, once))
    const answer = kept ? kept.answer : await door.does(asked)
    if (once && !kept && !(answer instanceof Download)) await keepAnswer(trx, actor, once, answer)
    return door.shows ? door.shows(asked, answer) : answer
  }
  const how = { hasKeptPlans: !!door.isFrequent, isOneMoment: !!door.isOneMoment }
  const answer = await asActor(house.app, actor, work, how).catch(error =>
    keptMeanwhile(house, actor, once, error, work),
  )
  if (answer instanceof Download) return answer.send(reply)
  return answer === undefined ? reply.code(204).send() : answer
}

/** Of two requests with one key at once the later one fails, whatever it says: it gets the answer of the first. */
const keptMeanwhile = async (
  house: House,
  actor: Actor,
  once: Once | undefined,
  error: unknown,
  again: (trx: Db) => Promise<unknown>,
) => {
  if (!once) throw error
  return asActor(house.app, actor, async trx => {
    if (!(await keptAnswer(trx, actor, once))) throw error
    return again(trx)
  })
}

const onceFor = (actor: Actor, request: FastifyRequest, body: unknown, files: readonly Taken[]) => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || request.method === 'GET') return undefined
  const parts = files.flatMap(f => [f.name, f.bytes])
  return onceOf(actor, key, [request.method, request.url, JSON.stringify(body ?? null), ...parts])
}

const begin = async (trx: Db, actor: Actor, patience: number) =>
  (
    await one(
      trx,
      sql<{
        day: Day
      }>`select ledger_day(${actor.countyId}::smallint) as day, set_config('statement_timeout', ${`${patience}ms`}, true)`,
    )
  ).day

/** The described body is closer than what the door asks for. */
const looksAt = (body: z.ZodType | undefined) => (of: { schema: z.ZodType; httpPart?: string }) =>
  validatorCompiler({ ...of, schema: of.httpPart === 'body' && body ? body : of.schema } as never)

const schemaOf = (door: Door<any, any, any>, method: Method) => ({
  summary: door.says,
  tags: [door.about],
  ...(door.params && { params: door.params }),
  ...(door.query && { querystring: door.query }),
  ...(door.body && { body: door.documents ?? door.body }),
  ...(door.answers && { response: { 200: door.answers } }),
  'x-may': door.may,
  ...(door.fresh && { 'x-step-up': true }),
  ...(door.takes && { 'x-takes-files': door.takes.files }),
  ...(door.downloads && { 'x-downloads': door.downloads }),
  ...(method !== 'GET' && { 'x-idempotent': true }),
})
