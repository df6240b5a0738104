/** The server: every door of the ledger, put together. Nothing is served that has no policy. */
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { Catalogue } from '#core/catalogue'
import type { Db } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { modules } from '#domains/index'
import { doorsOf, type House } from './door.ts'
import { guardHeaders } from './headers.ts'
import { loggerOf, logIn } from './log.ts'
import { describeApi } from './openapi.ts'
import { answerError } from './refusals.ts'
import { publicRoutes } from './routes/public.ts'
import { sessionRoutes } from './routes/session.ts'
import { routes } from './routes.ts'
import { serveFace } from './static.ts'

export interface ServerOptions {
  /** The application's role: row-level security holds. */
  readonly app: Db
  readonly owner: Db
  readonly home: string
  /** Another set of definitions, for tests that add one. */
  readonly catalogue?: Catalogue
  /** Where bugs are told of; the log of `home` without it. */
  readonly told?: (text: string) => void
}

/** Ready to listen or to be asked by `inject`. Closing it waits for what is running; the pools are the caller's. */
export const buildServer = async ({
  app,
  owner,
  home,
  catalogue = new Catalogue(modules),
  told = logIn(home),
}: ServerOptions): Promise<FastifyInstance> => {
  const house: House = { app, owner, engine: { catalogue, keys: openKeys(home), home } }
  const server: FastifyInstance = Fastify({
    trustProxy: proxies(process.env.TRUST_PROXY),
    loggerInstance: loggerOf(told),
    bodyLimit: 2 * 2 ** 20,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    exposeHeadRoutes: false,
  })
  server.setValidatorCompiler(validatorCompiler as never)
  server.setSerializerCompiler(() => data => JSON.stringify(data, asText))
  server.setReplySerializer(data => JSON.stringify(data, asText))
  server.setErrorHandler(answerError(told) as never)
  server.addHook('onRoute', route => {
    if (route.url.startsWith('/api') && !route.config?.may)
      throw new Error(`${route.method} ${route.url} has no policy: say who may`)
  })
  guardHeaders(server)
  await server.register(cookie)
  await server.register(multipart, { throwFileSizeLimit: true })
  await describeApi(server, house.engine.catalogue)
  sessionRoutes(server, house)
  publicRoutes(server, house)
  const doors = doorsOf(server, house)
  for (const add of routes) add(doors, house)
  await serveFace(server)
  await server.ready()
  return server
}

/** Behind which addresses an https proxy stands ('127.0.0.1', '10.0.0.0/8', several by commas): what it says of https is believed, of nobody else. */
const proxies = (told: string | undefined) =>
  told
    ?.split(',')
    .map(a => a.trim())
    .filter(Boolean) ?? false

/** Numbers of the ledger travel as text: they are names, not quantities. */
const asText = (key: string, value: unknown) =>
  typeof value === 'number' && (key === 'id' || key.endsWith('Id')) ? String(value) : value
