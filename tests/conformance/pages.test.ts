/** 页面: of every business the list, a row, a case and the form, before whoever works in it, at both sizes, without an error or a barrier. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissionMatrix } from '#core/access/matrix'
import { Catalogue } from '#core/catalogue'
import { rolesOf } from '#core/registers/columns'
import type { Post } from '#define/posts'
import { modules } from '#domains/index'
import { type County, openCounty } from '#tests/journeys/county'
import type { Desk } from '#tests/journeys/desk'
import { begin, start } from './begin.ts'
import { type House, openHouse } from './house.ts'
import { liveRow } from './rows.ts'
import { makeSubjects } from './values.ts'

const catalogue = new Catalogue(modules)
const matrix = permissionMatrix(catalogue)
let county: County
let house: House
const desks = new Map<Post, Promise<Desk>>()
beforeAll(async () => {
  county = await openCounty({ isLong: true })
  house = await openHouse(county)
})
afterAll(() => county?.close())

/** Who needs no second factor to come in. */
const deskOf = (post: Post) => {
  const seat = house.officials.find(
    o => o.post === post && !o.mayDecide && o.of !== 'theirs' && o.divisionId !== house.places.nextTown,
  )!
  if (!desks.has(post)) desks.set(post, county.sitAs(seat.login, undefined))
  return desks.get(post)!
}
const may = (of: string, action: string) =>
  (['county', 'town', 'registry', 'inspector', 'facility', 'village', 'organisation', 'provider'] as Post[]).find(
    post => matrix.some(g => g.of === of && g.action === action && g.post === post),
  )

const shown = catalogue.businesses.filter(b => Object.keys({ ...b.registers, ...b.procedures }).length)
describe.each(shown.map(b => [b.id, b] as const))('%s', (_, b) => {
  test.each(
    Object.values(b.registers)
      .filter(r => r.told.over !== 'start')
      .map(r => [r.title, r] as const),
  )('%s：清单和一行', async (_, r) => {
    await house.setToday(start)
    const of = catalogue.idOf(r)
    const post = may(of, 'see')!
    const desk = await deskOf(post)
    const rowId = rolesOf(r).some(([, kind]) => kind === 'area')
      ? undefined
      : await liveRow(
          house,
          r,
          await makeSubjects(
            house,
            r,
            {},
            start,
            post === 'provider' || post === 'organisation' ? house.outside.ours : undefined,
          ),
          {},
          start,
        )
    await desk.go(`/registers/${of}`)
    await desk.look(`conformance-${of}`)
    if (rowId === undefined) return
    await desk.go(`/registers/${of}/${rowId}`)
    await desk.look(`conformance-${of}-row`)
  })
  test.each(Object.values(b.procedures).map(p => [p.title, p] as const))('%s：办件，能提出的还有表单', async (_, p) => {
    await house.setToday(start)
    const of = catalogue.idOf(p)
    const life = await begin(house, p, {})
    const desk = await deskOf(may(of, 'see')!)
    await desk.go(`/cases/${life.caseId}`)
    await desk.look(`conformance-${of}-case`)
    const opens = p.head.starts.includes('application') ? may(of, 'open') : undefined
    if (!opens || !p.isNew) return
    const window = await deskOf(opens)
    await window.go(`/apply/${of}`)
    await window.look(`conformance-${of}-apply`)
  })
})

test('没有一页报错', async () => {
  expect(await county.faults()).toEqual([])
})
