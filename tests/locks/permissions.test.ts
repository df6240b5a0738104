/** Permissions: the matrix of the real definitions, and a second, naive reading of the definitions that must agree in every cell. */
import { describe, expect, test } from 'vitest'
import { permissionMatrix } from '#core/access/matrix'
import { matrixTold } from '#core/access/matrix-told'
import { Catalogue } from '#core/catalogue'
import { modules } from '#domains/index'
import { actor, adoption, application, catalogue, everyPost, may, who } from './secret-matter.ts'

test('权限表说的是中文，每一格都说到，不多不少', () => {
  const real = new Catalogue(modules)
  const matrix = permissionMatrix(real)
  const told = matrixTold(real, matrix)
  expect(told.flatMap(l => l.may)).toHaveLength(matrix.length)
  expect(told.flatMap(l => [l.title, ...l.may]).filter(t => /[a-z]/.test(t))).toEqual([])
  expect(told.find(l => l.of === 'minimum-living.application' && l.post === '乡镇（街道）')).toMatchObject({
    title: '低保申请',
    area: '本乡镇',
    may: expect.arrayContaining(['入户调查', '审核确认（已下放的，须为审核确认人）']),
  })
})

describe('低保申请', () => {
  test.each([
    ['apply', ['village', 'town', 'county']],
    ['accept', ['town']],
    ['match', ['county']],
    ['visit', ['town']],
    ['post', ['village', 'town']],
    ['see', ['county']],
    ['tell', ['town']],
  ])('%s 由 %j 办理', (step, expected) => expect(who(`do ${step}`)).toEqual(expected))
  test('审核确认：没有下放在县，下放了在镇，县不再办', () => {
    expect(who('do decide')).toEqual(['county', 'bureau-head'])
    expect(who('do decide', application, { isHandedDown: true })).toEqual(['town'])
    expect(may(actor('town'), 'do decide')).toEqual({ ok: false, reason: expect.stringMatching(/没有下放/) })
    expect(may(actor('county'), 'do decide', application, { isHandedDown: true })).toEqual({
      ok: false,
      reason: expect.stringMatching(/已下放/),
    })
  })
  test('没有被指定的人不能作决定，指定的才能；局负责人不用另行指定', () => {
    for (const [post, handedDown] of [
      ['county', false],
      ['town', true],
    ] as const) {
      const more = { isHandedDown: handedDown }
      expect(may(actor(post), 'do decide', application, more)).toEqual({ ok: true })
      for (const mayDecide of [false, undefined])
        expect(may(actor(post, { mayDecide: mayDecide as boolean }), 'do decide', application, more)).toMatchObject({
          reason: expect.stringMatching(/没有被指定/),
        })
      expect(may(actor(post, { mayDecide: false }), post === 'town' ? 'do accept' : 'do match')).toEqual({ ok: true })
    }
    expect(may(actor('bureau-head', { mayDecide: false }), 'do decide')).toEqual({ ok: true })
  })
  test('区域之外、业务之外、不认识的，一律不许', () => {
    expect(may(actor('town'), 'do accept', application, { divisionId: 12 })).toMatchObject({
      reason: expect.stringMatching(/管辖范围/),
    })
    expect(may(actor('town', { divisions: [] }), 'do accept')).toMatchObject({ ok: false })
    expect(may(actor('town', { businesses: ['adoption'] }), 'do accept')).toMatchObject({
      reason: expect.stringMatching(/业务范围/),
    })
    expect(may(actor('town', { businesses: ['minimum-living'] }), 'do accept')).toEqual({ ok: true })
    for (const [action, of] of [
      ['do nothing', application],
      ['accept', application],
      ['do accept', 'no-such.thing'],
      ['', ''],
    ] as const)
      expect(everyPost.filter(p => may(actor(p), action, of).ok)).toEqual([])
  })
  test('系统管理员、业务主管单位等，对业务什么也不能做', () => {
    const idle = everyPost.filter(p => !permissionMatrix(catalogue).some(g => g.post === p))
    expect(idle).toEqual(['admin', 'inspector', 'sponsor', 'facility', 'provider', 'organisation'])
    expect(
      permissionMatrix(catalogue)
        .filter(g => g.post === 'auditor')
        .every(g => g.action === 'see' || g.action === 'export'),
    ).toBe(true)
  })
})
