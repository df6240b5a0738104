/** The arithmetic of a rehearsal, for any county: what is chosen adds up exactly, or is refused in one sentence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#core/actor'
import { planFor, sizesOf, stockOf } from '#simulate/plan'
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
  test('退出的户和人正好；余下的人比户少，就说', () => {
    const n = (max: number) => fc.nat(max)
    fc.assert(
      fc.property(n(120), n(300), n(121), n(421), fc.integer(), (more, extra, ends, leave, seed) => {
        const start = { households: more + 1, persons: more + 1 + extra }
        const leaves = { households: Math.min(ends, start.households), persons: 0 }
        leaves.persons = Math.min(Math.max(leave, leaves.households), start.persons)
        try {
          const { sizes, ending, losing } = stockOf(new Random(seed), start, leaves)
          expect([sizes.length, sum(sizes), Math.min(...sizes) > 0]).toEqual([start.households, start.persons, true])
          expect(new Set(ending).size).toBe(leaves.households)
          expect(sum(ending.map(i => sizes[i]!)) + losing.length).toBe(leaves.persons)
          const isEnding = new Set(ending)
          for (const i of new Set(losing)) {
            expect(isEnding.has(i)).toBe(false)
            expect(losing.filter(m => m === i).length).toBeLessThan(sizes[i]!)
          }
        } catch (e) {
          if (!(e instanceof Refusal)) throw e
          const left = [start.persons - leaves.persons, start.households - leaves.households] as const
          expect(left[0] < left[1] || (left[1] === 0 && left[0] > 0)).toBe(true)
        }
      }),
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
