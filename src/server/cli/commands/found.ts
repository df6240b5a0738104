/** minzheng found: the first two administrators of a county whose profile is loaded; every other account they open together. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { createAccounts } from '#core/access/accounts'
import { Refusal } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, type Db, ledgerDay, maybe, rows } from '#core/db'
import { decodeText, parseCsv } from '#core/documents/csv'
import { openKeys } from '#core/identity/keys'
import { machine } from '#core/machine'
import { findOrAddPeople } from '#core/people/persons'
import { modules } from '#domains/index'
import { withLedger } from '../ledger.ts'
import { type HowToPrint, printRows } from '../output.ts'

export const register = (program: Command) =>
  void program
    .command('found')
    .description('为载入了配置的县建立头两名系统管理员')
    .argument('<文件>', 'CSV，两行：姓名、证件号码、用户名')
    .option('--county <代码>', '台账里有几个县时指明')
    .action(async (file: string, { county, ...how }: HowToPrint & { county?: string }) => {
      const named = readAdministrators(file)
      const made = await withLedger(({ owner, home }) => found(owner, home, named, county))
      printRows(
        made,
        { 姓名: a => a.name, 用户名: a => a.login, 初始口令: a => a.password, 动态口令密钥: a => a.secondFactor },
        how,
      )
      if (!how.json) console.log('\n只显示这一次：请当面交给本人，首次登录须修改口令，密钥录入手机验证器后销毁。')
    })

interface Administrator {
  readonly name: string
  readonly idNumber: string
  readonly login: string
}
const readAdministrators = (file: string): Administrator[] => {
  const read = () => {
    try {
      return readFileSync(file)
    } catch {
      throw new Refusal(`文件 ${file} 读不出来，请核对路径。`)
    }
  }
  const lines = [...parseCsv(decodeText(read()).text)].map(l => l.cells.map(c => String(c ?? '')))
  const told = lines.filter(([name]) => name !== '姓名')
  if (told.length !== 2 || told.some(l => l.length < 3 || l.slice(0, 3).some(c => !c)))
    throw new Refusal('文件应为两行，每行写姓名、证件号码、用户名：系统管理员须有两人，互相核对。')
  return told.map(([name, idNumber, login]) => ({ name: name!, idNumber: idNumber!, login: login! }))
}

const found = async (owner: Db, home: string, named: readonly Administrator[], code: string | undefined) => {
  const counties = await rows(
    owner,
    sql<{ county_id: number; code: string; place: number }>`select c.county_id, c.code, d.id as place from county c
      join division d on d.county_id = c.county_id and d.level = 'county' where ${code ?? null}::text is null or c.code = ${code ?? null}`,
  )
  if (counties.length !== 1)
    throw new Refusal(
      counties.length
        ? '台账里有几个县，请用 --county 指明。'
        : '台账里没有这个县，请先用 minzheng profile 载入县配置。',
    )
  const [{ county_id: county, place }] = counties as [(typeof counties)[number]]
  const engine = { catalogue: new Catalogue(modules), keys: openKeys(home), home }
  return asActor(owner, machine(county), async trx => {
    if (await maybe(trx, sql`select from account where county_id = ${county} limit 1`))
      throw new Refusal('这个县已经有账号；新账号请由一名系统管理员提出、另一名批准。', { status: 409 })
    const people = await findOrAddPeople(
      trx,
      engine,
      county,
      await ledgerDay(trx, county),
      named.map(({ name, idNumber }) => ({ name, idNumber, divisionId: place })),
    )
    const passwords = named.map(() => randomBytes(9).toString('base64url'))
    const made = await createAccounts(
      trx,
      engine.keys,
      county,
      named.map((n, i) => ({
        ...{ login: n.login, personId: people[i]!.id, name: n.name, password: passwords[i]!, mustChangePassword: true },
        ...{ post: 'admin', divisionId: place, businesses: [] },
      })),
    )
    return made.map((m, i) => ({
      name: named[i]!.name,
      login: m.login,
      password: passwords[i]!,
      secondFactor: m.totpSecret!,
    }))
  })
}
