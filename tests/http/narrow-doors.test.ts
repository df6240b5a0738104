/** Narrow doors: posts that see accounts alone or read alone, attachments by their content, sessions that are taken away. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { atEveryDoor, doors, ids, office } from './at-every-door.ts'
import { canaries, type Door, doorsOfApi, type Ids, isOpen, knock, token } from './every-door.ts'
import { household, ok } from './life.ts'
import { type Office, openOffice } from './office.ts'

atEveryDoor()

test('系统管理员只有账号；审计只读', async () => {
  const [admin, auditor] = [await office.as('admin'), await office.as('auditor')]
  for (const d of doors.filter(x => !isOpen(x))) {
    const answer = await knock(admin, ids, d)
    const mine = d.may.startsWith('accounts') || d.may === 'signed in'
    if (!mine) expect([d.path, answer.status]).toEqual([d.path, 403])
    if (
      d.method === 'post' &&
      !isOpen(d) &&
      d.may !== 'search.see' &&
      d.may !== 'people.unmask' &&
      d.may !== 'registers.export' &&
      d.may !== 'signed in'
    )
      expect([d.path, (await knock(auditor, ids, d)).status]).toEqual([d.path, 403])
  }
})

test('附件：只收照片和 PDF，按内容认；原样取回；放在沙箱里', async () => {
  const clerk = await office.as('clerk')
  const url = `/cases/${ids.case}/attachments`
  for (const [name, bytes] of [
    ['a.png', Buffer.from('<svg onload=alert(1)>')],
    ['a.html', Buffer.from('<script>alert(1)</script>')],
    ['a.pdf', Buffer.from('PK\u0003\u0004')],
    ['empty.png', Buffer.alloc(0)],
  ] as const)
    expect(await clerk.upload(url, name, bytes)).toMatchObject({ status: 400 })
  const pdf = Buffer.from('%PDF-1.4 内容')
  const kept = ok(await clerk.upload(url, '../../etc/入户 "表".pdf', pdf))
  expect(kept.name).not.toMatch(/[/\\"]/)
  const back = await clerk.get(`/attachments/${kept.id}`)
  expect(back.raw.equals(pdf)).toBe(true)
  expect(back.headers['content-security-policy']).toContain('sandbox')
  expect(back.headers['content-disposition']).toMatch(/^inline; filename="/)
  expect(await clerk.upload(url, 'big.png', Buffer.alloc(21 * 2 ** 20, 1))).toMatchObject({ status: 413 })
})

test('会话被收回，下一个请求就不行；没有上下文，没有一行', async () => {
  const client = office.anyone()
  ok(await client.post('/session', { login: 'clerk3-login', password: 'correct horse 马' }))
  ok(await client.get('/tasks'))
  await sql`update session set revoked_at = now() where account_id = ${office.accounts.clerk3.accountId}`.execute(
    office.ledger.owner,
  )
  expect((await client.get('/tasks')).status).toBe(401)
  for (const table of [
    'person',
    'household',
    'case_file',
    'payment_line',
    'minimum_living_roster',
    'audit_entry',
    'request_key',
  ])
    expect([table, (await sql`select from ${sql.table(table)}`.execute(office.ledger.app)).rows.length]).toEqual([
      table,
      0,
    ])
})

test('登记过的人在邻镇登记：只说已在另一户，不说是谁、在哪', async () => {
  const clerk = await office.as('clerk')
  await household(office, clerk, { name: `${token}二` })
  const [{ masked }] = (await rows(
    office.ledger.owner,
    sql<{ masked: string }>`select id_number_masked as masked from person where name = ${`${token}二`}`,
  )) as [{ masked: string }]
  const found = await (await office.as('foreign')).get(`/search?q=${encodeURIComponent(token)}`)
  expect(found.body).toEqual([])
  expect(masked).toMatch(/^3499/)
})
