/** An office with every door of its API, and something of each kind behind them; each test file has an office of its own. */
import { afterAll, beforeAll } from 'vitest'
import { canaries, type Door, doorsOfApi, type Ids } from './every-door.ts'
import { type Office, openOffice } from './office.ts'

export let office: Office
export let doors: Door[]
export let ids: Ids
/** Said once by each test file. */
export const atEveryDoor = () => {
  beforeAll(async () => {
    office = await openOffice()
    doors = await doorsOfApi(office)
    ids = await canaries(office)
  })
  afterAll(() => office?.close())
}
