/** People and households: one number is one person, nobody lives in two households, and a search finds what its asker may see. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { asActor, one, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { openKeys } from '#core/identity/keys'
import { addMembers, enterHouseholds } from '#core/people/households'
import { declareKin } from '#core/people/kin'
import { modules } from '#domains/index'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { east, eastern, eastVillage, id, on, twoTowns, western, westVillage } from './two-towns.ts'

let ledger: TestLedger
let engine: Engine
beforeAll(async () => {
  ledger = await testLedger()
  engine = { catalogue: new Catalogue(modules), keys: openKeys(ledger.home), home: ledger.home }
  await twoTowns(ledger.owner)
})
afterAll(() => ledger.close())

const enter = (actor: Actor, divisionId: number, head: object, members: object[] = []) =>
  asActor(ledger.app, actor, trx =>
    enterHouseholds(trx, engine, [{ countyId: 1, on, divisionId, head, members } as never]).then(found => found[0]!),
  )
const counts = () =>
  one(
    ledger.owner,
    sql<{
      people: number
      households: number
    }>`select (select count(*) from person) as people, (select count(*) from household) as households`,
  )

describe('登记一户', () => {
  test('户主和成员各登记一次，号码加密，盲索引唯一', async () => {
    const made = await enter(
      eastern,
      eastVillage,
      { name: '赵大山', idNumber: id(1), phone: '13800001234', labour: 'unable' },
      [
        { name: '钱小花', idNumber: id(2, '1972-02-02'), relation: '10' },
        { name: '赵宝', born: '2024-05-01', sex: '男', relation: '20' },
      ],
    )
    expect(made.personIds).toHaveLength(3)
    const people = await rows(
      ledger.owner,
      sql<any>`select p.*, m.relation from person p join household_member m on m.person_id = p.id
      where m.household_id = ${made.householdId} order by p.born`,
    )
    expect(people.map(p => [p.name, p.sex, p.born, p.id_number_masked, p.relation])).toEqual([
      ['赵大山', '男', '1970-01-01', '3499**********' + id(1).slice(-4), '02'],
      ['钱小花', '女', '1972-02-02', '3499**********' + id(2, '1972-02-02').slice(-4), '10'],
      ['赵宝', '男', '2024-05-01', null, '20'],
    ])
    expect(JSON.stringify(people)).not.toContain(id(1))
    expect(people[0].initials).toBe('zds')
    expect(people[0].phone_masked).toBe('138****1234')
  })

  test.each([
    ['校验码不对', { name: '孙一', idNumber: id(3).slice(0, 17) + (id(3)[17] === '1' ? '2' : '1') }, '校验码不正确'],
    ['没有号码的成年人', { name: '孙一', born: '1990-01-01', sex: '男' }, '只有新生儿'],
    ['满一周岁零一天没有号码', { name: '孙一', born: '2023-06-02', sex: '男' }, '只有新生儿'],
    ['性别与号码不一致', { name: '孙一', idNumber: id(3), sex: '女' }, '性别与身份证号不一致'],
    ['没有姓名', { name: ' ', idNumber: id(3) }, '姓名没有填写'],
  ])('%s：拒绝，什么也不写', async (_, head, reason) => {
    const before = await counts()
    await expect(enter(eastern, eastVillage, head)).rejects.toThrow(reason)
    expect(await counts()).toEqual(before)
  })
  test('一周岁当天还可以没有号码', async () => {
    const made = await enter(eastern, eastVillage, { name: '孙二', idNumber: id(5) }, [
      { name: '孙三', born: '2023-06-03', sex: '女', relation: '30' },
    ])
    expect(made.personIds).toHaveLength(2)
  })

  test('已在另一户的人：本镇、外镇都拒绝，不说出外镇的姓名', async () => {
    await expect(enter(eastern, eastVillage, { name: '赵大山', idNumber: id(1) })).rejects.toThrow(
      '已是另一户的共同生活家庭成员',
    )
    await expect(enter(western, westVillage, { name: '赵大山', idNumber: id(1) })).rejects.toThrow('已是外乡镇的另一户')
    await expect(enter(western, westVillage, { name: '李四', idNumber: id(1) })).rejects.toThrow('另一个姓名')
    await expect(enter(western, westVillage, { name: '李四', idNumber: id(1) })).rejects.not.toThrow('赵大山')
  })

  test('离开原户以后可以登记到外镇的新户，还是同一个人', async () => {
    const first = await enter(eastern, eastVillage, { name: '周迁', idNumber: id(7) })
    await sql`update household_member set held = daterange(lower(held), '2024-07-01') where household_id = ${first.householdId}`.execute(
      ledger.owner,
    )
    await expect(enter(western, westVillage, { name: '周迁', idNumber: id(7) })).rejects.toThrow('外乡镇的另一户')
    await sql`update household_member set held = daterange('2024-01-01', '2024-06-03') where household_id = ${first.householdId}`.execute(
      ledger.owner,
    )
    const second = await enter(western, westVillage, { name: '周迁', idNumber: id(7), labour: 'partly' })
    expect(second.personIds).toEqual(first.personIds)
    const person = await one(
      ledger.owner,
      sql<any>`select division_id, labour from person where id = ${first.personIds[0]}`,
    )
    expect(person).toEqual({ division_id: westVillage, labour: 'partly' })
  })

  test('死者、同批重复、别的乡镇的村、两个户主', async () => {
    await enter(eastern, eastVillage, { name: '吴故', idNumber: id(9) })
    await sql`update person set died_on = '2024-06-01' where name = '吴故'`.execute(ledger.owner)
    await expect(enter(eastern, eastVillage, { name: '吴故', idNumber: id(9) })).rejects.toThrow('登记死亡')
    await expect(
      enter(eastern, eastVillage, { name: '郑一', idNumber: id(11) }, [
        { name: '郑一', idNumber: id(11), relation: '10' },
      ]),
    ).rejects.toThrow('同批')
    await expect(enter(eastern, westVillage, { name: '郑一', idNumber: id(11) })).rejects.toThrow('不在您的管辖范围内')
    await expect(enter(eastern, east, { name: '郑一', idNumber: id(11) })).rejects.toThrow('登记到村')
    await expect(
      enter(eastern, eastVillage, { name: '郑一', idNumber: id(11) }, [
        { name: '郑二', idNumber: id(13), relation: '02' },
      ]),
    ).rejects.toThrow('只有一位户主')
  })

  test('增加成员；重复增加被拒绝；外镇的人看不见这一户', async () => {
    const made = await enter(eastern, eastVillage, { name: '王增', idNumber: id(15) })
    const to = { countyId: 1, householdId: made.householdId, on } as const
    const wife = { name: '冯增', idNumber: id(16), relation: '10' }
    await asActor(ledger.app, eastern, trx => addMembers(trx, engine, to, [wife]))
    await expect(asActor(ledger.app, eastern, trx => addMembers(trx, engine, to, [wife]))).rejects.toThrow(
      '不必重复登记',
    )
    await expect(asActor(ledger.app, western, trx => addMembers(trx, engine, to, [wife]))).rejects.toThrow('没有这一户')
  })

  test('近亲属成对登记，外镇的亲属也登记得上', async () => {
    const [a, b] = [
      await enter(eastern, eastVillage, { name: '陈甲', idNumber: id(17) }),
      await enter(western, westVillage, { name: '陈乙', idNumber: id(19) }),
    ]
    await asActor(ledger.app, eastern, trx =>
      declareKin(trx, engine, 1, on, [
        { personId: a.personIds[0]!, relation: '子女', relative: { name: '陈乙', idNumber: id(19) } },
        { personId: a.personIds[0]!, relation: '配偶', relative: { name: '褚丙', idNumber: id(20) } },
      ]),
    )
    const kin = await rows(
      ledger.owner,
      sql<any>`select person_id, relation from kinship where relative_id = ${a.personIds[0]} order by relation`,
    )
    expect(kin).toEqual([
      { person_id: b.personIds[0], relation: '父母' },
      expect.objectContaining({ relation: '配偶' }),
    ])
  })
})
