/** The standards of a register along time: what is in force on a day, and on which later days something changes. */
import type { Db } from '#core/db'
import type { Engine } from '#core/engine'
import { kept, versionOf } from '#core/standards/kept'
import { type OwnTowns, ownTowns, townOn } from '#core/standards/towns'
import { typedStandards } from '#core/standards/typed'
import { standardStarts, standardsOn } from '#core/standards/values'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

/** Where a row lives decides: a town with standards of its own goes before the county. */
export type At = number | null | undefined

export class Timeline {
  /** Thousands of rows are asked about at once: what is on its way is not asked for again. */
  private readonly typed = new Map<string, Promise<Readonly<Record<string, unknown>>>>()
  private readonly later = new Map<string, Promise<Day[]>>()
  private known: Promise<OwnTowns> | undefined
  constructor(
    private readonly load: (day: Day, town: number | undefined) => Promise<Readonly<Record<string, unknown>>>,
    private readonly starts: (from: Day, town: number | undefined) => Promise<Day[]>,
    private readonly towns: () => Promise<OwnTowns>,
  ) {}
  /** As the rules see them at this place; without one the county's. A day outside every standard is refused. */
  async on(day: Day, at?: At) {
    const town = await this.townOf(at, day)
    return once(this.typed, `${day} ${town}`, () => this.load(day, town))
  }
  /** The days after this one on which a checked standard starts there, or the place comes into another town. */
  async after(day: Day, at?: At) {
    const towns = ((at && (await this.own()).get(at)) || []).filter(t => !t.until || t.until > day)
    const starts = [undefined, ...towns.map(t => t.town)].map(town =>
      once(this.later, `${day} ${town}`, () => this.starts(day, town)),
    )
    const turns = towns.flatMap(t => [t.from, t.until]).filter(d => d !== null && d > day) as Day[]
    return [...new Set([...(await Promise.all(starts)).flat(), ...turns])].sort()
  }
  /** Each place that lies in a town with standards of its own, or has lain in one, with these towns. */
  own() {
    return (this.known ??= this.towns())
  }
  /** The town whose standards hold at a place on a day; undefined: the county's. */
  async townOf(at: At, day: Day) {
    return at ? townOn((await this.own()).get(at), day) : undefined
  }
}
const once = <T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> => {
  let answer = known.get(key)
  if (!answer) known.set(key, (answer = load()))
  return answer
}
const none: OwnTowns = new Map()

/** `version`: that of the county's decisions, where it is already known. */
export const timelineOf = (db: Db, engine: Engine, countyId: number, r: AnyRegister, version?: string): Timeline => {
  const told = r.told.standards
  if (!told)
    return new Timeline(
      async () => ({}),
      async () => [],
      async () => none,
    )
  const business = engine.catalogue.businessOf(r)
  const { fields } = told.told
  let known = version === undefined ? undefined : Promise.resolve(version)
  const asked = async <T>(what: string, load: () => Promise<T>) => {
    known ??= versionOf(db, countyId)
    return kept(await known, `${engine.catalogue.idOf(r)} ${what}`, load)
  }
  return new Timeline(
    (day, town) =>
      asked(`on ${day} at ${town}`, async () => {
        const texts = await standardsOn(db, countyId, business, day, { fields, ...(town && { divisionId: town }) })
        return typedStandards(fields, texts) as Record<string, unknown>
      }),
    (from, town) =>
      asked(`after ${from} at ${town}`, async () =>
        (await standardStarts(db, countyId, business, from, '9999-12-31', town)).filter(d => d > from),
      ),
    () => asked('towns of their own', () => ownTowns(db, countyId, business)),
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
