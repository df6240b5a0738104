/** The audit is read by the office: every act that the program notes has words on the screen. */
import { expect, test } from 'vitest'
import { actionTitle } from '../../src/web/audit/actions.ts'
import { filesIn, textOf } from './source.ts'

const noted = [...filesIn('src/core', '.ts'), ...filesIn('src/server', '.ts')].flatMap(f =>
  [...textOf(f).matchAll(/action: '([a-z-]+\.[a-z-]+)'/g)].map(m => m[1]!),
)

test('every act that is noted has its words', () => {
  expect(noted.length).toBeGreaterThan(40)
  expect([...new Set(noted)].filter(a => actionTitle(a) === a)).toEqual([])
})
test('the words say which act it is, not the family alone, where several differ', () => {
  for (const [one, other] of [
    ['delegation.asked', 'delegation.approved'],
    ['draw.announced', 'draw.drawn'],
    ['event.found', 'event.reported'],
    ['payment.run', 'payment.reversed'],
  ] as const)
    expect(actionTitle(one)).not.toBe(actionTitle(other))
  expect(actionTitle('nothing.known')).toBe('nothing.known')
})
