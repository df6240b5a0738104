/** 补发、追缴: closes what earlier months lack or have too much, of few by looking them up, of many by joining. */
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import { lowerClaims, payGaps, reverseReturned } from './adjust.ts'
import { closeFew } from './few.ts'
import { type Earlier, findGaps } from './gaps.ts'
import { type Came, nothing, type RunId } from './opened-run.ts'
import { openClaims, setOff } from './overpaid.ts'
import type { Payable } from './payable-shape.ts'
import type { Before } from './stand-still.ts'

/** What it came to, where that is known without counting. */
export const closeGaps = async (
  trx: Db,
  of: Payable,
  at: RunId,
  actor: Actor,
  earlier: Earlier & Pick<Before, 'share'>,
): Promise<Came | undefined> => {
  const few = at.isSupplement ? await closeFew(trx, of, at, earlier) : undefined
  if (few?.less.length) await openClaims(trx, of, at, few.less)
  const isStill = !few && !(await closeMany(trx, of, at, actor, earlier))
  if (earlier.share > 0) await setOff(trx, of, at, earlier.share, actor)
  if (earlier.share > 0 || few?.less.length || !(few || isStill)) return undefined
  const { less: _, ...came } = few ?? { less: [] }
  return { ...nothing, ...came }
}

/** Whether anything was to be closed. */
const closeMany = async (trx: Db, of: Payable, at: RunId, actor: Actor, earlier: Earlier) => {
  const found = await findGaps(trx, of, at, earlier)
  if (found.returned) await reverseReturned(trx, of, at, actor)
  if (found.owing) await lowerClaims(trx, of, at)
  if (found.more || found.returned) await payGaps(trx, of, at, actor)
  if (found.less) await openClaims(trx, of, at)
  return found.returned > 0 || found.more > 0 || found.less > 0
}
