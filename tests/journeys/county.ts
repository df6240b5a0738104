/** The real server on a port of 127.0.0.1 before a real county, with a named official of every post, and a browser to sit down at. */
import { mkdirSync, rmdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { type Browser, chromium } from 'playwright-core'
import { vi } from 'vitest'
import { createAccounts } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { Catalogue } from '#core/catalogue'
import { one, rows } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { openKeys } from '#core/identity/keys'
import { checkout } from '#core/postgres/home'
import { declaredBy } from '#core/profile/declared'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { inventIdNumber } from '#define/id-number'
import type { Post } from '#define/posts'
import type { Day } from '#define/time'
import { modules } from '#domains/index'
import { buildServer } from '#server/http/app'
import { testLedger } from '#tests/setup/ledger'
import { Desk } from './desk.ts'

/** A machine that does other things too is slow, not wrong. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const password = 'correct horse 马'
type Place = 'county' | 'town' | 'village' | 'nextTown' | 'nextVillage' | 'handedTown' | 'handedVillage'
type Seat = readonly [name: string, post: Post, at: Place, mayDecide?: true]
const seats = {
  village: ['吴秀英', 'village', 'village'],
  clerk: ['周建国', 'town', 'town'],
  clerk2: ['郑海燕', 'town', 'town'],
  clerk3: ['冯志强', 'town', 'town'],
  leader: ['马平', 'town', 'town', true],
  nextClerk: ['沈立', 'town', 'nextTown'],
  handedVillage: ['张玉梅', 'village', 'handedVillage'],
  handed: ['何明', 'town', 'handedTown', true],
  handed2: ['吕芳', 'town', 'handedTown'],
  handedLeader: ['施国强', 'town', 'handedTown', true],
  section: ['孔令仪', 'county', 'county'],
  decider: ['曹正', 'county', 'county', true],
  head: ['严守正', 'bureau-head', 'county'],
  cashier: ['华敏', 'finance', 'county'],
  cashier2: ['金诚', 'finance', 'county'],
  auditor: ['魏清', 'auditor', 'county'],
  registrar: ['苏晓', 'registry', 'county', true],
  undertaker: ['姜守义', 'facility', 'county'],
  undertaker2: ['戚思远', 'facility', 'county', true],
  admin: ['陶安', 'admin', 'county'],
} as const satisfies Record<string, Seat>
export type Official = keyof typeof seats
export const nameOf = (who: Official): string => seats[who][0]

export type County = Awaited<ReturnType<typeof openCounty>>
/** `isLong`: its pages are looked at for so long that it pays to compile what they do; a journey's live too briefly. */
export const openCounty = async ({ isLong = false } = {}) => {
  await buildFace()
  const ledger = await testLedger()
  const { owner } = ledger
  const engine = { catalogue: new Catalogue(modules), keys: openKeys(ledger.home), home: ledger.home }
  const { countyId } = await installProfile(owner, await loadProfile('profiles/nanling', declaredBy(engine.catalogue)))
  let today: Day
  const setToday = async (day: Day) => {
    await sql`update county set rehearsal_day = ${day}::date where county_id = ${countyId}`.execute(owner)
    today = day
  }
  await setToday('2024-06-03')
  const towns = await rows(
    owner,
    sql<{ id: number; name: string; village: number; villageName: string; handed: boolean }>`
      select t.id, t.name, v.id as village, v.name as "villageName", exists (select from power p
        where p.county_id = t.county_id and p.division_id = t.id and p.starts <= '2024-01-01') as handed
      from division t, lateral (select id, name from division v where v.county_id = t.county_id and v.parent_id = t.id
        and v.kind = 'rural' order by code limit 1) v
      where t.county_id = ${countyId} and t.level = 'town' order by t.code`,
  )
  const [town, nextTown] = towns.filter(t => !t.handed) as [(typeof towns)[0], (typeof towns)[0]]
  const handedTown = towns.find(t => t.handed)!
  const county = await one(owner, sql<{ id: number }>`select id from division where level = 'county'`)
  const places: Record<Place, number> = {
    ...{ county: county.id, town: town.id, village: town.village },
    ...{ nextTown: nextTown.id, nextVillage: nextTown.village },
    ...{ handedTown: handedTown.id, handedVillage: handedTown.village },
  }
  const names = Object.keys(seats) as Official[]
  const people = await rows(
    owner,
    sql<{ id: number }>`insert into person (county_id, division_id, name, born) select ${countyId}, d, n, '1980-01-01'
      from unnest(${names.map(n => places[seats[n][2]])}::bigint[], ${names.map(nameOf)}::text[]) t (d, n) returning id`,
  )
  const hash = await hashPassword(password)
  const founded = await createAccounts(
    owner,
    engine.keys,
    countyId,
    names.map((who, i) => {
      const [name, post, at, decides]: Seat = seats[who]
      return {
        ...{
          login: who,
          personId: people[i]!.id,
          name,
          password: { hash },
          post,
          divisionId: places[at],
          mayDecide: !!decides,
        },
        businesses: post === 'admin' ? [] : post === 'facility' ? ['cremation', 'ashes', 'funeral-relief'] : 'all',
      }
    }),
  )
  const server = await buildServer({ app: ledger.app, owner, home: ledger.home, catalogue: engine.catalogue })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const browser = await openBrowser(isLong)
  /** A code serves once: the next one is of another half-minute, which the test brings about by forgetting the last. */
  const codeOf = async (who: Official) => {
    const { accountId, totpSecret } = founded[names.indexOf(who)]!
    await sql`update account_secret set totp_step = 0 where county_id = ${countyId} and account_id = ${accountId}`.execute(
      owner,
    )
    const { epoch } = await one(
      owner,
      sql<{ epoch: number }>`select floor(extract(epoch from clock_timestamp()))::bigint as epoch`,
    )
    return totpSecret && generateSync({ secret: totpSecret, epoch })
  }
  let last: Official | undefined
  const desks = new Map<Official, Promise<Desk>>()
  const sitAs = async (login: string, code: string | undefined) => {
    const context = await browser.newContext({
      ...{ baseURL: address, viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
      ...{ reducedMotion: 'reduce', acceptDownloads: true },
    })
    const desk = new Desk(await context.newPage(), () => today)
    const way = code ? 'with code' : 'by password'
    await desk.signIn(login, password, code, !seen.has(way))
    seen.add(way)
    others.push(desk)
    return desk
  }
  const others: Desk[] = []
  /** Ways of signing in that have been gone at the screen. */
  const seen = new Set<string>()
  const sit = async (who: Official) => sitAs(who, await codeOf(who))
  return {
    ...{ ledger, engine, countyId, setToday, town, nextTown, handedTown, address, codeOf },
    /** The desk of an official, signed in once. */
    desk: (who: Official): Promise<Desk> => {
      last = who
      if (!desks.has(who)) desks.set(who, sit(who))
      return desks.get(who)!
    },
    /** Of an account that a test has made, with the same password. */
    sitAs,
    accountIdOf: (who: Official) => String(founded[names.indexOf(who)]!.accountId),
    /** The last proof of who it is is an hour old. */
    forgetProof: (who: Official) =>
      sql`update session set proved_at = now() - interval '1 hour' where account_id = ${founded[names.indexOf(who)]!.accountId}`.execute(
        owner,
      ),
    /** What the last desk showed when something failed, for whoever mends it. */
    keepFailure: async (test: string) =>
      void (await (await desks.get(last!))?.keepFailure(`failed-${test.slice(0, 12)}-${last}`)),
    faults: async () => others.flatMap(d => d.faults),
    close: async () => {
      await browser.close()
      await server.close()
      await ledger.close()
    },
  }
}

/** As a closed network wants it: nothing is asked of anybody outside. */
const openBrowser = (isLong: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
      ...(isLong ? [] : ['--js-flags=--no-maglev --no-turbofan']),
    ],
  })

/** `npm test` has built it already; two test files that find it stale wait for each other. */
const buildFace = async () => {
  const { build } = (await import(join(checkout, 'bin', 'steps.mjs'))) as { build: () => void }
  const lock = join(checkout, 'dist', '.building')
  mkdirSync(join(checkout, 'dist'), { recursive: true })
  for (let waited = 0; waited < 600; waited++) {
    try {
      mkdirSync(lock)
      break
    } catch {
      await new Promise(done => setTimeout(done, 100))
    }
  }
  try {
    build()
  } finally {
    rmdirSync(lock)
  }
}

let sequence = 0
/** Invented, and never the same twice in one file. */
export const newIdNumber = (born: Day, sex: '男' | '女') =>
  inventIdNumber('349999', born, (2 * sequence++ + (sex === '男' ? 1 : 0)) % 1000)
export const newBankCard = () => inventBankCard(++sequence)
