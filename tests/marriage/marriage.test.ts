/** 结婚登记: on the spot, numbered without gaps however many register at once, and known to whoever it concerns. */
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { asActor, rows, widely } from '#core/db'
import { actOnCases } from '#core/procedures/act'
import { drawSamples } from '#core/procedures/sample'
import { registryOffice } from './couple.ts'

const o = await registryOffice()
afterAll(() => o.close())
const registration = 'marriage.registration'

describe('结婚登记', () => {
  test('双方到场，当场登记；一方不到场、有配偶、是近亲的不予办理，也不占字号', async () => {
    await o.today('2024-06-03')
    const roles = await o.couple()
    await expect(o.open(registration, roles, o.statement, ['husband'])).rejects.toThrow('须双方本人同时到场')
    await o.marry(roles)
    expect(await o.marital(roles.husband, roles.wife)).toEqual(['20', '20'])
    const third = await o.person('女', '1995-01-01')
    const again = await o.open(registration, { husband: roles.husband, wife: third }, o.statement)
    await expect(o.act('registry', registration, again, 'register', { outcome: 'grant' })).rejects.toThrow(
      '双方均无配偶',
    )
    await o.act('registry', registration, again, 'register', { outcome: 'refuse', says: '男方有配偶' })
    const kin = await o.couple()
    await sql`insert into kinship (county_id, person_id, relative_id, relation, declared_on) values
      (${o.countyId}, ${kin.husband}, ${kin.wife}, '兄弟姐妹', '2024-01-01'), (${o.countyId}, ${kin.wife}, ${kin.husband}, '兄弟姐妹', '2024-01-01')`.execute(
      o.owner,
    )
    const related = await o.open(registration, kin, o.statement)
    await expect(o.act('registry', registration, related, 'register', { outcome: 'grant' })).rejects.toThrow('旁系血亲')
    await o.marry(await o.couple())
    expect(await rows(o.owner, sql`select number from marriage_marriages order by id`)).toEqual([
      { number: 'J340223-2024-000001' },
      { number: 'J340223-2024-000002' },
    ])
  })
  test('三十对同时登记：字号相连，不重不漏；失败的不占号', async () => {
    await o.today('2024-06-04')
    const cases: number[] = []
    for (let i = 0; i < 30; i++) {
      const spoilt = i % 10 === 9 ? { noSpouse: false } : {}
      cases.push(await o.open(registration, await o.couple(), { ...o.statement, ...spoilt }))
    }
    const p = o.engine.catalogue.procedure(registration)!
    const done = await Promise.allSettled(
      cases.map((caseId, i) => {
        const by = i % 2 ? o.officials.registry : o.officials.registry2
        return asActor(o.app, by, trx =>
          actOnCases(trx, o.engine, p, 'register', [{ caseId, by, on: '2024-06-04', outcome: 'grant' }]),
        )
      }),
    )
    expect(done.filter(d => d.status === 'fulfilled')).toHaveLength(27)
    const given = await rows(
      o.owner,
      sql<{ number: string }>`select number from marriage_marriages where on_day = '2024-06-04' order by number`,
    )
    expect(given.map(g => g.number)).toEqual(
      Array.from({ length: 27 }, (_, i) => `J340223-2024-${String(i + 3).padStart(6, '0')}`),
    )
  })
  test('一方在低保家庭的，派发复核；离婚也是', async () => {
    const home = await o.household({ people: [{}, { relation: '20', born: '2000-05-01', sex: '女' } as never] })
    const { rowId } = await o.granted(home)
    const wife = home.personIds[1]!
    const husband = await o.person('男', '1998-01-01')
    const reviews = () =>
      rows(
        o.owner,
        sql`select id from case_file where row_id = ${rowId} and procedure = ${o.review} and source = 'event'`,
      )
    expect(await reviews()).toHaveLength(0)
    await o.marry({ husband, wife })
    expect(await reviews()).toHaveLength(1)
  })
  test('外地双方：试点中凭一方居住证，算跨区域通办；本地一方的不算', async () => {
    await o.today('2024-06-05')
    const away = await o.couple({ home: null })
    const refused = await o.open(registration, away, o.statement)
    await expect(o.act('registry', registration, refused, 'register', { outcome: 'grant' })).rejects.toThrow(
      '一方户籍或者居住证在本县',
    )
    await o.act('registry', registration, refused, 'register', { outcome: 'refuse', says: '没有居住证' })
    const caseId = await o.open(registration, away, { ...o.statement, residencePermit: true })
    await o.act('registry', registration, caseId, 'register', { outcome: 'grant' })
    await o.marry({
      husband: await o.person('男', '1990-01-01', { home: null }),
      wife: await o.person('女', '1991-01-01'),
    })
    expect(
      await rows(
        o.owner,
        sql`select is_across as a, count(*)::int as n from marriage_marriages where on_day = '2024-06-05' group by 1 order by 1`,
      ),
    ).toEqual([
      { a: false, n: 1 },
      { a: true, n: 1 },
    ])
  })
  test('法院判决无效：备注由另一人核对，双方恢复原来的婚姻状况', async () => {
    await o.today('2024-06-06')
    const roles = {
      husband: await o.person('男', '1980-01-01', { marital: '30' }),
      wife: await o.person('女', '1985-01-01'),
    }
    await o.marry(roles)
    await o.today('2024-09-06')
    const told = {
      number: 'J340223-2024-000030',
      kind: 'void',
      court: '演示县人民法院',
      document: '（2024）演01民初1号',
      effectiveOn: '2024-09-01',
    }
    const caseId = await o.open('marriage.judgment', roles, told)
    await expect(o.act('registry', 'marriage.judgment', caseId, 'decide', { outcome: 'grant' })).rejects.toThrow(
      '其他人员',
    )
    await o.act('registry2', 'marriage.judgment', caseId, 'decide', { outcome: 'grant' })
    expect(await o.marital(roles.husband, roles.wife)).toEqual(['30', '10'])
  })
  test('抽查：按比例抽出，由没有办过的人评定；合格率由此而来', async () => {
    await sql`insert into standard_value (county_id, business, name, starts, value, document_no, maker, checker)
      values (${o.countyId}, 'registration-checks', 'share', '2024-06-01', '100', '演示', '甲', '乙')`.execute(o.owner)
    await o.today('2024-10-10')
    await o.marry(await o.couple())
    const p = o.engine.catalogue.procedure('registration-checks.check')!
    const draw = () =>
      o.as('county', (trx, by) =>
        widely(trx, by, () => drawSamples(trx, o.engine, by, p, '2024-10-10', '2024-10-10', 'seed')),
      )
    expect(await draw()).toEqual({ drawn: 1, of: 1 })
    expect(await draw()).toEqual({ drawn: 0, of: 0 })
    const [drawn] = await rows(
      o.owner,
      sql<any>`select id, at_post from case_file where procedure = 'registration-checks.check'`,
    )
    expect(drawn.at_post).toBe('registry')
    const told = { outcome: 'close', fields: { isCompliant: false } }
    await expect(o.act('registry', 'registration-checks.check', drawn.id, 'decide', told)).rejects.toThrow(
      '您办理过被抽查的办件',
    )
    await expect(o.act('registry2', 'registration-checks.check', drawn.id, 'decide', told)).rejects.toThrow(
      '写明不合格之处',
    )
    await o.act('registry2', 'registration-checks.check', drawn.id, 'decide', {
      ...{ outcome: 'close', fields: { isCompliant: false, faults: '声明书缺指纹' } },
    })
  })
  test('结婚、离婚档案不给别的岗位看：名册、办件在数据库里就看不见', async () => {
    const seen = (who: 'county' | 'town' | 'head') =>
      o.as(who, trx => rows(trx, sql`select id from marriage_marriages`))
    for (const who of ['county', 'town', 'head'] as const) expect(await seen(who)).toEqual([])
  })
})
