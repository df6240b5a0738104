/** Processor time, so that a machine that others use at the same time still says what a thing costs (Linux; elsewhere nothing). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const hertz = 100
/** utime, stime and, with `andEnded`, those of children that have ended; in seconds. */
const used = (pid: string | number, andEnded: boolean) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  const own = Number(fields[11]) + Number(fields[12])
  return (own + (andEnded ? Number(fields[13]) + Number(fields[14]) : 0)) / hertz
}
const parentOf = (pid: string) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]!

/** Of the whole server of this home: the postmaster, its processes, and those that have ended. */
export const serverCpu = (home: string): number | undefined => {
  if (!existsSync('/proc/self/stat')) return undefined
  const postmaster = readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8')
    .split('\n')[0]!
    .trim()
  let seconds = used(postmaster, true)
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name)))
    try {
      if (parentOf(pid) === postmaster) seconds += used(pid, false)
    } catch {} // it ended meanwhile, and is counted with the postmaster's
  return seconds
}
/** Of the children of this process that have ended. */
export const endedChildrenCpu = () =>
  existsSync('/proc/self/stat') ? used('self', true) - used('self', false) : undefined
