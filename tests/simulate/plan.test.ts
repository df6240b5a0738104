/** The arithmetic of a rehearsal, for any county: what is chosen adds up exactly, or is refused in one sentence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { leavingOf, planFor, sizesOf } from '#simulate/plan'
import { apportion, Random, spread } from '#simulate/random'
import { nanling } from './rehearsed.ts'

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)

describe('演练的算术', () => {
  test('户均人数再怪，也正好分完', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 1500 }),
        fc.integer(),
        (households, more, seed) => {
          const sizes = sizesOf(new Random(seed), { households, persons: households + more })
          expect(sizes.length).toBe(households)
          expect(sum(sizes)).toBe(households + more)
          expect(Math.min(...sizes)).toBeGreaterThan(0)
        },
      ),
    )
  })
  test('退出的户和人正好，排不出来就说', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 300 }),
        fc.nat(120),
        fc.nat(420),
        fc.integer(),
        (households, more, ends, leave, seed) => {
          const random = new Random(seed)
          const sizes = sizesOf(random, { households, persons: households + more })
          const leaves = { households: Math.min(ends, households), persons: leave }
          try {
            const found = leavingOf(random, sizes, leaves)
            expect(new Set(found.households).size).toBe(leaves.households)
            expect(sum(found.households.map(i => sizes[i]!)) + found.members.length).toBe(leaves.persons)
            const ending = new Set(found.households)
            for (const i of new Set(found.members)) {
              expect(ending.has(i)).toBe(false)
              expect(found.members.filter(m => m === i).length).toBeLessThan(sizes[i]!)
            }
          } catch (e) {
            if (!(e instanceof Refusal)) throw e
            const [small, large] = [[...sizes].sort((a, b) => a - b), [...sizes].sort((a, b) => b - a)]
            const least = sum(small.slice(0, leaves.households))
            const most = sum(sizes) - (sizes.length - leaves.households)
            // Refused only where not even the smallest or the largest households would do.
            expect(leaves.persons < least || leaves.persons > most || sum(large) === 0).toBe(true)
          }
        },
      ),
    )
  })
  test('按份额和平均分，总数不变', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }),
        fc.integer(),
        (total, shares, seed) => {
          if (sum(shares) > 0) expect(sum(apportion(total, shares))).toBe(total)
          const parts = spread(new Random(seed), total, shares.length)
          expect(sum(parts)).toBe(total)
          expect(Math.max(...parts) - Math.min(...parts)).toBeLessThan(2)
        },
      ),
    )
  })
  test('南陵十倍', async () => {
    const { calibration } = await nanling()
    expect(planFor(calibration, 10)).toMatchObject({
      ...{ opens: '2023-12-01', ends: '2024-07-01', start: { households: 129_460, persons: 188_270 } },
      ...{
        enters: { households: 4150, persons: 5220 },
        leaves: { households: 4410, persons: 10_640 },
        end: { households: 129_200, persons: 182_850 },
      },
    })
  })
  test('同一个种子，同样的数', () => {
    const draw = (seed: number) =>
      Array.from({ length: 5 }, (() => new Random(seed).fork('a')).bind(null)).map(r => r.int(0, 1e6))
    expect(new Set(draw(7)).size).toBe(1)
    expect(draw(7)[0]).not.toBe(draw(8)[0])
  })
})
