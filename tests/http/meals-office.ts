/** 助餐 through the doors: two points kept by hand, an elder who eats there, and the card machine of one of them with an account of its own. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createAccounts } from '#core/access/accounts'
import { hashPassword } from '#core/access/passwords'
import { one } from '#core/db'
import { inventBankCard } from '#core/identity/bank-card'
import { ok } from './life.ts'
import { newIdNumber, openOffice, password } from './office.ts'

export const points = '/registers/meals.points'
export const meals = '/registers/meals.meals'
export const pointFields = (name: string, nth: number) => ({
  operator: `${name}餐饮服务部`,
  ...{ account: inventBankCard(nth), seats: 40, foodLicence: `JY${nth}` },
})
export const openMeals = async () => {
  const office = await openOffice()
  const eater = { name: '饭老人', idNumber: newIdNumber('1940-05-06') }
  const enterPoint = async (name: string, nth: number, more: object = {}) =>
    (await office.as('section')).post(`${points}/rows`, {
      ...{ name, divisionId: String(office.places.eastVillage), from: '2024-05-06', fields: pointFields(name, nth) },
      ...more,
    })
  const placeOf = async (name: string) =>
    (await one(office.ledger.owner, sql<{ id: number }>`select id from place where name = ${name}`)).id
  ok(
    await (await office.as('clerk')).post('/households', {
      ...{ divisionId: String(office.places.eastVillage), members: [] },
      head: { ...eater, labour: 'none' },
    }),
  )
  for (const [i, name] of ['和平助餐点', '东门助餐点'].entries()) ok(await enterPoint(name, 800 + i))
  const { owner } = office.ledger
  const person = await one(
    owner,
    sql<{
      id: number
    }>`insert into person (county_id, division_id, name, born) values (${office.countyId}, ${office.places.eastVillage}, '店长', '1985-01-01') returning id`,
  )
  await createAccounts(owner, office.engine.keys, office.countyId, [
    {
      ...{
        login: 'machine-login',
        personId: person.id,
        name: '店长',
        password: { hash: await hashPassword(password) },
      },
      ...{ post: 'provider', divisionId: office.places.eastVillage, businesses: ['meals'], mayDecide: false },
      placeId: await placeOf('和平助餐点'),
    },
  ])
  const machine = office.anyone()
  ok(await machine.post('/session', { login: 'machine-login', password }))

  const meal = (more: object = {}) => ({
    ...{ number: eater.idNumber, day: '2024-05-20', point: '和平助餐点', sitting: 'lunch', price: '8.00', ...more },
  })
  const push = (rows: object[], headers?: Record<string, string>, good = false) =>
    machine.post(`${meals}/rows`, { rows, good }, headers)
  const whyNot = async (row: object) => {
    const { body } = await push([row])
    expect(body).toMatchObject({ ok: false, added: 0 })
    return body.errors.map((e: { row: number; why: string }) => `${e.row} ${e.why}`)
  }
  return { office, machine, eater, enterPoint, meal, push, whyNot }
}
