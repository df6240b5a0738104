/** No file needs itself: who is imported, be it for a type alone, knows nothing of who imports. */
import { expect, test } from 'vitest'
import { filesIn, type Import, importsOf } from './source.ts'

const all = filesIn('src', '.ts', '.tsx')
const isThere = new Set(all)
/** The aspects of one business are one thing in several files: a rule's type is read off the register that the rule makes. */
const isOwnAspect = (i: Import) =>
  i.isType && i.from.startsWith('src/domains/') && i.of.split('/')[2] === i.from.split('/')[2]
const of = new Map(
  all.map(f => [
    f,
    importsOf(f)
      .filter(i => !isOwnAspect(i))
      .flatMap(i => [i.of, `${i.of}.ts`, `${i.of}.tsx`, `${i.of}/index.ts`].find(p => isThere.has(p)) ?? []),
  ]),
)
/** The work itself goes in a circle: an event opens cases, a case that ends makes something known, and that is an event. */
const work = [
  ...['begin', 'lapse', 'move-on', 'open', 'turn'].map(f => `src/core/procedures/${f}.ts`),
  ...['consequences', 'events', 'findings', 'hand-over', 'look-again', 'undo-events'].map(
    f => `src/core/people/${f}.ts`,
  ),
]

/** Files that reach themselves, with those that they share it with (Tarjan). */
const circles = () => {
  const found: string[][] = []
  const number = new Map<string, number>()
  const low = new Map<string, number>()
  const path: string[] = []
  const visit = (file: string) => {
    const nth = number.size
    number.set(file, nth)
    low.set(file, nth)
    path.push(file)
    for (const next of of.get(file)!) {
      if (!number.has(next)) visit(next)
      if (path.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!))
    }
    if (low.get(file) !== nth) return
    const together = path.splice(path.indexOf(file))
    if (together.length > 1) found.push(together)
  }
  for (const file of all) if (!number.has(file)) visit(file)
  return found
}

test('no circles, of types neither, but the one of the work', () => {
  expect(circles().filter(c => !c.every(f => work.includes(f)))).toEqual([])
})
