/** 目录: the definitions as this actor may see them; every page is drawn from them. */
import { sql } from 'kysely'
import { Permissions } from '#core/access/permissions'
import type { Actor } from '#core/actor'
import { type AnyBenefit, type Business, type Catalogue, type SomeProcedure, titleOfBusiness } from '#core/catalogue'
import { one, rows } from '#core/db'
import { isInPerson } from '#core/procedures/counter'
import { titleOfOutcome } from '#core/procedures/view-steps'
import { outcomesOf, rolesOf } from '#core/registers/columns'
import { isStaged } from '#core/registers/days/stage'
import { isExchangeable } from '#core/registers/exchange-columns'
import { isOfPlaces } from '#core/registers/exchange-places'
import { needsCheck } from '#core/registers/import-check'
import { events } from '#define/events'
import type { Field, Fields } from '#define/field'
import { offices } from '#define/offices'
import { type Department, departments, posts, verbs } from '#define/posts'
import type { AnyRegister } from '#define/register'
import { roleTitles } from '#define/subjects'
import type { Doors, House } from '../door.ts'
import { mayDo, worksIn } from '../policy.ts'

export const catalogueRoutes = (doors: Doors, { engine }: House) => {
  const permissions = new Permissions(engine.catalogue)
  doors.get('/catalogue', {
    says: '业务目录：台账、事项、待遇、指标、区划',
    about: '目录',
    may: 'signed in',
    does: async ({ trx, actor, on }) => {
      const can = (of: string) => actionsOn(permissions, actor, of)
      const county = await one(
        trx,
        sql<{
          code: string
          name: string
          is_rehearsal: boolean
        }>`select code, name, rehearsal_day is not null as is_rehearsal from county
          where county_id = ${actor.countyId}`,
      )
      const divisions = await rows(
        trx,
        sql<{ id: number; code: string; name: string; level: string; kind: string | null; parent_id: number | null }>`
          select id, code, name, level, kind, parent_id from division where county_id = ${actor.countyId} and valid @> ${on}::date order by code`,
      )
      return {
        county: { code: county.code, name: county.name },
        today: on,
        isRehearsal: county.is_rehearsal,
        businesses: engine.catalogue.businesses
          .filter(b => worksIn(actor, b.id))
          .map(b => businessOf(engine.catalogue, b, actor, can)),
        // A report is made of all businesses' figures and belongs to none of them.
        reports: mayDo(actor, 'reports.see')
          ? engine.catalogue.reports.map(r => ({ name: r.name, title: r.title }))
          : [],
        offices: Object.entries(offices).map(([id, title]) => ({ id, title })),
        posts: Object.entries(posts).map(([id, title]) => ({ id, title })),
        events: Object.entries(events).map(([id, title]) => ({ id, title })),
        divisions: divisions.map(d => ({
          ...{ id: String(d.id), code: d.code, name: d.name, level: d.level, kind: d.kind },
          parentId: d.parent_id === null ? null : String(d.parent_id),
          isMine: actor.divisions === 'all' || actor.divisions.includes(d.id),
        })),
      }
    },
  })
}
type Can = (of: string) => string[]
/** What this post may do with a definition, steps aside: policies travel with the data. */
const actionsOn = (permissions: Permissions, actor: Actor, of: string) =>
  [
    'see',
    'open',
    'export',
    'import',
    'keep standards',
    'check standards',
    'run',
    'release',
    'return',
    'reverse',
  ].filter(action => permissions.may(actor, { of, action, divisionId: actor.divisionId }).ok)

const businessOf = (catalogue: Catalogue, b: Business, actor: Actor, can: Can) => ({
  id: b.id,
  office: b.office,
  title: titleOfBusiness(b),
  registers: Object.values(b.registers)
    .filter(r => mayRead(r, actor))
    .map(r => ({
      ...registerOf(catalogue, r),
      can: can(catalogue.idOf(r)),
      isExchangeable: isExchangeable(r),
      isChecked: needsCheck(r),
      ...(r.told.from ? { source: r.told.from.department } : isStaged(r) && { entry: 'rows' as const }),
      ...(isOfPlaces(r) && { entry: 'place' as const }),
    })),
  procedures: Object.values(b.procedures).map(p => ({ ...procedureOf(catalogue, p), can: can(catalogue.idOf(p)) })),
  benefits: Object.values(b.benefits).map(x => ({ ...benefitOf(catalogue, x), can: can(catalogue.idOf(x)) })),
  figures: Object.entries(b.figures).map(([name, f]) => ({
    ...{ name, unit: f.unit ?? null, definition: f.means ?? null },
    ...openedBy(catalogue, f.of),
  })),
})

/** Where a record that a figure counts is opened: as a case, or as a row of which register. */
const openedBy = (catalogue: Catalogue, of: any): { opens?: 'case' | 'row'; register?: string } =>
  of?.kind === 'procedure'
    ? { opens: 'case' }
    : of?.kind === 'register'
      ? { opens: 'row', register: catalogue.idOf(of) }
      : of?.kind === 'benefit'
        ? { opens: 'row', register: catalogue.idOf(of.worth.of) }
        : {}

