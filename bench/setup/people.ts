/** Households by the million, in a few statements: skewed over towns and villages, with real names and their initials. */
import { sql } from 'kysely'
import { type Db, insertMany, rows } from '#core/db'
import { blindIndex } from '#core/identity/sealing'
import { initialsOf } from '#core/people/names'
import { inventIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import type { Bench } from './ledger.ts'
import { loaded } from './load.ts'

export const firstPerson = 1_000_000_000
export const firstHousehold = 100_000_000
export const firstCase = 200_000_000
export const firstRow = 300_000_000

const surnames = [...'王李张刘陈吴胡徐周朱何程孙潘杨黄赵许马高曹唐宋谢丁郑罗郭余姚蒋袁叶韩冯曾单解仇']
const given = [...'英秀兰华明玉芳国军平志伟红建文霞丽永林春云海金桂梅福生成强凤宝珍荣德超勇艳敏静燕鹏辉飞波龙斌']
/** So many of each hundred thousand bear a name: the surnames at the front far more than those at the end. */
const nameRows = () => {
  const all: { nth: number; name: string; initials: string }[] = []
  surnames.forEach((s, i) => {
    const share = Math.ceil(900 / (i + 2))
    for (let k = 0; k < share; k++) {
      const a = given[(k * 7 + i) % given.length]!
      const name = k % 5 === 0 ? s + a : s + a + given[(k * 13 + i * 3) % given.length]!
      all.push({ nth: all.length, name, initials: initialsOf(name) })
    }
  })
  return all
}

/** A number between 0 and 1 that belongs to `i`, the same each time it is asked. */
export const draw = (i: string, salt: number) =>
  sql`((hashint8extended(${sql.raw(i)}, ${sql.lit(salt)}) & 1048575) / 1048576.0)`

export const inventPeople = async (bench: Bench, households: number) => {
  const { owner, countyId } = bench
  const names = nameRows()
  await sql`create schema bench`.execute(owner)
  await sql`create unlogged table bench.name (nth int primary key, name text, initials text)`.execute(owner)
  await insertMany(owner, 'bench.name', names)
  await sql`create unlogged table bench.village as
    select (row_number() over (order by d.code))::int - 1 as nth, d.id, d.parent_id as town_id, coalesce(d.kind, 'rural') as kind
    from division d where d.county_id = ${countyId} and d.level = 'village'`.execute(owner)
  await sql`create unlogged table bench.household as
    select h.i, ${firstHousehold} + h.i as id, v.id as division_id, v.town_id, v.kind, 1 + h.i % 5 as size
    from (select i, floor(power(${draw('i', 1)}, 1.7) * (select count(*) from bench.village))::int as v from generate_series(1, ${households}::bigint) i) h
    join bench.village v on v.nth = h.v`.execute(owner)
  await sql`create index on bench.household (i)`.execute(owner)
  await sql`analyze bench.household, bench.village, bench.name`.execute(owner)
  const person = sql`${firstPerson} + h.i * 10 + k`
  await loaded(owner, ['person', 'person_reading', 'household', 'household_member'], async trx => {
    await sql`insert into person (county_id, id, division_id, name, initials, born, sex, registered_division_id, marital, labour, address, known_from,
          id_number_sealed, id_number_index, id_number_masked)
      select ${countyId}, p.id, p.division_id, n.name, n.initials, p.born, p.sex, p.division_id, case when p.k < 2 then '20' else '10' end,
        'unable', (p.i % 40 + 1) || '组', '2019-01-01', decode(repeat(md5(p.id::text), 4) || '00000000', 'hex'), decode(md5('n' || p.id), 'hex'),
        '349999********' || lpad((p.id % 10000)::text, 4, '0')
      from (select h.i, k, ${person} as id, h.division_id, date '1945-01-01' + (${draw(`h.i * 10 + k`, 2)} * 12000)::int + case when k >= 2 then 14000 else 0 end as born,
          case when (h.i + k) % 2 = 0 then '男' else '女' end as sex, floor(power(${draw(`h.i * 10 + k`, 3)}, 1.3) * ${names.length})::int as n
        from bench.household h cross join lateral generate_series(0, h.size - 1) k) p
      join bench.name n on n.nth = p.n`.execute(trx)
    await sql`insert into person_reading (county_id, person_id, initials, division_id)
      select p.county_id, p.id, r.initials, p.division_id from person p cross join lateral unnest(string_to_array(p.initials, ' ')) with ordinality r (initials, nth)
      where position(' ' in p.initials) > 0 and r.nth > 1 on conflict do nothing`.execute(trx)
    await sql`insert into household (county_id, id, division_id, head_id, address, known_from)
      select ${countyId}, h.id, h.division_id, ${firstPerson} + h.i * 10, (h.i % 40 + 1) || '组', '2019-01-01' from bench.household h`.execute(
      trx,
    )
    await sql`insert into household_member (county_id, household_id, person_id, relation, held, known_from)
      select ${countyId}, h.id, ${person}, (array['02', '10', '20', '30', '30'])[k + 1], '[2019-01-01,)', '2019-01-01'
      from bench.household h cross join lateral generate_series(0, h.size - 1) k`.execute(trx)
  })
}

/** Some have numbers that can be asked for: as many as a day's searches need. */
export const numberSome = async (bench: Bench, count: number): Promise<string[]> => {
  const found = await rows(
    bench.owner,
    sql<{
      id: number
      born: Day
    }>`select p.id, p.born from bench.household h join person p on p.id = ${firstPerson} + h.i * 10
      where h.i % (select greatest(max(i) / ${count}, 1) from bench.household) = 0 order by h.i limit ${count}`,
  )
  const numbered = found.map((f, i) => ({ id: f.id, number: inventIdNumber('349999', f.born, i % 1000) }))
  const unique = [...new Map(numbered.map(n => [n.number, n])).values()]
  const told = unique.map(u => ({
    id: u.id,
    index: blindIndex(bench.engine.keys, 'id-number', u.number).toString('hex'),
  }))
  await replica(bench.owner, trx =>
    sql`update person p set id_number_index = decode(t.index, 'hex') from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) t (id bigint, index text)
      where p.county_id = ${bench.countyId} and p.id = t.id`.execute(trx),
  )
  return unique.map(u => u.number)
}
/** Without triggers: what is invented has no history. */
export const replica = (owner: Db, work: (trx: Db) => Promise<unknown>) =>
  owner.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await work(trx)
  })
