/** Long work on the screen: a bar on stderr, or where nobody watches a line for each part of it. */
import { SingleBar } from 'cli-progress'
import type { Progress } from '#core/progress'

/** `end` must be called, also after a failure. */
export const showProgress = (): { progress: Progress; end(): void } => (process.stderr.isTTY ? bar() : lines())

const bar = () => {
  const shown = new SingleBar({
    format: '{what} {bar} {percentage}% {value}/{total} 已用 {duration_formatted}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  })
  let current: string | undefined
  const progress: Progress = (what, done, total) => {
    if (current === undefined) shown.start(total, done, { what })
    if (shown.getTotal() !== total) shown.setTotal(total)
    shown.update(done, { what })
    current = what
  }
  const end = () => {
    if (shown.isActive) shown.stop()
  }
  process.once('exit', end) // an interrupted work does not come to its end, the cursor must
  return { progress, end }
}

const lines = () => {
  let said: string | undefined
  const progress: Progress = what => {
    if (what !== said) process.stderr.write(`${what}\n`)
    said = what
  }
  return { progress, end: () => {} }
}
