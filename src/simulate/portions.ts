/** 分批: a long list in portions, of which a few are under way: while one is written, the next is worked out. More than two, so that they don't wait for the same thing at once. */
import { allAtOnce } from './life.ts'

const underWay = 4

/** Answers in the order of the list. `progress` is told how many are done. */
export const inPortions = async <T, R>(
  all: readonly T[],
  size: number,
  work: (some: readonly T[], at: number) => Promise<readonly R[]>,
  progress: (done: number) => void = () => {},
): Promise<R[]> => {
  const starts = Array.from({ length: Math.ceil(all.length / size) }, (_, i) => i * size)
  const answers = new Map<number, readonly R[]>()
  let done = 0
  const left = starts.values() // of all of them
  const inTurn = async () => {
    for (const at of left) {
      const some = all.slice(at, at + size)
      answers.set(at, await work(some, at))
      progress((done += some.length))
    }
  }
  await allAtOnce(Array.from({ length: underWay }, () => inTurn))
  return starts.flatMap(at => answers.get(at)!)
}
