/** The face, as it was built: files by their names, and for every other address the page that finds its own way. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { checkout } from '#core/postgres/home'

const folder = join(checkout, 'dist', 'web')
const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>民政一本账</title><p>页面还没有生成：请在程序目录执行 npm start。</p>'

export const serveFace = async (server: FastifyInstance) => {
  const isBuilt = existsSync(join(folder, 'index.html'))
  if (isBuilt)
    await server.register(files, {
      root: folder,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  server.setNotFoundHandler((request, reply) => {
    if (!isPage(request))
      return reply
        .code(404)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ reason: '没有这个地址，请核对后再试' }))
    return reply
      .code(isBuilt ? 200 : 503)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(isBuilt ? readFileSync(join(folder, 'index.html')) : notBuilt)
  })
}
const isPage = (request: FastifyRequest) =>
  (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|assets)(\/|$|\?)/.test(request.url)
