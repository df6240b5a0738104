/** The matrix of the real definitions against a second, naive reading of them: every cell agrees. */
import { expect, test } from 'vitest'
import { permissionMatrix } from '#core/access/matrix'
import { actor, adoption, catalogue, everyPost, may, permissions, secret, who } from './secret-matter.ts'

test('不公开的台账：只有经办的岗位看得见，局负责人、审计、财务也不行，谁也不能导出', () => {
  expect(who('see', 'adoption.secret')).toEqual(['registry'])
  expect(who('export', 'adoption.secret')).toEqual([])
  expect(who('see', 'adoption.adoption')).toEqual(['registry'])
})
test('发放：做批次的与放款的分开由不同岗位承担', () => {
  const of = 'minimum-living.allowance'
  expect(who('run', of)).toEqual(['county', 'finance'])
  expect(who('release', of)).toEqual(['bureau-head', 'finance'])
  expect(who('reverse', of)).toEqual(['finance'])
})
test('矩阵的每一格与判断一致：按矩阵许可的都许可，其余的都不许', () => {
  const matrix = permissionMatrix(catalogue)
  const cells = new Set(matrix.map(g => `${g.post}|${g.of}|${g.action}|${g.where ?? ''}`))
  expect(cells.size).toBe(matrix.length)
  const whats = [...new Set(matrix.map(g => `${g.of}|${g.action}`))]
  let asked = 0
  for (const post of everyPost)
    for (const what of whats)
      for (const isHandedDown of [false, true])
        for (const isWithinCeiling of [false, true])
          for (const divisionId of [10, 11, 12])
            for (const mayDecide of [false, true]) {
              const [of, action] = what.split('|') as [string, string]
              const rows = matrix.filter(g => g.post === post && g.of === of && g.action === action)
              const fit = rows.filter(
                g =>
                  !g.where ||
                  (g.where === 'handed down'
                    ? isHandedDown
                    : g.where === 'not handed down'
                      ? !isHandedDown
                      : isWithinCeiling),
              )
              const expected = divisionId !== 12 && fit.some(g => !g.decides || mayDecide)
              expect(
                permissions.may(actor(post, { mayDecide }), { of, action, divisionId, isHandedDown, isWithinCeiling })
                  .ok,
                `${post} ${what}`,
              ).toBe(expected)
              asked++
            }
  expect(asked).toBeGreaterThan(5000)
})
