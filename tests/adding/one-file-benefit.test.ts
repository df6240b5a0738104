/** One file more, and there are tables, screens, doors, rights, money, figures and tables to fill in: nothing else was written. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissionMatrix } from '#core/access/matrix'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, one, rows } from '#core/db'
import { parseUpload } from '#core/documents/upload'
import { inventBankCard } from '#core/identity/bank-card'
import { grantToApp } from '#core/postgres/grants'
import { exportRows, importRows, templateOf } from '#core/registers/exchange'
import { businessSql } from '#core/registers/tables'
import { modules } from '#domains/index'
import { ok, setToday, step } from '#tests/http/life'
import { type Name, newIdNumber, type Office, openOffice } from '#tests/http/office'
import { docxText } from '#tests/papers/reading'
import * as centenarianGift from './centenarian-gift.ts'

const catalogue = new Catalogue({ ...modules, 'elderly-welfare/centenarian-gift': centenarianGift })
const business = 'centenarian-gift'
const application = `${business}.application`
let office: Office
beforeAll(async () => {
  office = await openOffice(catalogue)
  const { owner } = office.ledger
  await owner.transaction().execute(async trx => {
    await sql.raw(businessSql(catalogue, catalogue.business(business)!)).execute(trx)
    await grantToApp(trx)
  })
  await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
    values (${office.countyId}, ${business}, 'monthly', '2024-01-01', '500', '演示〔2024〕1号', '甲', '乙')`.execute(
    owner,
  )
})
afterAll(() => office?.close())

const as = (name: Name) => office.as(name)
const elder = async (born: `${number}-${number}-${number}`, name = '寿老人') => {
  const made = ok(
    await (await as('clerk')).post('/households', {
      divisionId: String(office.places.eastVillage),
      head: { name, idNumber: newIdNumber(born), labour: 'none' },
      members: [],
    }),
  )
  return made.personIds[0] as string
}
const apply = async (personId: string) =>
  (await as('clerk')).post(`/cases/${application}`, {
    personId,
    source: 'application',
    fields: { account: inventBankCard(Number(personId) % 1000), livesWith: 'family' },
  })
const granted = async (personId: string) => {
  const { caseId } = ok(await apply(personId))
  await step(await as('clerk'), caseId, 'review')
  return ok(await (await as('decider')).post(`/cases/${caseId}/steps/decide`, { outcome: 'grant' }))
}

describe('一个文件，一项待遇', () => {
  test('表：有中文说明、行级权限、历史；应用角色不能删', async () => {
    const tables = await rows(
      office.ledger.owner,
      sql<{
        name: string
        says: string | null
        locked: boolean
        deletes: boolean
      }>`select c.relname as name, obj_description(c.oid) as says,
        c.relrowsecurity as locked, has_table_privilege('minzheng_app', c.oid, 'delete') as deletes
        from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname like 'centenarian%' order by 1`,
    )
    expect(tables.map(t => t.name)).toEqual([
      'centenarian_gift_application_case',
      'centenarian_gift_roster',
      'centenarian_gift_roster_state',
    ])
    for (const t of tables)
      expect(t).toMatchObject({ says: expect.stringMatching('百岁'), locked: true, deletes: false })
  })

  test('目录、待办、接口说明里都有它', async () => {
    const seen = ok(await (await as('clerk')).get('/catalogue')).businesses.find((b: any) => b.id === business)
    expect(seen.title).toBe('百岁老人慰问金')
    expect(seen.registers[0].fields.map((f: any) => f.title)).toEqual(['慰问证号', '社会保障卡账号', '居住情况'])
    expect(seen.procedures[0].steps.map((s: any) => s.id)).toEqual(['apply', 'review', 'decide'])
    const api = ok(await (await as('clerk')).get('/openapi.json'))
    const opening = api.paths[`/api/cases/${application}`].post
    expect(opening.summary).toBe('百岁老人慰问金申请：提出')
    expect(JSON.stringify(opening.requestBody)).toContain('居住情况')
    expect(JSON.stringify(api.paths['/api/cases/{id}/steps/review'].post)).toContain('百岁老人慰问金申请')
  })

  test('权限表：窗口提出，乡镇审核，县级决定，财务放行', () => {
    const may = permissionMatrix(catalogue).filter(g => g.business === business)
    const who = (of: string, action: string) =>
      may
        .filter(g => g.of === `${business}.${of}` && g.action === action)
        .map(g => g.post)
        .sort()
    expect(who('application', 'open')).toEqual(['county', 'town', 'village'])
    expect(who('application', 'do review')).toEqual(['town'])
    expect(who('application', 'do decide')).toEqual(['bureau-head', 'county'])
    expect(who('gift', 'release')).toEqual(['bureau-head', 'finance'])
    expect(who('roster', 'import')).toEqual(['county'])
    expect(who('roster', 'check standards')).toEqual(['bureau-head', 'county'])
  })

  test('九十九岁不行，一百岁当天可以；别的乡镇办不了；同一人不能重复申请', async () => {
    await setToday(office, '2024-06-03')
    const young = await elder('1924-06-04', '差一天')
    const { caseId } = ok(await apply(young))
    await step(await as('clerk'), caseId, 'review')
    const refused = await (await as('decider')).post(`/cases/${caseId}/steps/decide`, { outcome: 'grant' })
    expect(refused).toMatchObject({ status: 422, body: { reason: expect.stringMatching('年满一百周岁') } })
    ok(await (await as('decider')).post(`/cases/${caseId}/steps/decide`, { outcome: 'refuse' }))
    const old = await elder('1924-06-03', '正好一百')
    const opened = ok(await apply(old))
    expect(await (await as('foreign')).post(`/cases/${opened.caseId}/steps/review`, {})).toMatchObject({ status: 404 })
    expect(await apply(old)).toMatchObject({ status: 409, body: { reason: expect.stringMatching('已有正在办理') } })
    const tasks = ok(await (await as('clerk')).get(`/tasks?business=${business}`))
    expect(tasks.rows).toMatchObject([{ procedureTitle: '百岁老人慰问金申请', step: 'review', subject: '正好一百' }])
    await step(await as('clerk'), opened.caseId, 'review')
    const done = ok(await (await as('decider')).post(`/cases/${opened.caseId}/steps/decide`, { outcome: 'grant' }))
    expect(done).toMatchObject({ outcome: 'grant', worth: { amount: '500.00', firstMonth: '2024-06' } })
    expect(await apply(old)).toMatchObject({ status: 409, body: { reason: expect.stringMatching('不能重复申请') } })
  })

  test('文书：确认通知书有大写金额和证号', async () => {
    await setToday(office, '2024-06-03')
    const { printLetter } = await import('#core/procedures/print')
    const seen = await granted(await elder('1920-01-01', '文书老人'))
    expect(seen.letters).toEqual([{ id: 'confirmation', title: '确认通知书' }])
    const { bytes } = await inName('section', (trx, by) =>
      printLetter(trx, office.engine, by, Number(seen.id), 'confirmation', 'docx', '2024-06-03'),
    )
    const text = docxText(bytes).replace(/\s/g, '')
    expect(text).toContain('百岁老人慰问金确认通知书')
    expect(text).toContain('每月金额500.00元（大写：伍佰元整）')
    expect(text).toMatch(/慰问证号B3402232024\d{4}/)
  })

  test('发放：核发、封存、另一人放行；一月不能两次；死亡次月起停', async () => {
    await setToday(office, '2024-06-25')
    const cashier = await as('cashier')
    ok(
      await cashier.post('/funds/allocations', {
        ...{ fund: 'elderly welfare', amount: '100000.00', documentNo: '演示〔2024〕7号', on: '2024-06-25' },
      }),
    )
    const run = ok(await cashier.post('/payments/runs', { benefit: `${business}.gift`, month: '2024-06' }))
    expect(run).toMatchObject({ regular: 2, total: '1000.00' })
    expect(await cashier.post('/payments/runs', { benefit: `${business}.gift`, month: '2024-06' })).toMatchObject({
      status: 409,
    })
    const batch = ok(await cashier.post(`/payments/runs/${run.id}/seal`))
    expect(batch.hash).toMatch(/^[0-9a-f]{64}$/)
    await office.stepUp('cashier')
    const own = await cashier.post(`/payments/batches/${batch.id}/release`, { hash: batch.hash })
    expect(own.status).toBe(403)
    await office.stepUp('cashier2')
    const other = await as('cashier2')
    ok(await other.post(`/payments/batches/${batch.id}/release`, { hash: batch.hash }))
    const file = await other.get(`/payments/batches/${batch.id}/bank-file?format=txt`)
    expect(file.status).toBe(200)
    const row = await one(
      office.ledger.owner,
      sql<{ id: number; person_id: number }>`select id, person_id from centenarian_gift_roster order by id limit 1`,
    )
    const event = ok(
      await (await as('clerk')).post('/events', {
        ...{ event: 'person.died', personId: String(row.person_id), on: '2024-06-24', source: '村级报告' },
      }),
    )
    await setToday(office, '2024-06-27')
    ok(await (await as('section')).post(`/events/${event.id}/confirm`, {}))
    const { held } = await one(
      office.ledger.owner,
      sql<{ held: string }>`select held::text from centenarian_gift_roster where id = ${row.id}`,
    )
    expect(held).toBe('[2024-06-01,2024-07-01)')
  })

  test('指标数得出来，打得开', async () => {
    await setToday(office, '2024-06-27')
    const head = await as('head')
    const figure = async (name: string) => ok(await head.get(`/figures/${encodeURIComponent(name)}?period=2024-06`))
    expect(await figure('新增百岁慰问金人数')).toMatchObject({ value: 2 })
    expect((await figure('享受百岁慰问金人数')).definition).toContain('百岁老人慰问金台账')
    const records = ok(await head.get(`/figures/${encodeURIComponent('新增百岁慰问金人数')}/records?period=2024-06`))
    expect(records.rows).toHaveLength(2)
  })

  test('导入模板；导出再导入，什么都不变；改一格只改一格', async () => {
    const roster = catalogue.register(`${business}.roster`)!
    const template = await parseUpload(await templateOf(roster), { name: 'a.xlsx' })
    expect(JSON.stringify(template.rows)).toContain('居住情况')
    const on = '2024-06-27'
    const all = { on, state: 'all' } as const
    const taken = await inName('section', (trx, by) =>
      exportRows(trx, office.engine, by, roster, all, { format: 'csv' }),
    )
    const back = (bytes: Uint8Array) =>
      inName('section', (trx, by) =>
        importRows(trx, office.engine, by, roster, { name: 'a.csv', bytes }, { on, isDryRun: false }),
      )
    expect(await back(taken)).toMatchObject({ ok: true, changed: 0, added: 0, unchanged: 2 })
    const text = new TextDecoder().decode(taken)
    const changed =
      text.slice(0, text.lastIndexOf('与家人同住')) +
      text.slice(text.lastIndexOf('与家人同住')).replace('与家人同住', '独居')
    expect(await back(new TextEncoder().encode(changed))).toMatchObject({ ok: true, changed: 1, unchanged: 1 })
  })
})

const inName = async <T>(name: Name, work: (trx: any, by: Actor) => Promise<T>): Promise<T> => {
  const { accountId, personId } = office.accounts[name]
  const by: Actor = {
    ...{ countyId: office.countyId, accountId, personId, name, post: 'county', divisionId: office.places.county },
    ...{ divisions: 'all', businesses: 'all' },
  }
  return asActor(office.ledger.app, by, trx => work(trx, by))
}
