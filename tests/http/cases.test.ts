/** One household's 低保 through the doors: applied, decided, paid, returned by the bank, found in every list; and what is refused on the way. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { one } from '#core/db'
import { pdfText } from '#tests/papers/reading'
import { apply, household, ok, setToday, step, told, upToDecision } from './life.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
const count = async (table: string) =>
  (await one(office.ledger.owner, sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`)).n

describe('一户的一生', () => {
  let caseId: string
  let householdId: string
  let rowId: string
  test('申请、办理到确认；每一步的答复就是新的页面', async () => {
    const made = await apply(office)
    caseId = made.caseId
    householdId = made.id
    const clerk = await office.as('clerk')
    const view = ok(await clerk.get(`/cases/${caseId}`))
    expect(view).toMatchObject({
      id: caseId,
      procedure: 'minimum-living.application',
      stands: 'open',
      now: { step: 'accept' },
    })
    expect(view.can.acts).toEqual(expect.arrayContaining(['accept', 'missing', 'withdraw']))
    expect(view.fields.account).toMatch(/^\*+\d{4}$/)
    const tasks = ok(await clerk.get('/tasks'))
    expect(tasks.rows.map((t: any) => t.caseId)).toContain(caseId)
    await upToDecision(office, caseId)
    const decided = await step(await office.as('decider'), caseId, 'decide', { outcome: 'grant' })
    expect(decided).toMatchObject({ outcome: 'grant', worth: { amount: '1720.00', firstMonth: '2024-07' } })
    const ended = await step(clerk, caseId, 'tell')
    expect(ended.stands).toBe('ended')
    rowId = ended.rowId
  })
  test('一户一档、一人一档、清单、查找', async () => {
    const clerk = await office.as('clerk')
    const file = ok(await clerk.get(`/households/${householdId}`))
    expect(file).toMatchObject({
      headName: '赵大山',
      rows: [{ register: 'minimum-living.roster', id: rowId, amount: '1720.00' }],
      cases: [{ id: caseId }],
    })
    expect(file.members.map((m: any) => m.tags)).toEqual([[], [], ['在校']])
    const person = ok(await clerk.get(`/people/${file.members[0].id}`))
    expect(person).toMatchObject({
      name: '赵大山',
      households: [{ id: householdId, headName: '赵大山' }],
      covered: [{ register: 'minimum-living.roster' }],
    })
    expect(person.idNumberMasked).toMatch(/^3499\*{10}/)
    expect(ok(await clerk.get('/cases?stands=ended')).rows.map((c: any) => c.id)).toContain(caseId)
    for (const q of ['zds', '赵大'])
      expect(ok(await clerk.get(`/registers/minimum-living.roster?q=${encodeURIComponent(q)}`)).rows).toMatchObject([
        { subject: '赵大山' },
      ])
    expect(ok(await clerk.get('/search?q=zds'))[0]).toMatchObject({ kind: 'person', title: '赵大山' })
  })
  test('发放：核发、封存、另一人放行、银行文件、回盘', async () => {
    await setToday(office, '2024-07-08')
    const [cashier, head] = [await office.as('cashier'), await office.as('cashier2')]
    await office.stepUp('cashier')
    ok(await cashier.post('/funds/allocations', { fund: 'relief', amount: '100000.00', documentNo: '南财〔2024〕1号' }))
    const run = ok(await cashier.post('/payments/runs', { benefit: 'minimum-living.allowance', month: '2024-07' }))
    expect(run).toMatchObject({ regular: 1, total: '1720.00' })
    const again = await cashier.post('/payments/runs', { benefit: 'minimum-living.allowance', month: '2024-07' })
    expect(again.status).toBeGreaterThanOrEqual(400)
    expect(again.status).toBeLessThan(500)
    const batch = ok(await cashier.post(`/payments/runs/${run.id}/seal`))
    expect(batch).toMatchObject({ transfers: 1, total: '1720.00', stands: 'sealed', mayRelease: false })
    await office.stepUp('cashier')
    expect(await cashier.post(`/payments/batches/${batch.id}/release`, { hash: batch.hash })).toMatchObject({
      status: 403,
    })
    await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${office.accounts.cashier2.accountId}`.execute(
      office.ledger.owner,
    )
    expect(await head.post(`/payments/batches/${batch.id}/release`, { hash: batch.hash })).toMatchObject({
      status: 401,
      body: { detail: { needs: 'step-up' } },
    })
    await office.stepUp('cashier2')
    expect(ok(await head.get(`/payments/batches/${batch.id}`))).toMatchObject({ hash: null, mayRelease: true })
    expect(await head.get(`/payments/batches/${batch.id}/sheet`)).toMatchObject({ status: 403 })
    const sheet = await cashier.get(`/payments/batches/${batch.id}/sheet`)
    const code = /核对码：([0-9a-f]{4})-([0-9a-f]{4})/.exec(pdfText(sheet.raw).replace(/\s/g, ''))!
    const wrong8 = { hash: '00000000' === batch.hash.slice(-8) ? '00000001' : '00000000' }
    expect((await head.post(`/payments/batches/${batch.id}/release`, wrong8)).body.reason).toContain('「核对码」')
    const released = ok(await head.post(`/payments/batches/${batch.id}/release`, { hash: `${code[1]}${code[2]}` }))
    expect(released.hash).toBe(batch.hash)
    expect(await head.get(`/payments/batches/${batch.id}/sheet`)).toMatchObject({ status: 200 })
    expect(released).toMatchObject({ stands: 'released', releasedBy: 'cashier2' })
    const file = await head.get(`/payments/batches/${batch.id}/bank-file?format=xlsx`)
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="/)
    expect(file.raw.subarray(0, 2).toString()).toBe('PK')
    const sent = await head.get(`/payments/batches/${batch.id}/bank-file?format=txt`)
    const answered = new TextDecoder('gb18030')
      .decode(sent.raw)
      .trim()
      .split(/\r?\n/)
      .map((l, i, all) =>
        i === 0
          ? `${l.split('|').slice(0, 5).join('|')}|结果代码|原因`
          : i === all.length - 1
            ? `${l.split('|').slice(0, 5).join('|')}||`
            : `${l.split('|').slice(0, 5).join('|')}|00|`,
      )
      .join('\r\n')
    const wrong = await cashier.upload(
      `/payments/batches/${batch.id}/return`,
      'r.txt',
      Buffer.from(answered.replace('1720.00', '1721.00')),
    )
    expect(wrong.status).toBeGreaterThanOrEqual(400)
    expect(wrong.status).toBeLessThan(500)
    const returned = ok(await cashier.upload(`/payments/batches/${batch.id}/return`, '回盘.txt', Buffer.from(answered)))
    expect(returned).toMatchObject({ transfers: 1, paid: '1720.00', unknown: '0.00' })
    const lines = ok(await cashier.get(`/payments/batches/${batch.id}/lines`))
    expect(lines.rows).toMatchObject([{ state: 'paid', amount: '1720.00', rowId }])
    expect(JSON.stringify(lines)).not.toMatch(/62999999\d{8}/)
    const file2 = ok(await (await office.as('section')).get(`/households/${householdId}`))
    expect(file2.payments).toMatchObject([{ month: '2024-07', amount: '1720.00', state: 'paid' }])
    expect(ok(await cashier.get('/funds')).rows.find((f: { fund: string }) => f.fund === 'relief')).toMatchObject({
      balance: { paid: '1720.00' },
    })
  })
  test('指标打开到人，报告成文', async () => {
    const section = await office.as('section')
    const figure = ok(await section.get(`/figures/${encodeURIComponent('新增低保户数')}?period=2024-07`))
    expect(figure).toMatchObject({ value: 1, unit: '户' })
    const records = ok(await section.get(`/figures/${encodeURIComponent('新增低保人数')}/records?period=2024-07`))
    expect(records.rows).toHaveLength(3)
    const docx = await section.get('/reports/half-year.docx?period=2024H1')
    expect(docx.headers['content-disposition']).toContain("filename*=UTF-8''2024%E5%B9%B4")
  })
  test('事件：一人报告，另一人确认，次月减员', async () => {
    const [village, clerk] = [await office.as('village'), await office.as('clerk')]
    const { members } = ok(await clerk.get(`/households/${householdId}`))
    const { id } = ok(
      await village.post('/events', {
        event: 'person.died',
        personId: members[1].id,
        on: '2024-07-03',
        source: '入户走访',
      }),
    )
    expect(await village.post(`/events/${id}/confirm`)).toMatchObject({ status: 403 })
    expect(ok(await clerk.get('/events?state=open')).rows).toMatchObject([
      { id, title: '死亡', mayCheck: true, stands: 'open' },
    ])
    ok(await clerk.post(`/events/${id}/confirm`))
    const again = await clerk.post(`/events/${id}/confirm`)
    expect(again).toMatchObject({ status: 409 })
    await setToday(office, '2024-08-05')
    expect(ok(await clerk.get(`/households/${householdId}`)).rows[0].amount).toBe('920.00')
  })
})

describe('两人同时', () => {
  test('同一办件两人同时决定：一人办成，另一人得知变化；只有一条决定', async () => {
    const { caseId } = await apply(office, { name: '周同时' })
    await upToDecision(office, caseId)
    const [a, b] = [await office.as('decider'), await office.as('decider2')]
    const { version } = ok(await a.get(`/cases/${caseId}`))
    const before = await count('minimum_living_roster')
    const answers = await Promise.all([
      a.post(`/cases/${caseId}/steps/decide`, { version, outcome: 'grant' }),
      b.post(`/cases/${caseId}/steps/decide`, { version, outcome: 'grant' }),
    ])
    expect(answers.map(x => x.status).sort()).toEqual([200, 409])
    const lost = answers.find(x => x.status === 409)!
    expect(lost.body.reason).toContain('刚刚被别人办理过')
    expect(lost.body.detail.changes[0]).toMatchObject({
      stepTitle: '审核确认',
      by: expect.stringMatching(/^decider2?$/),
    })
    expect(await count('minimum_living_roster')).toBe(before + 1)
  })
  test('同一个键同时按十次：一个效果，十个一样的答复', async () => {
    const clerk = await office.as('clerk')
    await setToday(office, '2024-06-03')
    const h = await household(office, clerk, { name: '吴十次' })
    const before = await count('case_file')
    const body = told(h)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        clerk.post('/cases/minimum-living.application', body, { 'idempotency-key': 'press-ten-times' }),
      ),
    )
    expect(answers.map(a => a.status)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map(a => JSON.stringify(a.body))).size).toBe(1)
    expect(await count('case_file')).toBe(before + 1)
    const other = await clerk.post(
      '/cases/minimum-living.application',
      { ...body, source: 'clue' },
      { 'idempotency-key': 'press-ten-times' },
    )
    expect(other).toMatchObject({ status: 409, body: { reason: expect.stringContaining('Idempotency-Key') } })
  })
  test('键只属于自己的账号；被拒绝的请求不占用键', async () => {
    const [clerk, other] = [await office.as('clerk'), await office.as('clerk2')]
    const body = {
      divisionId: String(office.places.eastVillage),
      head: { name: '郑键', idNumber: '349999197001010000' },
    }
    expect(await clerk.post('/households', body, { 'idempotency-key': 'same-key-1' })).toMatchObject({ status: 422 })
    const good = { ...body, head: { name: '郑键', born: '2024-05-01', sex: '女' } }
    const first = ok(await clerk.post('/households', good, { 'idempotency-key': 'same-key-1' }))
    expect(ok(await clerk.post('/households', good, { 'idempotency-key': 'same-key-1' }))).toEqual(first)
    expect(ok(await other.post('/households', good, { 'idempotency-key': 'same-key-1' }))).not.toEqual(first)
  })
})
