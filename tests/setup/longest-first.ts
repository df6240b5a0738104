/** Which test files begin first: those that take minutes, so that none of them is left running alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By place in the list; all others come after these, as vitest has them. */
const long = [
  'tests/simulate/whole-county',
  'tests/journeys/',
  'tests/conformance/',
  'tests/locks/tampering',
  'tests/simulate/',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    const place = (f: TestSpecification) => {
      const at = long.findIndex(l => f.moduleId.replaceAll('\\', '/').includes(l))
      return at < 0 ? long.length : at
    }
    return usual
      .map((f, i) => ({ f, i, p: place(f) }))
      .sort((a, b) => a.p - b.p || a.i - b.i)
      .map(x => x.f)
  }
}
