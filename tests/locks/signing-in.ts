/** A small county with officials who sign in, each time from another machine; each test file has a ledger of its own. */
import { afterAll, beforeAll, expect } from 'vitest'
import { signIn } from '#core/access/sessions'
import { type Keys, openKeys } from '#core/identity/keys'
import { type TestLedger, testLedger } from '#tests/setup/ledger'
import { foundOffice, type Office, password } from './office.ts'

export let ledger: TestLedger
export let keys: Keys
export let office: Office
/** Said once by each test file. */
export const inAnOffice = () => {
  beforeAll(async () => {
    ledger = await testLedger()
    keys = openKeys(ledger.home)
    office = await foundOffice(ledger.owner, ledger.app, keys)
  })
  afterAll(() => ledger?.close())
}

let hosts = 0
export const elsewhere = () => `10.0.0.${++hosts % 250}`
export const at = (name: string, address = elsewhere(), given = password) =>
  signIn(ledger.app, { login: `${name}-1`, password: given, address }).then(s => s.token)
export const refused = (status: number, what: RegExp) =>
  expect.objectContaining({ status, message: expect.stringMatching(what) })
