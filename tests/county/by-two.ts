/** 南陵县 installed, and two of its officials: what one enters, the other checks. */

import { expect } from 'vitest'
import type { Actor } from '#core/actor'
import { installProfile } from '#core/profile/install'
import { loadProfile } from '#core/profile/load'
import { local } from '#define'
import { testLedger } from '#tests/setup/ledger'

export const business = 'minimum-living'
export const fields = {
  urban: local.yuanPerMonth('城市低保标准', '700'),
  rural: local.yuanPerYear('农村低保标准', '5400'),
  nearPoor: local.percentage('低保边缘为标准的', '150'),
  nearPoorBy: local.oneOf('低保边缘比较口径', { below: '低于', 'up-to': '以下' }, 'below'),
  reviewA: local.monthsLong('A类复核间隔', '12'),
  rounding: local.rounding(),
}
export const refused = (says: string, status = 422) => ({ reason: expect.stringContaining(says), status })

export const countyByTwo = async () => {
  const ledger = await testLedger()
  const { countyId } = await installProfile(ledger.owner, await loadProfile('profiles/nanling'))
  const made: Actor = {
    ...{ countyId, accountId: 1, personId: 11, name: '甲', post: 'county' },
    ...{ divisionId: 0, divisions: 'all', businesses: 'all' },
  }
  const checks: Actor = { ...made, accountId: 2, personId: 12, name: '乙' }
  return { ledger, countyId, made, checks }
}
