/** What people type: stored and returned unchanged, never run, never a fault of the program. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atEveryDoor, doors, ids, office } from './at-every-door.ts'
import { canaries, type Door, doorsOfApi, filled, type Ids, knock } from './every-door.ts'
import { ok, setToday } from './life.ts'
import { type Office, openOffice } from './office.ts'

atEveryDoor()

describe('内容', () => {
  const evil = [
    ...[
      "'; drop table person; --",
      "' or '1'='1",
      '1; select pg_sleep(9)',
      '") or 1=1 --',
      '\\',
      '%00',
      '${7*7}',
      '{{7*7}}',
      '../../etc/passwd',
    ],
    ...[
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '=cmd|calc',
      '＝1+1',
      '\u202egnp',
      '𠮷𰻝e̊',
      '👨‍👩‍👧',
      'a\u0000b',
      '\ud800',
    ],
  ]
  test('各种内容存进去、读出来一字不差，不出错', async () => {
    const clerk = await office.as('clerk')
    await setToday(office, '2024-06-03')
    for (const text of evil) {
      const made = await clerk.post('/households', {
        divisionId: String(office.places.eastVillage),
        address: text,
        head: { name: '存取', born: '2024-05-01', sex: '男' },
      })
      expect([text, made.status < 500]).toEqual([text, true])
      if (made.status >= 300) continue
      const kept = ok(await clerk.get(`/households/${made.body.id}`)).address
      expect([text, kept]).toEqual([text, text.includes('\ud800') ? kept : text])
    }
  })
  /** Each door gets five, another five than the door before it. */
  const fit = evil.filter(t => !t.includes('\ud800'))
  const some = (n: number) => Array.from({ length: 5 }, (_, i) => fit[(n * 5 + i) % fit.length]!)
  test('每个查询参数：不出 5xx', async () => {
    const section = await office.as('section')
    let next = 0
    for (const d of doors.filter(
      x => x.method === 'get' && !x.path.startsWith('/audit') && !['/verify', '/openapi.json'].includes(x.path),
    ))
      for (const text of some(next++)) {
        const q = encodeURIComponent(text)
        const url = `${filled(d.path, ids)}?q=${q}&on=${q}&after=${q}&limit=${q}&state=${q}&period=${q}&area=${q}&procedure=${q}&benefit=${q}&outcome=${q}&scope=${q}&format=${q}&kind=${q}&class=${q}&id=${q}`
        const answer = await section.get(url)
        expect([d.path, text, answer.status < 500], JSON.stringify(answer.body).slice(0, 300)).toEqual([
          d.path,
          text,
          true,
        ])
      }
  })
  test('排序、筛选只认定义里有的', async () => {
    const clerk = await office.as('clerk')
    const all = ok(await clerk.get('/registers/minimum-living.roster'))
    expect(
      ok(await clerk.get('/registers/minimum-living.roster?sort=name%3Bdrop%20table%20person&account=62')),
    ).toEqual(all)
    expect(
      ok(await clerk.get(`/registers/minimum-living.roster?class=${encodeURIComponent("B') or true --")}`)).rows,
    ).toEqual([])
  })
  test('每个错误都是 {reason, basis?, detail?}', async () => {
    const clerk = await office.as('clerk')
    for (const d of doors.filter(x => !x.path.startsWith('/session'))) {
      const answer = await knock(clerk, ids, d, { junk: true })
      if (answer.status < 400) continue
      expect([
        d.path,
        Object.keys(answer.body).every(k => ['reason', 'basis', 'detail'].includes(k)),
        typeof answer.body.reason,
      ]).toEqual([d.path, true, 'string'])
      expect(answer.body.reason).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})
