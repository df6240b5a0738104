/** A month that is made on the screen, or paid behind the back of a journey: run and sealed by one, released by another, answered by the bank. */
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { asActor, one } from '#core/db'
import { settleBatch } from '#core/payments/outcome'
import { releaseBatch } from '#core/payments/seal'
import { pdfText } from '#tests/papers/reading'
import { type County, nameOf, type Official } from './county.ts'
import type { Desk } from './desk.ts'

/** On the screen: the month of a benefit, waiting to be looked through. */
export const make = async (desk: Desk, benefit: string) => {
  await desk.choose(/^待遇/, benefit)
  await desk.press('制单')
  await desk.told('已制单，请核对后封存')
}
/** Of a batch just sealed: its address, and the 核对码 that only its 封存单 tells. */
export const sheetOf = async (desk: Desk) => {
  const sheet = await desk.download(() => desk.press('打印封存单'))
  const [, code] = /核对码：([0-9a-f]{4}-[0-9a-f]{4})/.exec(pdfText(sheet.bytes).replace(/\s/g, ''))!
  return { batch: new URL(desk.page.url()).pathname, code: code! }
}
/** `returned`: the first transfer comes back with this code. */
export const payUnseen = async (county: County, benefit: string, month: string, returned?: '03') => {
  const cashier = await county.desk('cashier')
  const run = await cashier.call('/payments/runs', { benefit, month })
  const sealed = await cashier.call(`/payments/runs/${run.id}/seal`, {})
  const { hash } = await one(
    county.ledger.owner,
    sql<{ hash: string }>`select hash from payment_batch where id = ${sealed.id}`,
  )
  const [by, other] = [await financeOf(county, 'cashier'), await financeOf(county, 'cashier2')]
  const { keys } = county.engine
  await asActor(county.ledger.app, other, trx =>
    releaseBatch(trx, { batch: Number(sealed.id), hash, actor: other, keys }),
  )
  await asActor(county.ledger.app, by, trx =>
    settleBatch(trx, { batch: Number(sealed.id), returned: returned ? [{ line: 1, code: returned }] : [], actor: by }),
  )
  return run as { readonly total: string }
}
const financeOf = async (county: County, who: Official): Promise<Actor> => {
  const accountId = Number(county.accountIdOf(who))
  const { id } = await one(
    county.ledger.owner,
    sql<{ id: number }>`select person_id as id from account where id = ${accountId}`,
  )
  const all = { divisions: 'all', businesses: 'all' } as const
  return {
    countyId: county.countyId,
    accountId,
    personId: id,
    name: nameOf(who),
    post: 'finance',
    divisionId: county.town.id,
    ...all,
  }
}
