/** The offices of a rehearsal in one transaction: in the order in which they ask, all or nothing; references taken away are back whatever happens. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, one, rows, write } from '#core/db'
import { inLanes } from '#simulate/lanes'
import { referencesAsSets } from '#simulate/references'
import { type TestLedger, testLedger } from '#tests/setup/ledger'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await testLedger()
  await sql`create table told (nth int primary key, by text not null)`.execute(ledger.owner)
})
afterAll(() => ledger.close())
const told = () => rows(ledger.owner, sql<{ nth: number; by: string }>`select nth, by from told order by nth`)
const tell = (db: Db, nth: number, by: string) => write(db, sql`insert into told (nth, by) values (${nth}, ${by})`)
const references = () =>
  rows(
    ledger.owner,
    sql<{ t: string; name: string; says: string; ok: boolean }>`select conrelid::regclass::text as t, conname as name,
      pg_get_constraintdef(oid) as says, convalidated as ok from pg_constraint where contype = 'f' order by 1, 2`,
  )

test('两个窗口在一个事务里：各自的话按先后写下，读得到彼此刚写的', async () => {
  const seen = await inLanes(ledger.owner, async lane => {
    const [a, b] = [lane(), lane()]
    await tell(a, 1, 'a')
    await tell(b, 2, 'b')
    const count = (db: Db) => one(db, sql<{ n: number }>`select count(*)::int as n from told`)
    const first = await Promise.all([count(a), count(b)])
    await tell(b, 3, 'a')
    const both = [...first, await count(a)]
    expect(await told()).toEqual([]) // nobody else sees it yet
    return both.map(x => x.n)
  })
  expect(seen).toEqual([2, 2, 3])
  expect((await told()).map(t => t.by)).toEqual(['a', 'b', 'a'])
})
test('没有等回音的一笔写错：说出来的是它，什么都不留下', async () => {
  const before = await told()
  const wrong = inLanes(ledger.owner, async lane => {
    const db = lane()
    await tell(db, 10, 'a')
    await tell(db, 10, 'twice')
    await tell(db, 11, 'a')
  })
  await expect(wrong).rejects.toMatchObject({ code: '23505' })
  const later = inLanes(ledger.owner, async lane => {
    const db = lane()
    await tell(db, 1, 'twice')
    await rows(db, sql`select 1`)
  })
  await expect(later).rejects.toMatchObject({ code: '23505' })
  await expect(
    inLanes(ledger.owner, async lane => {
      await tell(lane(), 12, 'a')
      throw new Error('stopped')
    }),
  ).rejects.toThrow('stopped')
  expect(await told()).toEqual(before)
  await inLanes(ledger.owner, lane => tell(lane(), 20, 'after')) // the connection is as good as before
  expect((await told()).length).toBe(before.length + 1)
})
test('外键成批核验：做完全部还在、都核验过；指向不存在的，整个作废', async () => {
  const before = await references()
  expect(before.length).toBeGreaterThan(200)
  expect(before.every(r => r.ok)).toBe(true)
  const county = (n: number) =>
    sql`insert into county (county_id, code, name) values (${n}, ${`34900${n}`}, '演练县')`.execute(ledger.owner)
  const nowhere = (db: Db) =>
    write(
      db,
      sql`insert into household_member (county_id, household_id, person_id, relation, held) values (1, 7, 8, '20', '[2024-01-01,)')`,
    )
  await county(1)
  await inLanes(ledger.owner, lane => {
    const db = lane()
    return referencesAsSets(db, 1, async () => {
      const { n } = await one(
        db,
        sql<{
          n: number
        }>`select count(*)::int as n from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
      )
      expect(n).toBe(0)
    })
  })
  expect(await references()).toEqual(before)
  const broken = () =>
    inLanes(ledger.owner, lane => {
      const db = lane()
      return referencesAsSets(db, 1, () => nowhere(db))
    })
  await expect(broken()).rejects.toMatchObject({ code: '23503' })
  expect(await references()).toEqual(before)
  await county(2) // beside another county every row is checked as it is written
  await inLanes(ledger.owner, async lane => {
    const db = lane()
    await referencesAsSets(db, 1, async () => {
      const [{ n }] = (await rows(
        db,
        sql<{ n: number }>`select count(*)::int as n from pg_constraint where contype = 'f'`,
      )) as [{ n: number }]
      expect(n).toBe(before.length)
    })
  })
  await expect(broken()).rejects.toMatchObject({ code: '23503' })
})
