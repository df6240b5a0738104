/** 年检 on the screen: the organisation signs in and files, is told line by line, is returned, corrects and gets its conclusion; then a draw that anybody recomputes. */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createAccounts } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { runDaily } from '#core/daily'
import { asActor, one } from '#core/db'
import { inventCreditCode } from '#core/identity/credit-code'
import { machine } from '#core/machine'
import { findOrAddOrganisations } from '#core/organisations/enter'
import { enterRows } from '#core/registers/rows'
import { toColumns } from '#core/registers/values'
import type { Post } from '#define/posts'
import { registration } from '#tests/organisations/county'
import { pressStep } from './application.ts'
import { type County, openCounty } from './county.ts'
import { type Desk, desktop } from './desk.ts'

let county: County
let own: Desk
let caseAt: string
let first: number
const name = '南陵县水产养殖协会'
beforeAll(async () => {
  county = await openCounty()
  await county.setToday('2024-01-02')
  first = await society(name, 1)
  for (let n = 2; n < 14; n++) await society(`南陵县第${n}协会`, n)
  await account('society', 'organisation', { organisationId: first })
  for (const n of [1, 2, 3]) await account(`inspector-${n}`, 'inspector')
  await runDaily(county.ledger.app, county.engine, county.countyId)
  own = await county.sitAs('society', undefined)
})
afterEach(({ task }) => (task.result?.state === 'fail' ? county?.keepFailure(task.name) : undefined))
afterAll(() => county?.close())

const society = (title: string, n: number) =>
  asActor(county.ledger.app, machine(county.countyId), async trx => {
    const creditCode = inventCreditCode('51', '340223', n)
    const { id: townId, village } = county.town
    const [o] = await findOrAddOrganisations(trx, county.countyId, [{ name: title, divisionId: village, creditCode }])
    const r = county.engine.catalogue.register('social-organisations.registered')!
    const values = { ...registration(title), creditCode, certificateUntil: '2026-12-31' }
    const columns = { organisation_id: o!.id, ...toColumns(county.engine, r.told.fields, values, '2024-01-02') }
    const row = { divisionId: village, townId, from: '2015-05-01' as const, caseId: null, because: '登记', columns }
    await enterRows(trx, county.engine, county.countyId, r, [row])
    return o!.id
  })
const account = async (login: string, post: Post, bound: { organisationId?: number } = {}) => {
  const { owner } = county.ledger
  const { countyId } = county
  const person = await one(
    owner,
    sql<{
      id: number
    }>`insert into person (county_id, division_id, name, born) values (${countyId}, ${county.town.village}, ${`办事员${login.slice(-1)}`}, '1985-01-01') returning id`,
  )
  const at = await one(owner, sql<{ id: number }>`select id from division where level = 'county'`)
  await createAccounts(owner, county.engine.keys, countyId, [
    {
      ...{ login, personId: person.id, name: `办事员${login.slice(-1)}`, post, divisionId: at.id, businesses: 'all' },
      ...{ password: { hash: await hashPassword('correct horse 马') }, ...bound },
    },
  ])
}
const sums = async (desk: Desk, closing: string) => {
  for (const [title, value] of [
    ['年初净资产', '50000'],
    ['本年收入', '120000'],
    ['本年支出', '110000'],
    ['年末净资产', closing],
  ] as const)
    await desk.fill(new RegExp(`^${title}`), value)
}

test('社会组织用自己的账号登录，看到年检和期限', async () => {
  await county.setToday('2024-03-01')
  await own.open('/')
  await own.told('社会组织年检')
  await own.look('society-workbench')
  await own.open(`/organisations/${first}`)
  await own.told('本单位待办')
  await own.told('2024-05-31')
  await own.look('society-file')
  await own.follow('社会组织年检')
  await own.page.waitForURL(/\/cases\/\d+/)
  caseAt = new URL(own.page.url()).pathname
  await own.told('当前步骤：网上填报')
})

test('填报：少一项就说少哪一项；提交后逐条预审，收支不符写在页面上', async () => {
  expect(await own.refused(() => own.press(/^(提交|确认)：网上填报$/))).toContain('还没有填写')
  await sums(own, '65000')
  await own.fill(/^会员（代表）大会/, '2')
  await own.fillDay('本届负责人任期届满日', '2027-12-31')
  await own.fillDay('报告经理事会通过的日期', '2024-02-20')
  await own.pick('党组织', '单独建立')
  await own.fill(/^未经批准兼职/, '0')
  await own.pick('设有地域性分支机构', '否')
  await own.look('society-filing')
  await pressStep(own, '网上填报')
  await own.told('年初净资产＋收入－支出＝年末净资产')
  await own.page.mouse.move(700, 5) // what the pointer rests on is lighter
  await own.look('society-filed')
})

test('县级退回补正，写明原因；社会组织看到，改正后重报', async () => {
  const clerk = await county.desk('section')
  await clerk.open(caseAt)
  await clerk.told('当前步骤：受理，或退回补正')
  await clerk.look('annual-report-at-county')
  await clerk.press('退回')
  await clerk.fill('退回原因', '年末净资产应为60000元，请核对后更正')
  await clerk.press('退回', clerk.page.getByRole('dialog'))
  await clerk.told('已办理：退回')
  await own.open(caseAt)
  await own.told('退回的原因：年末净资产应为60000元，请核对后更正')
  await own.look('society-returned', [desktop])
  await own.fill(/^年末净资产/, '60000')
  await pressStep(own, '网上填报')
})

