/** A report is counted on two connections at once: at one moment, in one name, and on one where there is no second. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abreast } from '#core/abreast'
import { asActor, type Db, one, openDb } from '#core/db'
import { indicators } from '#core/indicators/indicators'
import { County, catalogue, head } from './county.ts'

let county: County
const inOneMoment = <T>(work: (db: Db) => Promise<T>, of: Db = county.ledger.app, actor = head) =>
  asActor(of, actor, work, { isOneMoment: true })
const figures = async (db: Db) => {
  const all = await indicators(db, catalogue, { period: '2024H1' })
  return Object.fromEntries(all.map(f => [f.id, f.value]))
}
/** On how many connections it was, and what each of them says. */
const asked = async (db: Db, what: ReturnType<typeof sql<{ said: unknown }>>) => {
  const heard: { pid: number; said: unknown }[] = []
  await abreast(db, async one_ => {
    const { pid } = await one(one_, sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.05)`)
    heard.push({ pid, said: (await one(one_, what)).said })
  })
  return { connections: new Set(heard.map(h => h.pid)).size, said: heard.map(h => h.said) }
}
const rowsSeen = sql<{ said: unknown }>`select count(*) as said from minimum_living_roster`

beforeAll(async () => {
  county = await County.open('2024-06-30')
  await county.enter('东一', '2023-01-01', 3)
  await county.enter('西一', '2024-02-01', 2)
})
afterAll(() => county.close())

describe('两条连接', () => {
  it('同一姓名、同一辖区：谁也不多看一行', async () => {
    expect(await inOneMoment(db => asked(db, rowsSeen))).toEqual({ connections: 2, said: [2, 2] })
    const clerk = county.clerkOf('east')
    expect(await inOneMoment(db => asked(db, rowsSeen), undefined, clerk)).toEqual({ connections: 2, said: [1, 1] })
    const name = sql<{
      said: unknown
    }>`select current_setting('app.post') || current_setting('statement_timeout') as said`
    const answer = await inOneMoment(async db => {
      await sql`set local statement_timeout = '7s'`.execute(db)
      return asked(db, name)
    })
    expect(answer.said).toEqual(['bureau-head7s', 'bureau-head7s'])
  })
  it('第二条只能读', async () => {
    const readOnly = sql<{ said: unknown }>`select current_setting('transaction_read_only') as said`
    expect((await inOneMoment(db => asked(db, readOnly))).said.sort()).toEqual(['off', 'on'])
  })
  it('各指标与一条连接所数的一致', async () => {
    const single = openDb(county.ledger.appUrl, { max: 1 })
    try {
      const alone = await inOneMoment(figures, single)
      expect(alone.在保低保人数).toBe(5)
      expect(await inOneMoment(figures)).toEqual(alone)
    } finally {
      await single.destroy()
    }
  })
})

describe('同一时刻', () => {
  it('期间有人提交了新的一户：两条连接都还没有看到；下一次都看到', async () => {
    const during = await inOneMoment(async db => {
      await one(db, sql`select 1`)
      await county.enter('东二', '2024-03-01', 4)
      return { seen: await asked(db, rowsSeen), figures: await figures(db) }
    })
    expect(during.seen).toEqual({ connections: 2, said: [2, 2] })
    expect(during.figures.在保低保人数).toBe(5)
    expect((await inOneMoment(figures)).在保低保人数).toBe(9)
  })
})

describe('只用一条', () => {
  it('已经写了东西的事务：第二条看不到所写的', async () => {
    const seen = await inOneMoment(async db => {
      await sql`insert into published_base (county_id, what, division_id, covers, value, source, entered_by, entered_on)
        values (1, '户籍人口', (select min(id) from division), '[2024-06-30,2024-07-01)', 100, '公报', 1, '2024-06-30')`.execute(
        db,
      )
      return asked(db, sql<{ said: unknown }>`select count(*) as said from published_base`)
    }, county.ledger.owner)
    expect(seen).toEqual({ connections: 1, said: [1] })
  })
  it('没有约定同一时刻的事务', async () => {
    expect((await county.asHead(db => asked(db, rowsSeen))).connections).toBe(1)
  })
  it('没有空闲的连接：不等', async () => {
    const two = openDb(county.ledger.appUrl, { max: 2 })
    try {
      await inOneMoment(async db => {
        expect((await inOneMoment(other => asked(other, rowsSeen), two)).connections).toBe(1)
        return db
      }, two)
    } finally {
      await two.destroy()
    }
  })
  it('一条出了错：错误说出来，另一条的结果不算', async () => {
    let turn = 0
    const failing = inOneMoment(db =>
      abreast(db, async one_ => {
        if (turn++ === 0) await sql`select 1 / 0`.execute(one_)
      }),
    )
    await expect(failing).rejects.toThrow('division by zero')
    expect((await inOneMoment(db => asked(db, rowsSeen))).connections).toBe(2)
  })
})
