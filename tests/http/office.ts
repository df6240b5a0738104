/** A true county with invented officials in two towns, and the server in front of it, asked without a network. */

import type { FastifyInstance, InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { createAccounts, type NewAccount } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { Catalogue } from '#core/catalogue'
import { type Db, one, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openKeys } from '#core/identity/keys'
import { declaredBy } from '#core/profile/declared'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { inventIdNumber } from '#define/id-number'
import type { Post } from '#define/posts'
import { modules } from '#domains/index'
import { buildServer } from '#server/http/app'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

export const password = 'correct horse 马'
export const today = '2024-06-03'
interface Staff {
  readonly post: Post
  readonly at: 'county' | 'east' | 'west' | 'eastVillage' | 'westVillage'
  readonly mayDecide?: boolean
}
const staff = {
  village: { post: 'village', at: 'eastVillage' },
  clerk: { post: 'town', at: 'east' },
  clerk2: { post: 'town', at: 'east' },
  clerk3: { post: 'town', at: 'east' },
  leader: { post: 'town', at: 'east', mayDecide: true },
  foreign: { post: 'town', at: 'west' },
  foreignVillage: { post: 'village', at: 'westVillage' },
  section: { post: 'county', at: 'county' },
  section2: { post: 'county', at: 'county' },
  decider: { post: 'county', at: 'county', mayDecide: true },
  decider2: { post: 'county', at: 'county', mayDecide: true },
  head: { post: 'bureau-head', at: 'county' },
  cashier: { post: 'finance', at: 'county' },
  cashier2: { post: 'finance', at: 'county' },
  auditor: { post: 'auditor', at: 'county' },
  admin: { post: 'admin', at: 'county' },
  admin2: { post: 'admin', at: 'county' },
} as const satisfies Record<string, Staff>
export type Name = keyof typeof staff

export interface Answer {
  readonly status: number
  readonly body: any
  readonly headers: Record<string, any>
  readonly raw: Buffer
}
export interface Client {
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(url: string, headers?: Record<string, string>): Promise<Answer>
  upload(url: string, name: string, bytes: Uint8Array, headers?: Record<string, string>): Promise<Answer>
  cookie: string
}
export interface Office {
  readonly ledger: TestLedger
  readonly engine: Engine
  readonly server: FastifyInstance
  readonly countyId: number
  readonly places: Readonly<Record<Staff['at'], number>>
  readonly accounts: Readonly<Record<Name, { accountId: number; personId: number; login: string; secret?: string }>>
  /** Signed in whole, second factor included; one session for each name. */
  as(name: Name): Promise<Client>
  /** A fresh proof of who it is. */
  stepUp(name: Name): Promise<void>
  anyone(): Client
  close(): Promise<void>
}

/** `prepares`: tables of definitions that only a test has. */
export const openOffice = async (
  catalogue = new Catalogue(modules),
  prepares?: (owner: Db) => Promise<void>,
): Promise<Office> => {
  const ledger = await testLedger()
  const { owner } = ledger
  await prepares?.(owner)
  const engine: Engine = { catalogue, keys: openKeys(ledger.home), home: ledger.home }
  const { countyId } = await installProfile(owner, await loadProfile('profiles/nanling', declaredBy(catalogue)))
  await sql`update county set rehearsal_day = ${today}::date where county_id = ${countyId}`.execute(owner)
  const divisions = await rows(
    owner,
    sql<{
      id: number
      level: string
      parent_id: number | null
      kind: string | null
    }>`select id, level, parent_id, kind from division where county_id = ${countyId} order by code`,
  )
  const powers = await rows(
    owner,
    sql<{ division_id: number }>`select division_id from power where county_id = ${countyId}`,
  )
  const [east, west] = divisions.filter(d => d.level === 'town' && !powers.some(p => p.division_id === d.id))
  const villageOf = (town: number) => divisions.find(d => d.parent_id === town && d.kind === 'rural')!.id
  const places = {
    ...{ county: divisions.find(d => d.level === 'county')!.id, east: east!.id, west: west!.id },
    ...{ eastVillage: villageOf(east!.id), westVillage: villageOf(west!.id) },
  }
  const names = Object.keys(staff) as Name[]
  const people = await rows(
    owner,
    sql<{ id: number }>`insert into person (county_id, division_id, name, born)
      select ${countyId}, d, n, '1980-01-01' from unnest(${names.map(n => places[staff[n].at])}::bigint[], ${names.map(n => `职员${n}`)}::text[]) t (d, n) returning id`,
  )
  const hash = { hash: await hashPassword(password) }
  const wanted = names.map((name, i): NewAccount => {
    const s: Staff = staff[name]
    return {
      ...{
        login: `${name}-login`.toLowerCase(),
        personId: people[i]!.id,
        name,
        password: hash,
        post: s.post,
        divisionId: places[s.at],
      },
      ...{ businesses: s.post === 'admin' ? [] : 'all', mayDecide: s.mayDecide ?? false },
    }
  })
  const founded = await createAccounts(owner, engine.keys, countyId, wanted)
  const accounts = Object.fromEntries(
    founded.map((f, i) => [
      names[i],
      {
        accountId: f.accountId,
        personId: people[i]!.id,
        login: f.login,
        ...(f.totpSecret && { secret: f.totpSecret }),
      },
    ]),
  ) as Office['accounts']
  const server = await buildServer({ app: ledger.app, owner, home: ledger.home, catalogue, told: console.error })

  const clientOf = (): Client => {
    const client: Client = {
      cookie: '',
      get: (url, headers) => ask({ method: 'GET', url, headers: { ...headers } }),
      post: (url, body, headers) =>
        ask({ method: 'POST', url, ...(body !== undefined && { payload: body as object }), headers: { ...headers } }),
      delete: (url, headers) => ask({ method: 'DELETE', url, headers: { ...headers } }),
      upload: (url, name, bytes, headers) => {
        const boundary = 'x-boundary-x'
        const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
        const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
        return ask({
          method: 'POST',
          url,
          payload,
          headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        })
      },
    }
    const ask = async (options: InjectOptions): Promise<Answer> => {
      const { url, headers } = options
      const answer = await server.inject({
        ...options,
        url: `/api${url as string}`,
        headers: { host: 'localhost:8080', ...(client.cookie && { cookie: client.cookie }), ...headers },
      })
      for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) client.cookie = cookie.split(';')[0]!
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        body: isJson ? answer.json() : answer.body,
        headers: answer.headers,
        raw: answer.rawPayload,
      }
    }
    return client
  }
  const clients = new Map<Name, Promise<Client>>()
  const signIn = async (name: Name) => {
    const client = clientOf()
    const { login, secret } = accounts[name]
    const first = await client.post('/session', { login, password })
    if (first.status !== 200) throw new Error(`${name} can't sign in: ${JSON.stringify(first.body)}`)
    if (secret) await prove(client, '/session/second-factor', name)
    return client
  }
  /** A code serves once: the next one is of another half-minute, which the test brings about by forgetting the last. */
  const prove = async (client: Client, url: string, name: Name) => {
    const { accountId, secret } = accounts[name]
    await sql`update account_secret set totp_step = 0 where county_id = ${countyId} and account_id = ${accountId}`.execute(
      owner,
    )
    const { epoch } = await one(
      owner,
      sql<{ epoch: number }>`select floor(extract(epoch from clock_timestamp()))::bigint as epoch`,
    )
    const proof = secret ? { code: generateSync({ secret, epoch }) } : { password }
    const answer = await client.post(url, proof)
    if (answer.status !== 200) throw new Error(`${name} can't prove: ${JSON.stringify(answer.body)}`)
  }
  const as = (name: Name) => {
    if (!clients.has(name)) clients.set(name, signIn(name))
    return clients.get(name)!
  }
  return {
    ...{ ledger, engine, server, countyId, places, accounts, as, anyone: clientOf },
    stepUp: async name => prove(await as(name), '/session/step-up', name),
    close: async () => {
      await server.close()
      await ledger.close()
    },
  }
}

/** Invented ID numbers, never the same twice in one file. */
let sequence = 0
export const newIdNumber = (born: `${number}-${number}-${number}` = '1970-01-01') =>
  inventIdNumber('349999', born, sequence++ % 1000)
