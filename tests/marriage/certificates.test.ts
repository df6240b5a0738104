/** 证件套打: at the measured places, moved by what the printer errs; only after registration, and each print is noted. */
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { rows } from '#core/db'
import { printForm } from '#core/documents/form'
import { findOrAddPeople } from '#core/people/persons'
import { printCertificate, printersOf, setPrinter } from '#core/procedures/forms'
import { at } from '#define/form'
import { inventIdNumber } from '#define/id-number'
import { registryOffice } from './couple.ts'

const o = await registryOffice()
afterAll(() => o.close())
const numbered = async () => {
  const numbers = [inventIdNumber('349999', '1990-05-05', 11), inventIdNumber('349999', '1992-06-06', 12)]
  const found = await o.as('registry', trx =>
    findOrAddPeople(trx, o.engine, o.countyId, '2024-06-03', [
      { name: '郑大明', idNumber: numbers[0]!, divisionId: o.town.village },
      { name: '王小兰', idNumber: numbers[1]!, divisionId: o.town.village },
    ]),
  )
  return { husband: found[0]!.id, wife: found[1]!.id }
}
const print = async (caseId: number, kind: 'preview' | 'print' | 'test', printerId?: number) =>
  o.as('registry', async (trx, by) =>
    printCertificate(trx, o.engine, by, { caseId, form: 'certificate', kind, printerId }, await o.day()),
  )

test('登记前没有证可打；登记后一方一份，打印有记录', async () => {
  await o.today('2024-06-03')
  const caseId = await o.open('marriage.registration', await numbered(), o.statement)
  await expect(print(caseId, 'print')).rejects.toThrow('还没有登记，不能打印结婚证')
  await o.act('registry', 'marriage.registration', caseId, 'register', { outcome: 'grant' })
  const made = await print(caseId, 'print')
  expect(made.name).toMatch(/^结婚证-.*\.pdf$/)
  const text = made.bytes.toString('latin1')
  expect(text.startsWith('%PDF')).toBe(true)
  expect(text.match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
  // 140 × 128 millimetres
  expect(text).toMatch(/\/MediaBox \[0 0 396\.85\d* 362\.83\d*\]/)
  const noted = await rows(o.owner, sql<any>`select detail from audit_entry where action = 'certificate.printed'`)
  expect(noted.map(n => n.detail.kind)).toEqual(['print'])
})
test('校准以毫米计，随账号和打印机走；偏了多少就挪多少', async () => {
  await o.as('registry', (trx, by) => setPrinter(trx, by, { name: '一号窗口', dx: 1.5, dy: -2 }))
  await o.as('registry', (trx, by) => setPrinter(trx, by, { name: '一号窗口', dx: 2.25, dy: -1 }))
  const mine = await o.as('registry', (trx, by) => printersOf(trx, by))
  expect(mine).toMatchObject([{ name: '一号窗口', dx: 2.25, dy: -1 }])
  expect(await o.as('registry2', (trx, by) => printersOf(trx, by))).toEqual([])
  await expect(
    o.as('registry', (trx, by) => setPrinter(trx, by, { name: '二号窗口', dx: 31, dy: 0 })),
  ).rejects.toThrow()
  const page = { title: '证', width: 100, height: 100, copies: [[at(10, 20, 'X')]] }
  const places = [0, 5].map(dx => printForm({ ...page, kind: 'print', dx, dy: 0 }).length)
  expect(places[0]).toBeGreaterThan(500)
  expect(
    printForm({ ...page, kind: 'print', dx: 0, dy: 0 }).equals(printForm({ ...page, kind: 'print', dx: 5, dy: 0 })),
  ).toBe(false)
  expect(printForm({ ...page, kind: 'test', dx: 0, dy: 0 }).length).toBeGreaterThan(places[0]!)
})