/** 台账 may be for some posts only; what is confidential is for those who handle it. */
export const mayRead = (r: AnyRegister, actor: Actor) => !r.told.readBy || r.told.readBy.includes(actor.post)

const registerOf = (catalogue: Catalogue, r: AnyRegister) => ({
  id: catalogue.idOf(r),
  title: r.title,
  about: r.told.about,
  roles: rolesOf(r).map(([id, kind]) => ({ id, kind, title: roleTitles[id as keyof typeof roleTitles] ?? '' })),
  over: r.told.over,
  ...(r.told.hasSeveral && { hasSeveral: true }),
  law: r.told.law ?? [],
  fields: fieldsOf(r.told.fields, catalogue),
  parts: Object.entries<AnyRegister>(r.told.parts ?? {}).map(([id, part]) => ({
    id,
    title: part.title,
    fields: fieldsOf(part.told.fields).filter(f => !filledLater(catalogue, part).has(f.id)),
  })),
  measures: Object.entries<any>(r.measures).map(([id, m]) => ({
    ...{ id, title: m.title, type: m.type },
    ...(m.options && { options: m.options }),
    ...(m.type === 'people' ? { unit: '人' } : m.type === 'money' ? { unit: '元' } : {}),
  })),
  standards: fieldsOf(r.told.standards?.told.fields ?? {}),
})
/** Of a part that is a register of its own: what its own matters fill in is not asked when its lines are found. */
const filledLater = (catalogue: Catalogue, part: AnyRegister) =>
  new Set(
    catalogue
      .proceduresOf(part)
      .flatMap(p => Object.values(p.steps).flatMap(s => [...(s.asks ?? []), ...(s.fills ?? [])] as string[])),
  )
export const fieldsOf = (fields: Fields, catalogue?: Catalogue) =>
  Object.entries<Field<any>>(fields).map(([id, f]) => fieldOf(id, f, catalogue))
const fieldOf = (id: string, f: Field<any>, catalogue?: Catalogue) => ({
  ...{ id, title: f.title, type: f.type },
  ...(f.of && catalogue && { of: catalogue.idOf(f.of) }),
  ...(f.options && { options: f.options }),
  ...(f.unit && { unit: f.unit }),
  ...(f.mayBeNegative && { mayBeNegative: true }),
  ...(f.isTime && { isTime: true }),
  ...(f.isSecret && { isSecret: true }),
  ...(f.mayBeMissing && { mayBeMissing: true }),
  ...(f.sharedBy && { sharedBy: f.sharedBy }),
  ...(f.example !== undefined && { example: f.example }),
})

const procedureOf = (catalogue: Catalogue, p: SomeProcedure) => ({
  id: catalogue.idOf(p),
  title: p.title,
  register: catalogue.idOf(p.register),
  isNew: p.isNew,
  law: p.head.law ?? [],
  starts: p.head.starts.map(told),
  ...(p.head.brings && { brings: Object.keys(p.head.brings) }),
  steps: Object.entries<any>(p.steps).map(([id, s]) => ({
    id,
    title: stepTitle(p, id),
    who: s.who,
    ...(s.asks && { asks: s.asks }),
    ...(s.fills && { fills: s.fills }),
    ...(s.needs && { needs: s.needs }),
    people: s.people ?? 1,
    ...(s.delegable && { delegable: true }),
    ...(s.posts && { posts: s.posts }),
    ...(s.objection && { objection: s.objection }),
    ...(isInPerson(s) && { inPerson: s.who }),
    ...(s.withdrawnBy && { withdrawnBy: s.withdrawnBy }),
    ...(s.opinions && { opinions: s.opinions.map((d: Department) => ({ id: d, title: departments[d] })) }),
    outcomes: outcomesOf(p, id).map(o => ({ id: o, title: titleOfOutcome(o, p) })),
    own: fieldsOf(s.own ?? {}),
  })),
})
export const stepTitle = (p: SomeProcedure, step: string) =>
  p.steps[step]?.does ?? (verbs as Readonly<Record<string, string>>)[step] ?? step

/** A start that is a rule is told by its kind alone. */
const told = (start: unknown) => {
  if (typeof start === 'string') return start
  const s = start as Record<string, unknown>
  return typeof s.event === 'string' ? { event: s.event } : { [Object.keys(s)[0] ?? 'start']: true }
}

const benefitOf = (catalogue: Catalogue, b: AnyBenefit) => {
  const w = b.worth as unknown as Record<string, unknown>
  return {
    id: catalogue.idOf(b),
    title: b.title,
    paid: w.paid,
    fund: w.fund,
    register: catalogue.idOf(w.of),
    from: w.from ?? null,
    ...(typeof b.worth.to === 'object' && {
      provider: b.worth.to.provider,
      settledBy: catalogue.idOf(b.worth.to.after),
    }),
  }
}
