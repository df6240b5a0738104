/** Changes reported and confirmed together, day by day. */
import type { Day } from '#define/time'
import { type Happening, happen } from './events.ts'
import type { Life } from './life.ts'

export class Reports {
  private readonly days = new Map<Day, Happening[]>()
  add(day: Day, h: Happening) {
    const known = this.days.get(day)
    if (known) known.push(h)
    else this.days.set(day, [h])
  }
  put(life: Life) {
    for (const [day, all] of this.days) happen(life, day, all)
  }
}
