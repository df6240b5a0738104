/** 不能由乡镇另定的: what the county alone decides is refused to a town. */
import { afterAll, describe, expect, test } from 'vitest'
import { isOfTheCounty, mustBeOfATown } from '#core/standards/towns'
import { testOffice } from './county.ts'

const o = await testOffice()
afterAll(() => o.close())
const { catalogue } = o.engine
describe('不能由乡镇另定的', () => {
  test('发放周期、抽查比例是全县的；村和外县的不收', async () => {
    expect(isOfTheCounty(catalogue, 'minimum-living', 'rural')).toBe(false)
    expect(isOfTheCounty(catalogue, 'old-age-allowance', 'paid')).toBe(true)
    const said = { business: 'minimum-living', name: 'rural', title: '农村低保标准', divisionId: o.town.village }
    const check = (more: object) =>
      o.as('county', trx => mustBeOfATown(trx, catalogue, o.countyId, { ...said, ...more }))
    await expect(check({})).rejects.toMatchObject({ status: 404, reason: expect.stringContaining('现有的乡镇') })
    await expect(check({ divisionId: o.town.id })).resolves.toBeUndefined()
    await expect(
      check({ business: 'old-age-allowance', name: 'paid', title: '发放周期', divisionId: o.town.id }),
    ).rejects.toThrow('全县统一')
  })
})
