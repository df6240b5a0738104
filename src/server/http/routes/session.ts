/** Signing in and out. These doors stand before the others: they ask for no session, or for one that still lacks a proof. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { changePassword, confirmPassword, sessionOf, signIn, signOut, verifySecondFactor } from '#core/access/sessions'
import { Refusal } from '#core/actor'
import { clearToken, setToken, tokenOf } from '../cookie.ts'
import type { House } from '../door.ts'
import { meOf } from '../me.ts'
import type { Policy } from '../policy.ts'
import '../words.ts'

const proof = z.object({ code: z.string().trim().min(1, '请输入动态口令').max(20) })
const tags = ['登录']

export const sessionRoutes = (server: FastifyInstance, { app, engine }: House) => {
  const open = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    may: Policy,
    summary: string,
    body: z.ZodType | undefined,
    handler: any,
  ) =>
    server.route({
      method,
      url: `/api${url}`,
      onRequest: async request => void (may !== 'open' && tokenOf(request)),
      config: { may },
      schema: { summary, tags, 'x-may': may, ...(body && { body }) } as never,
      handler,
    })

  const credentials = z.object({
    login: z.string().trim().min(1, '请输入登录名').max(100),
    password: z.string().min(1, '请输入口令').max(500),
  })
  open('POST', '/session', 'open', '登录', credentials, async (request: FastifyRequest, reply: any) => {
    const { login, password } = request.body as z.output<typeof credentials>
    const agent = String(request.headers['user-agent'] ?? '').slice(0, 300)
    const { token } = await inTurn(() => signIn(app, { login, password, address: request.ip, agent }))
    setToken(request, reply, token)
    const session = await sessionOf(app, token)
    if (session.lacks === 'second factor') return { needsSecondFactor: true }
    return {
      needsSecondFactor: false,
      ...(session.lacks === 'password' ? { mustChangePassword: true } : { me: await meOf(app, engine, session) }),
    }
  })

  open(
    'POST',
    '/session/second-factor',
    'self',
    '动态口令，登录第二步',
    proof,
    async (request: FastifyRequest, reply: any) => {
      const { code } = request.body as z.output<typeof proof>
      const { token } = await verifySecondFactor(app, engine.keys, tokenOf(request), code)
      setToken(request, reply, token)
      const session = await sessionOf(app, token)
      return session.lacks === 'password' ? { mustChangePassword: true } : { me: await meOf(app, engine, session) }
    },
  )

  const again = z.object({ code: z.string().trim().max(500).optional(), password: z.string().max(500).optional() })
  open(
    'POST',
    '/session/step-up',
    'signed in',
    '再次确认身份（放款、导出、查看完整证件号码之前）',
    again,
    async (request: FastifyRequest, reply: any) => {
      const { code, password } = request.body as z.output<typeof again>
      const before = tokenOf(request)
      const { hasSecondFactor, lacks } = await sessionOf(app, before)
      if (lacks) throw new Refusal('请先完成登录', { status: 401, detail: lacks })
      const { token } = hasSecondFactor
        ? await verifySecondFactor(app, engine.keys, before, code ?? '')
        : await inTurn(() => confirmPassword(app, before, password ?? code ?? ''))
      setToken(request, reply, token)
      return { ok: true }
    },
  )

  const passwords = z.object({ old: z.string().min(1).max(500), next: z.string().min(1, '请输入新口令').max(500) })
  open('POST', '/session/password', 'self', '修改口令', passwords, async (request: FastifyRequest, reply: any) => {
    const { old, next } = request.body as z.output<typeof passwords>
    const before = tokenOf(request)
    if ((await sessionOf(app, before)).lacks === 'second factor')
      throw new Refusal('请先输入动态口令', { status: 401, detail: 'second factor' })
    const { token } = await inTurn(() => changePassword(app, before, old, next))
    setToken(request, reply, token)
    return { ok: true }
  })

  open('DELETE', '/session', 'self', '退出登录', undefined, async (request: FastifyRequest, reply: any) => {
    await signOut(app, tokenOf(request)).catch(error => {
      if (!(error instanceof Refusal)) throw error
    })
    clearToken(request, reply)
    return reply.code(204).send()
  })

  open('GET', '/me', 'signed in', '我是谁，能做什么', undefined, async (request: FastifyRequest) => {
    const session = await sessionOf(app, tokenOf(request))
    if (session.lacks)
      throw new Refusal(session.lacks === 'password' ? '请先修改口令' : '请输入动态口令完成登录', {
        status: 401,
        detail: session.lacks,
      })
    return meOf(app, engine, session)
  })
}

/** Checking a password is made slow on purpose; a flood of attempts waits in line and then is turned away, the others go on. */
const most = 64
let waiting = 0
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (waiting >= most) throw new Refusal('登录人数太多，请稍后再试', { status: 429 })
  waiting++
  try {
    return await work()
  } finally {
    waiting--
  }
}
