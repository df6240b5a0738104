/** A county without a payment yet, anew for each test. */
import { afterAll, beforeEach, expect } from 'vitest'
import { type County, testCounty } from './county.ts'

export let c: County
/** Said once by each test file. */
export const inAFreshCounty = () => {
  let mine: County | undefined
  beforeEach(async () => {
    await mine?.close()
    c = mine = await testCounty()
  })
  afterAll(() => mine?.close())
}
export const refused = (reason: RegExp) => ({ reason: expect.stringMatching(reason) })
