/** The standards of a register along time: what is in force on a day, and on which later days something changes. */
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { kept, versionOf } from '#core/standards/kept'
import { typedStandards } from '#core/standards/typed'
import { standardStarts, standardsOn } from '#core/standards/values'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

export class Timeline {
  private readonly typed = new Map<Day, Readonly<Record<string, unknown>>>()
  constructor(
    private readonly load: (day: Day) => Promise<Readonly<Record<string, unknown>>>,
    private readonly starts: (from: Day) => Promise<Day[]>,
  ) {}
  /** As the rules see them. A day outside every standard is refused. */
  async on(day: Day) {
    const known = this.typed.get(day)
    if (known) return known
    const loaded = await this.load(day)
    this.typed.set(day, loaded)
    return loaded
  }
  /** The days after this one on which a checked standard starts. */
  after(day: Day) {
    return this.starts(day)
  }
}

/** `version`: that of the county's decisions, where it is already known. */
export const timelineOf = (db: Db, engine: Engine, countyId: number, r: AnyRegister, version?: string): Timeline => {
  const told = r.told.standards
  if (!told)
    return new Timeline(
      async () => ({}),
      async () => [],
    )
  const business = engine.catalogue.businessOf(r)
  const { fields } = told.told
  let known = version
  const asked = async <T>(what: string, load: () => Promise<T>) => {
    known ??= await versionOf(db, countyId)
    return kept(known, `${engine.catalogue.idOf(r)} ${what}`, load)
  }
  return new Timeline(
    day =>
      asked(`on ${day}`, async () => {
        const texts = await standardsOn(db, countyId, business, day, { fields })
        return typedStandards(fields, texts) as Record<string, unknown>
      }),
    from =>
      asked(`after ${from}`, async () =>
        (await standardStarts(db, countyId, business, from, '9999-12-31')).filter(d => d > from),
      ),
  )
}
/** Writes down which standards a rule reads, so that a later change of another one leaves the result alone. */
export const traced = (standards: Readonly<Record<string, unknown>>) => {
  const reads = new Set<string>()
  const seen = new Proxy(standards, {
    get: (of, name) => {
      if (typeof name === 'string') reads.add(name)
      return of[name as string]
    },
  })
  return { seen, reads }
}
