/** The catalogue: every definition, found by its file and export, so that nothing is registered anywhere else. */
import type { Benefit } from '#define'
import type { Casebook } from '#define/casebook'
import type { Report } from '#define/document'
import type { Figure } from '#define/figures'
import type { Procedure } from '#define/procedure'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'

export type AnyBenefit = Benefit<any>
export type SomeProcedure = Procedure<any, string>
export interface Business {
  /** The file's name before its first dot: 'minimum-living'. */
  readonly id: string
  /** The folder: 'social-assistance'. */
  readonly office: string
  readonly registers: Readonly<Record<string, AnyRegister>>
  readonly procedures: Readonly<Record<string, SomeProcedure>>
  readonly benefits: Readonly<Record<string, AnyBenefit>>
  readonly figures: Readonly<Record<string, Figure>>
  readonly reports: Readonly<Record<string, Report>>
}
interface Open {
  id: string
  office: string
  registers: Record<string, AnyRegister>
  procedures: Record<string, SomeProcedure>
  benefits: Record<string, AnyBenefit>
  figures: Record<string, Figure>
  reports: Record<string, Report>
}
export class Catalogue {
  readonly businesses: readonly Business[]
  readonly casebooks: readonly Casebook[]
  private readonly ids = new Map<unknown, string>()
  /** Of a procedure that changed: what was applied for before a day, the earliest first. */
  private readonly earlier = new Map<string, { readonly before: Day; readonly procedure: SomeProcedure }[]>()

  /** `modules`: 'office/file' → what it exports. */
  constructor(modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
    const found = new Map<string, Open>()
    const casebooks: Casebook[] = []
    for (const [path, exported] of Object.entries(modules)) {
      const [office = '', file = ''] = path.split('/')
      const id = file.split('.')[0]!
      const before = /\.before-(\d{4}-\d\d-\d\d)$/.exec(file)?.[1] as Day | undefined
      if (before) {
        this.keepEdition(id, before, path, exported)
        continue
      }
      const b = found.get(id) ?? { id, office, registers: {}, procedures: {}, benefits: {}, figures: {}, reports: {} }
      found.set(id, b)
      // A module hands its exports out by name under Node, as written under other loaders: the catalogue is the same under all.
      for (const [key, def] of (Object.entries(exported) as [string, any][]).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (def?.kind === 'casebook') casebooks.push(def)
        else if (def?.kind === 'figures') Object.assign(b.figures, def.all)
        else if (def?.kind) (b as any)[`${def.kind}s`][key] = def
        if (def?.kind && !this.ids.has(def)) this.ids.set(def, `${id}.${key}`)
      }
    }
    const all = [...found.values()]
    const inner = new Set(
      all
        .flatMap(b => Object.values(b.registers))
        .flatMap(r => [...Object.values(r.told.parts ?? {}), r.told.standards]),
    )
    // A part that a procedure works on is a register of its own besides: hazards are found in an inspection and then closed one by one.
    for (const b of all) for (const p of Object.values(b.procedures)) inner.delete(p.register)
    for (const b of all) for (const [k, r] of Object.entries(b.registers)) if (inner.has(r)) delete b.registers[k]
    this.businesses = all.filter(b =>
      [b.registers, b.procedures, b.benefits, b.figures, b.reports].some(x => Object.keys(x).length),
    )
    this.casebooks = casebooks
  }

