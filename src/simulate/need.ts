/** How much income the invented households must have on average, so that a person is paid about what the profile says. */
import { type Day, fullYears } from '#define/time'
import type { Family } from './family.ts'

/** Counted income as a part of what is due. `standards`: in twelfths of a fen; `average`: yuan a person and month. */
export const shareFor = (
  families: readonly Family[],
  standards: Readonly<Record<string, unknown>>,
  on: Day,
  average: number,
): number => {
  const fen = (name: string, months: number) => Number(standards[name]) / 12 / months
  const perHead = { urban: fen('urban', 1), rural: fen('rural', 12) }
  const elderlyFrom = Number(standards.elderlyFrom)
  let [people, due, care] = [0, 0, 0]
  for (const family of families)
    for (const m of family.members) {
      if (!m.isCovered) continue
      people++
      due += perHead[family.home.area]
      const age = fullYears(m.born, on)
      if (age >= elderlyFrom || age < 18 || m.state === 'disabled' || m.state === 'ill') care += fen('care', 1)
    }
  return due ? Math.min(0.9, Math.max(0, 1 - (average * 100 * people - care) / due)) : 0
}