test('受理、作出结论、公告；一家一档写着年检合格', async () => {
  const clerk = await county.desk('section')
  await clerk.open(caseAt)
  await pressStep(clerk, '受理，或退回补正')
  const decider = await county.desk('decider')
  await decider.open(caseAt)
  await decider.pick('年检结论', '合格')
  await decider.pick('结论', '作出年检结论')
  await pressStep(decider, '作出结论')
  await clerk.open(caseAt)
  await pressStep(clerk, '公告年检结论')
  await own.open(`/organisations/${first}`)
  await own.told('年检合格')
  await own.look('society-concluded')
})

test('别的社会组织和不办此事的人看不到', async () => {
  await account('society-2', 'organisation', { organisationId: await society('南陵县外人协会', 40) })
  const other = await county.sitAs('society-2', undefined)
  expect(await other.refused(() => other.open(caseAt))).toContain('没有这个办件')
  expect(await other.refused(() => other.open(`/organisations/${first}`))).toContain('没有这家社会组织')
  const { request } = other.page.context()
  const asked = async (path: string, data?: object) =>
    (await (data ? request.post(`/api${path}`, { data }) : request.get(`/api${path}`))).status()
  expect(await asked(`${caseAt}`)).toBe(404)
  expect(await asked(`${caseAt}/steps/apply`, { fields: {} })).toBe(404)
  expect(await asked('/draws')).toBe(403)
  expect(await asked('/draws', { procedure: 'organisation-checks.check' })).toBe(403)
  expect(await asked('/organisations', { name: '随意协会', divisionId: '1' })).toBe(403)
  expect(await asked('/people/1')).toBe(403)
  expect(await asked('/registers/minimum-living.roster')).toBe(403)
  const listed = await other.call<{ rows: { name: string }[] }>('/registers/social-organisations.registered')
  expect(listed.rows.map(r => (r as unknown as { subject: string }).subject)).toEqual(['南陵县外人协会'])
})

test('成立登记：窗口先查找，没有的登记名称；查找框也找得到社会组织', async () => {
  const clerk = await county.desk('section')
  await clerk.open('/apply/social-organisations.establishment')
  await clerk.fill('名称、拼音首字母或统一社会信用代码', '水产')
  await clerk.press(/^查\s?找$/)
  await clerk.told(name)
  await clerk.look('establishment-who')
  await clerk.fill('拟用名称', '南陵县新能源协会')
  await clerk.choose('住所所在的村（居）', county.town.villageName, clerk.page, true)
  await clerk.press('登记并继续')
  await clerk.told('南陵县新能源协会')
  await clerk.look('establishment-form')
  await clerk.open('/search')
  await clerk.fill('查找人员、家庭、案件', '水产')
  await clerk.told(name)
  await clerk.open('/registers/social-organisations.registered')
  await clerk.told(name)
  await clerk.look('register-of-societies')
})

test('双随机：公告、由另一人抽签、在页面上重算', async () => {
  const clerk = await county.desk('section')
  await clerk.open('/draws')
  await clerk.press('公告抽签')
  await clerk.fill(/^抽取比例/, '30')
  await clerk.look('draw-announce', [desktop])
  await clerk.press('固定名单并公布摘要', clerk.page.getByRole('dialog'))
  await clerk.told('抽签后公布')
  await clerk.look('draw-announced')
  const at = new URL(clerk.page.url()).pathname
  const head = await county.desk('head')
  await head.open(at)
  await head.press('抽签')
  await head.fill('监督人报出的字词', '春风化雨')
  await head.press('抽签', head.page.getByRole('dialog'))
  await head.told('按公式重算，结果相同')
  await head.look('draw-drawn')
  // Anybody, without signing in: the seed, the lists, the result; no case and no other person.
  const anybody = await (await fetch(`${county.address}/api/public/340223${at}`)).json()
  expect(anybody).toMatchObject({
    word: '春风化雨',
    seed: expect.stringMatching(/^[0-9a-f]{64}$/),
    check: { isResultRight: true },
  })
  expect(JSON.stringify(anybody)).not.toContain('caseId')
  expect((await fetch(`${county.address}/api/draws`)).status).toBe(401)
  expect((await fetch(`${county.address}/api/public/999999/draws`)).status).toBe(404)
  const { drawn } = await head.call<{ drawn: { caseId: string; name: string; inspectors: string[] }[] }>(at)
  const { caseId, name: drawnName, inspectors } = drawn[0]!
  const going = await county.sitAs(`inspector-${inspectors[0]!.slice(-1)}`, undefined)
  await going.open('/')
  await going.told(drawnName)
  await going.open(`/cases/${caseId}`)
  await going.fill('现场检查记录', '查阅账目和会议记录，走访住所')
  const hazard = await going.line('抽查问题台账')
  await going.choose(/^检查项/, '执行《民间非营利组织会计制度》，账目清楚', hazard)
  await going.fill(/^问题描述/, '往来款长期挂账', hazard)
  await going.choose('同行人员（须两人办理）', inspectors[1]!)
  await going.look('drawn-visit')
  await pressStep(going, '现场检查')
  const decider = await county.desk('decider')
  await decider.open(`/cases/${caseId}`)
  await decider.pick('检查结果', '发现问题，责令整改')
  await decider.pick('结论', '认定')
  await pressStep(decider, '认定结果')
  // Each problem is put right by itself; whoever opens the matter reads which, and until when.
  const { id } = await one(
    county.ledger.owner,
    sql<{ id: number }>`select id from case_file where procedure = 'organisation-checks.rectification'`,
  )
  await going.open(`/cases/${id}`)
  expect(await going.facts('抽查问题台账')).toMatchObject({
    检查项: '执行《民间非营利组织会计制度》，账目清楚',
    问题描述: '往来款长期挂账',
    整改期限: expect.stringMatching(/^2024-/),
  })
  await going.look('hazard')
  await going.follow('打开这条记录')
  await going.told('变动历史')
  await head.open('/organisations')
  await head.look('organisations')
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