  /** `x.before-2025-05-10.ts`: the same exports as they were until that day. */
  private keepEdition(business: string, before: Day, path: string, exported: Readonly<Record<string, unknown>>) {
    for (const [key, def] of Object.entries(exported) as [string, any][]) {
      if (!def?.kind) continue
      if (def.kind !== 'procedure') throw new Error(`${path}: only a procedure has editions; ${key} is a ${def.kind}`)
      const id = `${business}.${key}`
      this.ids.set(def, id)
      const all = [...(this.earlier.get(id) ?? []), { before, procedure: def as SomeProcedure }]
      this.earlier.set(
        id,
        all.sort((a, b) => (a.before < b.before ? -1 : 1)),
      )
    }
  }
  /** The edition that the day of application chooses. */
  editionOn(p: SomeProcedure, applied: Day): SomeProcedure {
    const id = this.idOf(p)
    return this.earlier.get(id)?.find(e => applied < e.before)?.procedure ?? this.procedure(id) ?? p
  }
  /** All of them, the one in force last. */
  editionsOf(p: SomeProcedure): readonly SomeProcedure[] {
    const id = this.idOf(p)
    return [...(this.earlier.get(id) ?? []).map(e => e.procedure), this.procedure(id) ?? p]
  }

  /** 'minimum-living.roster' */
  idOf(definition: unknown): string {
    const id = this.ids.get(definition)
    if (!id) throw new Error('a definition that no file of the catalogue exports')
    return id
  }
  businessOf(definition: unknown): string {
    return this.idOf(definition).split('.')[0]!
  }
  /** 'minimum_living_roster' */
  tableOf(definition: unknown): string {
    return snake(this.idOf(definition))
  }
  get registers() {
    return this.businesses.flatMap(b => Object.values(b.registers))
  }
  get procedures() {
    return this.businesses.flatMap(b => Object.values(b.procedures))
  }
  get benefits() {
    return this.businesses.flatMap(b => Object.values(b.benefits))
  }
  get figures(): Readonly<Record<string, Figure>> {
    return Object.assign({}, ...this.businesses.map(b => b.figures))
  }
  get reports(): readonly Report[] {
    return this.businesses.flatMap(b => Object.values(b.reports))
  }
  /** `id`: 'minimum-living.application'; undefined where there is none. `applied`: in the edition of that day, else the one in force. */
  procedure(id: string, applied?: Day): SomeProcedure | undefined {
    this.byId ??= new Map(this.procedures.map(p => [this.idOf(p), p]))
    const p = this.byId.get(id)
    return p && applied ? this.editionOn(p, applied) : p
  }
  private byId: Map<string, SomeProcedure> | undefined
  register(id: string) {
    return this.registers.find(r => this.idOf(r) === id)
  }
  benefit(id: string) {
    return this.benefits.find(b => this.idOf(b) === id)
  }
  private readonly ofRegister = new Map<AnyRegister, readonly AnyBenefit[]>()
  benefitsOf(register: AnyRegister): readonly AnyBenefit[] {
    const known = this.ofRegister.get(register) ?? this.benefits.filter(b => b.worth.of === register)
    this.ofRegister.set(register, known)
    return known
  }
  /** Benefits that are paid to a provider once a row of this register, the statement, has been agreed. */
  settledBy(statements: AnyRegister): readonly AnyBenefit[] {
    return this.benefits.filter(b => typeof b.worth.to === 'object' && b.worth.to.after.register === statements)
  }
  proceduresOf(register: AnyRegister) {
    return this.procedures.filter(p => p.register === register)
  }
  business(id: string) {
    return this.businesses.find(b => b.id === id)
  }
}

const snakes = new Map<string, string>()
/** Asked a million times for a few hundred names. */
export const snake = (s: string): string => {
  let found = snakes.get(s)
  if (found === undefined) {
    found = s.replace(/[A-Z]/g, c => `_${c.toLowerCase()}`).replace(/[-. ]/g, '_')
    if (snakes.size < 10_000) snakes.set(s, found)
  }
  return found
}

/** The first register names the business: 低保台账 → 低保, 助餐明细 → 助餐. */
export const titleOfBusiness = (b: Business) =>
  Object.values(b.registers)[0]?.title.replace(/台账$|明细$|簿$/, '') ??
  Object.values(b.procedures)[0]?.title ??
  Object.values(b.benefits)[0]?.title ??
  b.id
