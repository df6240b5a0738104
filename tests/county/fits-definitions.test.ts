/** The county that comes with the product says all that the definitions ask of it, and nothing that they do not know. */
import { expect, test } from 'vitest'
import { Catalogue } from '#core/catalogue'
import { declaredBy } from '#core/profile/declared'
import { loadProfile } from '#core/profile/load'
import { typedStandards } from '#core/standards/typed'
import { workingDays } from '#define/time'
import { modules } from '#domains/index'

const declared = declaredBy(new Catalogue(modules))

test('南陵县 fits the definitions', async () => {
  const { standards } = await loadProfile('profiles/nanling', declared)
  for (const [business, fields] of Object.entries(declared.standards)) {
    const texts = Object.fromEntries(standards.filter(s => s.business === business).map(s => [s.name, s.value]))
    expect(Object.keys(typedStandards(fields, texts))).toEqual(Object.keys(fields))
  }
})

test('the limits of the law are those of the definitions', () =>
  expect(declared.limits['minimum-living']?.application).toMatchObject({
    total: workingDays(30),
    extended: workingDays(45),
    decide: workingDays(10),
  }))

test('two successive years of urban and rural standards, each with its document', async () => {
  const { standards } = await loadProfile('profiles/nanling', declared)
  for (const name of ['urban', 'rural']) {
    const rows = standards.filter(s => s.business === 'minimum-living' && s.name === name)
    expect(rows.map(r => r.starts)).toEqual(['2022-07-01', '2023-07-01', '2024-07-01'])
    expect(new Set(rows.map(r => r.documentNo)).size).toBe(3)
  }
})
