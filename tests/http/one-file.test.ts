/** A trivial benefit in one file: its page, its addresses, its permissions, its description and its import follow from it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { one } from '#core/db'
import { readXlsx, writeXlsx } from '#core/documents/spreadsheet'
import { inventBankCard } from '#core/identity/bank-card'
import { grantToApp } from '#core/postgres/grants'
import { businessSql } from '#core/registers/tables'
import { benefit, field, must, procedure, register } from '#define'
import { toTheFen, yuan } from '#define/money'
import { workingDays } from '#define/time'
import { modules } from '#domains/index'
import { household, ok, step } from './life.ts'
import { newIdNumber, type Office, openOffice } from './office.ts'

const roster = register('茶水补贴台账', {
  about: 'person',
  over: 'period',
  keptBy: 'county',
  fields: {
    cups: field.count('每日杯数'),
    kind: field.choice('茶类', { green: '绿茶', black: '红茶' }),
    alone: field.yesNo('独饮'),
    since: field.perhaps(field.day('饮茶起始')),
    note: field.perhaps(field.text('备注')),
    account: field.bankCard(),
  },
})
const application = procedure('茶水补贴申请', {
  makes: roster,
  starts: ['application'],
  must: ({ row }) => [must('每日不少于一杯', row.cups >= 1)],
}).steps({
  apply: { who: 'applicant', asks: ['cups', 'kind', 'alone', 'since', 'note', 'account'] },
  review: { who: 'town', within: workingDays(3) },
  decide: { who: 'county', notBy: 'review', within: workingDays(3) },
})
const allowance = benefit('茶水补贴', {
  of: roster,
  paid: 'every month',
  to: 'account',
  fund: 'relief',
  from: 'month after decision',
}).amount(({ line }) => toTheFen(line('每月', yuan<'household month'>(10) as never)))

let office: Office
const catalogue = new Catalogue({ ...modules, 'social-assistance/tea-allowance': { roster, application, allowance } })
beforeAll(async () => {
  office = await openOffice(catalogue, async owner => {
    const ddl = businessSql(catalogue, catalogue.business('tea-allowance')!)
    await owner.transaction().execute(async trx => {
      await sql.raw(ddl).execute(trx)
      await grantToApp(trx)
    })
  })
})
afterAll(() => office.close())
const base = '/registers/tea-allowance.roster'

test('目录、接口说明里有它，字段和环节来自定义', async () => {
  const { businesses } = ok(await (await office.as('section')).get('/catalogue'))
  const tea = businesses.find((b: any) => b.id === 'tea-allowance')
  expect(tea).toMatchObject({
    title: '茶水补贴',
    registers: [{ id: 'tea-allowance.roster', can: expect.arrayContaining(['see', 'import']) }],
  })
  const api = ok(await office.anyone().get('/openapi.json'))
  expect(api.openapi).toBe('3.1.0')
  for (const path of [
    base,
    `${base}/{row}`,
    `${base}/export`,
    `${base}/import`,
    `${base}/template`,
    '/cases/tea-allowance.application',
  ])
    expect(Object.keys(api.paths)).toContain(`/api${path}`)
  const body = JSON.stringify(api.paths['/api/cases/tea-allowance.application'].post.requestBody)
  for (const word of ['每日杯数', '茶类', 'green', '社会保障卡账号']) expect(body).toContain(word)
  expect(JSON.stringify(api.paths['/api/cases/{id}/steps/review'].post.requestBody)).toContain('茶水补贴申请')
})

test('申请到确认，台账里有这一行', async () => {
  const clerk = await office.as('clerk')
  const { personIds } = await household(office, clerk, { name: '陆羽' })
  const fields = { cups: 3, kind: 'green', alone: false, account: inventBankCard(90) }
  const { caseId } = ok(await clerk.post('/cases/tea-allowance.application', { personId: personIds[0], fields }))
  await step(clerk, caseId, 'review')
  expect((await clerk.post(`/cases/${caseId}/steps/decide`, { outcome: 'grant' })).status).toBe(403)
  const view = await step(await office.as('decider'), caseId, 'decide', { outcome: 'grant' })
  expect(view).toMatchObject({ stands: 'ended', outcome: 'grant' })
  const { rows } = ok(await clerk.get(`${base}?kind=green`))
  expect(rows).toMatchObject([
    {
      subject: '陆羽',
      amount: '10.00',
      from: '2024-07-01',
      fields: { cups: 3, kind: 'green', account: expect.stringMatching(/^\*+\d{4}$/) },
    },
  ])
  expect(ok(await clerk.get(`${base}?kind=black`)).rows).toEqual([])
  const row = ok(await clerk.get(`${base}/${rows[0].id}`))
  expect(row).toMatchObject({
    subject: { kind: 'person', name: '陆羽' },
    states: [{ starts: '2024-07-01', fields: { cups: 3 } }],
    cases: [{ id: caseId }],
  })
  expect((await (await office.as('foreign')).get(`${base}/${rows[0].id}`)).status).toBe(404)
})

describe('导入导出', () => {
  const person = async (name: string) => {
    const idNumber = newIdNumber('1961-06-06')
    const clerk = await office.as('clerk')
    await clerk
      .post('/households', { divisionId: String(office.places.eastVillage), head: { name, idNumber } })
      .then(ok)
    return idNumber
  }
  const titles = [
    '台账编号',
    '姓名',
    '证件号码',
    '村（居）',
    '起始日期',
    '每日杯数',
    '茶类',
    '独饮',
    '饮茶起始',
    '备注',
    '社会保障卡账号',
  ]
  const bookOf = (lines: readonly (readonly string[])[]) =>
    writeXlsx({
      sheets: [
        {
          name: '茶',
          columns: titles.map((t, i) => ({ key: String(i), title: t, type: 'text' as const })),
          rows: lines.map(l => Object.fromEntries(l.map((v, i) => [String(i), v]))),
        },
      ],
    })
  const count = async () =>
    await one(
      office.ledger.owner,
      sql<{
        rows: number
        states: number
      }>`select (select count(*)::int from tea_allowance_roster) as rows, (select count(*)::int from tea_allowance_roster_state) as states`,
    )

  test('模板的标题就是要填的列；填好导入，导出再导入什么也不变', async () => {
    const section = await office.as('section')
    const template = await section.get(`${base}/template`)
    expect((await readXlsx(template.raw))[0]!.cells.map(c => c.replace(/[*＊]$/, ''))).toEqual(titles)
    const evil = [
      '=1+1',
      '+cmd',
      '-2',
      '@SUM(A1)',
      '＝HYPERLINK("x")',
      '\tx',
      "' or 1=1 --",
      '<script>alert(1)</script>',
      '"; drop table person; --',
      '𠮷野家 e̊',
    ]
    const lines = await Promise.all(
      evil.map(async (note, i) => [
        '',
        `茶客${'甲乙丙丁戊己庚辛壬癸'[i]}`,
        await person(`茶客${'甲乙丙丁戊己庚辛壬癸'[i]}`),
        '',
        '2024-06-01',
        '2',
        '红茶',
        '否',
        '2020-01-01',
        note,
        inventBankCard(100 + i),
      ]),
    )
    const before = await count()
    const dry = ok(await section.upload(`${base}/import?dry-run=1`, 't.xlsx', await bookOf(lines)))
    expect(dry).toMatchObject({ ok: true, rows: 10, added: 10, errors: [] })
    expect(await count()).toEqual(before)
    expect(ok(await section.upload(`${base}/import`, 't.xlsx', await bookOf(lines)))).toMatchObject({
      ok: true,
      added: 10,
    })
    const after = await count()
    expect(after.rows).toBe(before.rows + 10)
    for (const format of ['xlsx', 'csv'] as const) {
      const file = await section.get(`${base}/export?format=${format}`)
      expect(file.status).toBe(200)
      expect(file.raw.toString('latin1')).not.toMatch(/62999999\d{8}/)
      if (format === 'csv') expect(file.raw.toString('utf8')).toContain("'=1+1")
      const again = ok(await section.upload(`${base}/import`, `e.${format}`, file.raw))
      expect(again).toMatchObject({ ok: true, rows: 11, added: 0, changed: 0, unchanged: 11 })
    }
    expect(await count()).toEqual(after)
    const { rows } = ok(await section.get(`${base}?limit=200`))
    const notes = rows.map((r: any) => r.fields.note)
    for (const note of evil.filter(n => n !== '\tx')) expect(notes).toContain(note)
  })

  test('改一格：只变那一行，从今天起', async () => {
    const section = await office.as('section')
    const file = await section.get(`${base}/export?format=csv`)
    const [head, ...rest] = file.raw.toString('utf8').split('\r\n')
    const at = rest.findIndex(l => l.includes('茶客甲'))
    const before = await count()
    const changed = rest.map((l, i) => (i === at ? l.replace(',2,红茶,', ',5,绿茶,') : l))
    const done = ok(await section.upload(`${base}/import`, 'e.csv', Buffer.from([head, ...changed].join('\r\n'))))
    expect(done).toMatchObject({ ok: true, changed: 1, unchanged: 10 })
    expect((await count()).states).toBe(before.states + 1)
    expect(ok(await section.get(`${base}?kind=green&q=${encodeURIComponent('茶客')}`)).rows).toMatchObject([
      { subject: '茶客甲', fields: { cups: 5 } },
    ])
  })

  test('有一行不对：整个不写入，逐行说明，错误文件可改后再传', async () => {
    const section = await office.as('section')
    const good = await person('对的人')
    const lines = [
      ['', '对的人', good, '', '2024-06-01', '1', '绿茶', '是', '', '', inventBankCard(200)],
      ['', '没登记', newIdNumber('1950-01-01'), '', '2024-06-01', '1', '绿茶', '是', '', '', inventBankCard(201)],
      ['', '对的人', good, '', '2024-06-01', '1', '绿茶', '是', '', '', inventBankCard(202)],
      ['', '错校验', '349999196001010000', '', '2024-06-01', '1', '绿茶', '是', '', '', inventBankCard(203)],
      ['', '茶客乙', '', '', '2024-06-01', '', '花茶', '是', '', '', '12'],
    ]
    const before = await count()
    const answer = ok(await section.upload(`${base}/import`, 't.xlsx', await bookOf(lines)))
    expect(answer.ok).toBe(false)
    expect(answer.errors.map((e: any) => e.row)).toEqual(expect.arrayContaining([3, 4, 5, 6]))
    expect(answer.errors.find((e: any) => e.row === 3).why).toContain('还没有登记')
    expect(await count()).toEqual(before)
    const file = await section.upload(`${base}/import?errors=xlsx`, 't.xlsx', await bookOf(lines))
    const told = await readXlsx(file.raw)
    expect(told[0]!.cells).toContain('错误说明')
    expect(told).toHaveLength(5)
  })

  test('已在台账中的人再导入：台账自己拒绝，说清哪一行', async () => {
    const section = await office.as('section')
    const [a, b] = [await person('重复甲'), await person('重复乙')]
    const line = (name: string, number: string, card: number) => [
      '',
      name,
      number,
      '',
      '2024-06-01',
      '1',
      '绿茶',
      '是',
      '',
      '',
      inventBankCard(card),
    ]
    ok(await section.upload(`${base}/import`, 't.xlsx', await bookOf([line('重复甲', a, 300)])))
    const before = await count()
    const answer = ok(
      await section.upload(`${base}/import`, 't.xlsx', await bookOf([line('重复乙', b, 301), line('重复甲', a, 302)])),
    )
    expect(answer).toMatchObject({ ok: false, errors: [{ row: 3, why: expect.stringContaining('同时只能有一条') }] })
    expect(await count()).toEqual(before)
  })

  test('乡镇不能导入；低保台账由县级提交、另一人复核', async () => {
    const [clerk, section] = [await office.as('clerk'), await office.as('section')]
    const roster = '/registers/minimum-living.roster'
    for (const of of [base, roster])
      expect((await clerk.upload(`${of}/import`, 't.xlsx', await bookOf([]))).status).toBe(403)
    expect((await section.upload(`${roster}/import`, 't.xlsx', await bookOf([['不对']]))).status).toBe(400)
    expect(ok(await section.get(`${roster}/imports`)).rows).toEqual([])
  })

  test('超过一百行：先再次确认身份，再经另一人批准，用一次', async () => {
    const { owner } = office.ledger
    const [section, head] = [await office.as('section'), await office.as('head')]
    await sql`with p as (insert into person (county_id, division_id, name, born) select ${office.countyId}, ${office.places.eastVillage}, '众人' || n, '1960-01-01'
        from generate_series(1, 120) n returning county_id, id, division_id),
      r as (insert into tea_allowance_roster (county_id, division_id, person_id, held) select county_id, division_id, id, '[2024-01-01,)' from p returning county_id, id, division_id)
      insert into tea_allowance_roster_state (county_id, row_id, starts, division_id, because, cups, kind, alone, allowance_amount)
        select county_id, id, '2024-01-01', division_id, '测试', 1, 'green', true, 1000 from r`.execute(owner)
    await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${office.accounts.section.accountId}`.execute(
      owner,
    )
    expect(await section.get(`${base}/export`)).toMatchObject({ status: 401, body: { detail: { needs: 'step-up' } } })
    await office.stepUp('section')
    expect(await section.get(`${base}/export`)).toMatchObject({ status: 403, body: { detail: { needs: 'approval' } } })
    const { id } = ok(await section.post('/exports', { register: 'tea-allowance.roster', purpose: '年度核对' }))
    expect((await section.post(`/exports/${id}/approve`)).status).toBe(403)
    ok(await head.post(`/exports/${id}/approve`))
    expect((await section.get(`${base}/export?kind=green`)).status).toBe(403)
    expect((await section.get(`${base}/export`)).status).toBe(200)
    expect((await section.get(`${base}/export`)).status).toBe(403)
  })
})
