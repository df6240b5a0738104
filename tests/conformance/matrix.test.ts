/** 权限: posts × definitions × actions × areas, every grant and every refusal: at the function, at the door, and in the ledger under row-level security. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissionMatrix, postsWhoSee } from '#core/access/matrix'
import { Permissions } from '#core/access/permissions'
import { signIn } from '#core/access/sessions'
import { Catalogue } from '#core/catalogue'
import { rows } from '#core/db'
import { hasStates, partsOf, rolesOf } from '#core/registers/columns'
import { isExchangeable } from '#core/registers/exchange-columns'
import type { Field } from '#define/field'
import { type Post, posts } from '#define/posts'
import type { AnyRegister } from '#define/register'
import { modules } from '#domains/index'
import { buildServer } from '#server/http/app'
import { begin, headerOf, type Life, start } from './begin.ts'
import { type House, type Official, openHouse, password } from './house.ts'
import { liveRow } from './rows.ts'
import { makeSubjects } from './values.ts'

const catalogue = new Catalogue(modules)
const matrix = permissionMatrix(catalogue)
const permissions = new Permissions(catalogue)
const everyPost = Object.keys(posts) as Post[]

let house: House
let server: Awaited<ReturnType<typeof buildServer>>
const lives: Life[] = []
const lost: string[] = []
const registers = catalogue.registers.filter(
  r => r.told.over !== 'start' && !rolesOf(r).some(([, kind]) => kind === 'area'),
)
const cookies = new Map<string, string>()
beforeAll(async () => {
  house = await openHouse(undefined, catalogue)
  const { ledger } = house
  for (const p of catalogue.procedures)
    try {
      // What only somebody new can begin is begun by somebody new.
      lives.push(await begin(house, p, {}, house.outside.ours).catch(() => begin(house, p, {})))
    } catch (error) {
      lost.push(`${catalogue.idOf(p)}: ${error}`)
    }
  await house.setToday(start)
  for (const r of registers)
    if (!catalogue.procedures.some(p => !p.isNew && p.register === r))
      await liveRow(house, r, await makeSubjects(house, r, {}, start, house.outside.ours), {}, start)
  server = await buildServer({
    app: ledger.app,
    owner: ledger.owner,
    home: ledger.home,
    catalogue,
    told: console.error,
  })
})
afterAll(async () => {
  await server?.close()
  await house?.close()
})

/** As signed in: the second factor is taken as proven. */
const cookieOf = async (o: Official) => {
  const known = cookies.get(o.login)
  if (known) return known
  const { token } = await signIn(house.ledger.app, { login: o.login, password, address: `127.0.0.${cookies.size + 1}` })
  await sql`update session set second_factor_at = now() where county_id = ${house.countyId} and account_id = ${o.accountId}`.execute(
    house.ledger.owner,
  )
  const cookie = `minzheng=${token}`
  cookies.set(o.login, cookie)
  return cookie
}
const ask = async (o: Official, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await server.inject({
    ...{ method, url: `/api${url}`, headers: { host: 'localhost:8080', cookie: await cookieOf(o) } },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, says: answer.body.slice(0, 200) }
}
/** One of each post that may decide where that is asked, and the strangers of the next town and from another house. */
const one = (post: Post) =>
  house.officials
    .filter(
      o =>
        o.post === post &&
        o.of !== 'theirs' &&
        o.divisionId !== house.places.nextTown &&
        o.divisionId !== house.places.nextVillage,
    )
    .at(-1)
const strangers = () => [
  ...house.officials.filter(o => o.divisionId === house.places.nextTown).slice(0, 1),
  ...house.officials.filter(o => o.post === 'village' && o.divisionId === house.places.nextVillage).slice(0, 1),
  ...house.officials.filter(o => o.of === 'theirs'),
]

test('每一件事项都有人能提出', () => expect(lost).toEqual([]))

/** From outside one reaches only what is of one's own house; what only somebody new can begin is another's. */
const isTheirs = ({ made }: Life, o: Official) =>
  !o.of ||
  Object.values(made.roles).some(id => id === house.outside.ours.organisationId || id === house.outside.ours.placeId)

describe('在函数上', () => {
  test('每一格：许可的都许可，其余的都不许；区域之外一律不许', () => {
    const whats = [...new Set(matrix.map(g => `${g.of}|${g.action}`))]
    let asked = 0
    for (const post of everyPost) {
      const isOutside = post === 'organisation' || post === 'provider' || post === 'sponsor'
      for (const what of whats)
        for (const divisionId of [10, 12])
          for (const isHandedDown of [false, true])
            for (const mayDecide of [false, true]) {
              const [of, action] = what.split('|') as [string, string]
              const fit = matrix.filter(
                g =>
                  g.post === post &&
                  g.of === of &&
                  g.action === action &&
                  (!g.decides || mayDecide) &&
                  g.where !== 'within the ceiling of the town' &&
                  (g.where === 'handed down' ? isHandedDown : g.where === 'not handed down' ? !isHandedDown : true),
              )
              const actor = {
                ...{
                  countyId: 1,
                  accountId: 1,
                  personId: 1,
                  name: '',
                  post,
                  divisionId: 10,
                  mayDecide,
                  businesses: 'all' as const,
                },
                ...(isOutside ? { divisions: [], organisationId: 5 } : { divisions: [10, 11] }),
              }
              const got = permissions.may(actor, { of, action, divisionId, isHandedDown }).ok
              expect(got, `${post} ${what} ${divisionId}`).toBe(fit.length > 0 && divisionId === 10)
              asked++
            }
    }
    expect(asked).toBeGreaterThan(5000)
  })
})

describe('在门口', () => {
  const closed = [403, 404]
  test('办理每一个环节：没有这项权限的、邻镇的、别的单位的，都进不去', async () => {
    const open: string[] = []
    const shut: string[] = []
    for (const life of lives)
      for (const step of Object.keys(life.p.steps)) {
        const of = catalogue.idOf(life.p)
        const url = `/cases/${life.caseId}/steps/${step}`
        for (const post of everyPost) {
          const o = one(post)
          if (!o) continue
          const may = matrix.some(
            g =>
              g.of === of &&
              g.action === `do ${step}` &&
              g.post === post &&
              g.where !== 'handed down' &&
              g.where !== 'within the ceiling of the town',
          )
          const { status, says } = await ask(o, 'POST', url, { says: '' })
          if (status >= 500) throw new Error(`${post} ${of} ${step}: ${says}`)
          if (!may && !closed.includes(status)) open.push(`${post} ${of} ${step} ${status}`)
          if (may && closed.includes(status) && !/回避|审核确认人|办理过|不是您单位的/.test(says) && isTheirs(life, o))
            shut.push(`${post} ${of} ${step} ${status} ${says}`)
        }
        for (const o of strangers()) {
          const { status } = await ask(o, 'POST', url, { says: '' })
          if (!closed.includes(status)) open.push(`stranger ${o.post} ${of} ${step} ${status}`)
        }
      }
    expect(open).toEqual([])
    expect(shut).toEqual([])
  }, 240_000)
  test('看台账、导出、导入', async () => {
    const wrong: string[] = []
    for (const r of registers.filter(isExchangeable))
      for (const post of everyPost) {
        const o = one(post)
        if (!o) continue
        const of = catalogue.idOf(r)
        for (const [action, method, url] of [
          ['see', 'GET', `/registers/${of}`],
          ['export', 'GET', `/registers/${of}/export`],
        ] as const) {
          const may = matrix.some(g => g.of === of && g.action === action && g.post === post)
          const { status } = await ask(o, method, url)
          if (may === closed.includes(status) || status >= 500) wrong.push(`${post} ${action} ${of} ${status}`)
        }
      }
    expect(wrong).toEqual([])
  }, 240_000)
  test('提出：没有这项权限的不能', async () => {
    const open: string[] = []
    for (const { p, made, rowId } of lives)
      for (const o of [...everyPost.flatMap(post => one(post) ?? []), ...strangers()]) {
        const of = catalogue.idOf(p)
        const may =
          matrix.some(g => g.of === of && g.action === 'open' && g.post === o.post) && !strangers().includes(o)
        const { status, says } = await ask(o, 'POST', `/cases/${of}`, { ...headerOf(made), ...(rowId && { rowId }) })
        if (status >= 500) throw new Error(`${o.post} ${of}: ${says}`)
        if (!may && !closed.includes(status) && status !== 400) open.push(`${o.post} ${of} ${status} ${says}`)
      }
    expect(open).toEqual([])
  }, 240_000)
})

describe('在库里', () => {
  interface Counted {
    name: string
    n: number
  }
  /** Every table that is derived from a definition: whose, and of which business. */
  const tables = registers.flatMap(r => {
    const t = catalogue.tableOf(r)
    return [
      t,
      ...(hasStates(r) ? [`${t}_state`] : []),
      ...partsOf(r).map(([k]) => `${t}_${k.replace(/[A-Z]/g, c => `_${c.toLowerCase()}`)}`),
    ].map(name => ({ name, register: r }))
  })
  const counting = (o?: Official) => {
    const query = sql<Counted>`${sql.join(
      tables.map(({ name }) => sql`select ${name} as name, count(*)::int as n from ${sql.table(name)}`),
      sql` union all `,
    )} union all select 'cases of ' || b, (select count(*)::int from case_file c where c.business = b) from unnest(${catalogue.businesses.map(b => b.id)}::text[]) b`
    return o ? house.as(o, trx => rows(trx, query)) : rows(house.ledger.owner, query)
  }
  /** About one's own organisation or place, or naming it: the meal's point. */
  const isOwn = (r: AnyRegister, o: Official): boolean =>
    rolesOf(r).some(
      ([, kind]) => (kind === 'organisation' && o.post !== 'provider') || (kind === 'place' && o.post === 'provider'),
    ) ||
    Object.values<Field<any>>(r.told.fields).some(f => f.type === 'subject' && !!f.of && isOwn(f.of as AnyRegister, o))
  test('每一个账号，每一张表：该看的有，不该看的一行也没有', async () => {
    const all = new Map((await counting()).map(c => [c.name, c.n]))
    expect([...all.values()].filter(Boolean).length).toBeGreaterThan(catalogue.businesses.length)
    const wrong: string[] = []
    for (const o of house.officials) {
      const seen = new Map((await counting(o)).map(c => [c.name, c.n]))
      const isNear = o.divisions === 'all' || o.divisions.includes(house.places.village)
      for (const { name, register } of tables) {
        if (!all.get(name)) continue
        const post = postsWhoSee(catalogue, register).includes(o.post)
        const works = o.businesses !== 'all' && o.businesses.includes(catalogue.businessOf(register))
        const may =
          works && (!register.told.isConfidential || post) && (o.of ? o.of === 'ours' && isOwn(register, o) : isNear)
        if (may !== seen.get(name)! > 0)
          wrong.push(`${o.post}${o.of ?? ''} ${name}: ${seen.get(name)} of ${all.get(name)}`)
      }
      for (const b of catalogue.businesses)
        if (o.businesses !== 'all' && !o.businesses.includes(b.id) && seen.get(`cases of ${b.id}`))
          wrong.push(`${o.post} cases of ${b.id}`)
    }
    expect(wrong).toEqual([])
  }, 240_000)
})
