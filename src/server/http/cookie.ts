/** The session's cookie: out of reach of scripts, never sent from another site, and over https only under the name that browsers protect. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#core/actor'

const plain = 'minzheng'
const guarded = '__Host-minzheng'
const isHttps = (request: FastifyRequest) => request.protocol === 'https'
const nameOf = (request: FastifyRequest) => (isHttps(request) ? guarded : plain)
const kept = (request: FastifyRequest) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/', secure: isHttps(request) }) as const

export const tokenOf = (request: FastifyRequest): string => {
  const token = request.cookies[nameOf(request)]
  if (!token) throw new Refusal('请先登录', { status: 401, detail: 'signed out' })
  return token
}
export const setToken = (request: FastifyRequest, reply: FastifyReply, token: string) =>
  reply.setCookie(nameOf(request), token, kept(request))
export const clearToken = (request: FastifyRequest, reply: FastifyReply) =>
  reply.clearCookie(nameOf(request), kept(request))
