/** minzheng serve: the ledger on 127.0.0.1, with an invented county to try it on where there is none yet. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Command } from 'commander'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { openKeys } from '#core/identity/keys'
import { modules } from '#domains/index'
import { keepDays } from '#server/daily-timer'
import { ensureCounty, isHalfMade, printSampleAccounts } from '../first-county.ts'
import { Interrupted, type OpenLedger, withLedger } from '../ledger.ts'

const host = '127.0.0.1'

export const register = (program: Command) =>
  void program
    .command('serve')
    .description('启动服务（端口由 PORT 指定，默认 8080）；按 Ctrl+C 停止')
    .action(async () => {
      const port = portOf(process.env.PORT)
      let started = false
      try {
        await withLedger(ledger => serve(ledger, port, () => (started = true)), { serving: true, afresh: isHalfMade() })
      } catch (error) {
        if (!(error instanceof Interrupted && started)) throw error
        console.log('\n已停止，数据都已存好。')
        process.exit()
      }
    })

const serve = async (ledger: OpenLedger, port: number, onStart: () => void) => {
  const { owner, app, home } = ledger
  await mustBeFree(port)
  await ensureCounty(ledger)
  const { buildServer } = await import('#server/http/app')
  const server = await buildServer({ app, owner, home })
  const engine = { catalogue: new Catalogue(modules), keys: openKeys(home), home }
  const days = await keepDays(owner, app, engine, error => server.log.error(error))
  ledger.beforeClosing(() => days.stop())
  ledger.beforeClosing(() => server.close())
  await server.listen({ host, port }).catch(notThere(port))
  console.log(`\n民政一本账已启动：http://${host}:${port}`)
  await printSampleAccounts(owner)
  console.log('\n按 Ctrl+C 停止。')
  onStart()
  await new Promise(() => {}) // until a signal
}

/** Said before a county is made, not after. */
const mustBeFree = async (port: number) => {
  const probe = createServer().listen({ host, port })
  await once(probe, 'listening').catch(notThere(port))
  probe.close()
  await once(probe, 'close')
}

const notThere = (port: number) => (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') throw new Refusal(`端口 ${port} 已被别的程序占用；请用 PORT 另指一个端口。`)
  if (error.code === 'EACCES') throw new Refusal(`当前用户无权使用端口 ${port}；请用 PORT 指定 1024 以上的端口。`)
  throw error
}

const portOf = (given: string | undefined) => {
  const port = Number(given || 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Refusal(`PORT=${given} 不是端口号；请给 1 到 65535 之间的整数。`)
  return port
}
