/** What every answer says to the browser, and the look at where a request comes from. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#core/actor'

/** Style is written into the page by the components' own library; scripts come from here alone. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const guardHeaders = (server: FastifyInstance) => {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'geolocation=(self), camera=(self), microphone=()',
      ...(request.protocol === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
      ...(request.url.startsWith('/api/') && { 'cache-control': 'no-store' }),
    })
    mustComeFromHere(request)
  })
}

/** A browser names the origin of every request that changes something; a program on its own names none. */
const mustComeFromHere = (request: FastifyRequest) => {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeign =
    origin !== undefined ? hostOf(origin) !== host : site !== undefined && site !== 'same-origin' && site !== 'none'
  if (isForeign) throw new Refusal('请求来自别的网站，已拒绝；请在本系统的页面上操作', { status: 403 })
}
const hostOf = (origin: string) => {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
