/** 出具婚姻登记记录证明: of one person, by whoever it is about; found in the archive or not, printed once it is issued, in no list of others. */
import { afterAll, expect, test } from 'vitest'
import type { Values } from '#core/engine'
import { printCertificate } from '#core/procedures/forms'
import { openCases } from '#core/procedures/open'
import { registryOffice } from './couple.ts'

const o = await registryOffice()
afterAll(() => o.close())
const proof = 'marriage.proof'

const ask = (holder: number, fields: Values, came = ['holder']) =>
  o.as('registry', async (trx, by) => {
    const [opened] = await openCases(trx, o.engine, o.engine.catalogue.procedure(proof)!, [
      { by, on: await o.day(), divisionId: by.divisionId, roles: { holder }, source: 'application', fields, came },
    ])
    return opened!.caseId
  })
const issue = (caseId: number, outcome: 'grant' | 'refuse', fields: Values) =>
  o.act('registry', proof, caseId, 'issue', { outcome, fields })
const print = (caseId: number) =>
  o.as('registry', async (trx, by) =>
    printCertificate(trx, o.engine, by, { caseId, form: 'proof', kind: 'print' }, await o.day()),
  )
const found = {
  inArchive: true,
  registered: 'marriage',
  former: 'J340223-2015-000123',
  registeredOn: '2015-05-20',
  spouse: '王小兰',
}

test('查到记录：当场出具，编号不缺号，一人一份', async () => {
  await o.today('2024-06-03')
  const [one, other] = [await o.person('男', '1990-01-01'), await o.person('女', '1991-01-01')]
  const caseId = await ask(one, { kind: 'record', use: 'own' })
  await expect(print(caseId)).rejects.toThrow('还没有登记，不能打印婚姻登记记录证明')
  await issue(caseId, 'grant', found)
  const paper = await print(caseId)
  expect(paper.bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  const second = await ask(other, { kind: 'record', use: 'own' })
  await issue(second, 'grant', found)
  const { rows } = await o.as('registry', async trx => ({
    rows: await trx
      .selectFrom('marriage_records' as never)
      .select(['number' as never])
      .orderBy('id' as never)
      .execute(),
  }))
  expect(rows).toEqual([{ number: 'ZM340223-2024-000001' }, { number: 'ZM340223-2024-000002' }])
})
test('同一人可以再来一次；没有到场的不受理', async () => {
  const holder = await o.person('男', '1980-01-01')
  await expect(ask(holder, { kind: 'record', use: 'own' }, [])).rejects.toThrow('到场')
  for (const _ of [1, 2]) await issue(await ask(holder, { kind: 'record', use: 'own' }), 'grant', found)
})
test('无记录只给公证；台账登记为已婚的不出具', async () => {
  const single = await o.person('女', '1995-01-01')
  const forHouse = await ask(single, { kind: 'none', use: 'other' })
  await expect(issue(forHouse, 'grant', { inArchive: false })).rejects.toThrow('只为涉台公证和清单所列国家的公证')
  await issue(forHouse, 'refuse', { inArchive: false })
  await expect(print(forHouse)).rejects.toThrow('不能打印')
  const abroad = await ask(single, { kind: 'none', use: 'listed' })
  await issue(abroad, 'grant', { inArchive: false })
  expect((await o.header(abroad)).outcome).toBe('grant')
  const married = await ask(await o.person('女', '1990-02-02', { marital: '20' }), { kind: 'none', use: 'taiwan' })
  await expect(issue(married, 'grant', { inArchive: false })).rejects.toThrow('登记为已婚')
})
