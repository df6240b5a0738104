/** Whom a case is about, in columns: one subject in the header, several parties each in a role of its own. */
import type { SomeProcedure } from '#core/catalogue'
import type { Columns } from '#core/engine'
import { isJoint, rolesOf, subjectColumn } from '#core/registers/columns'
import type { AnyRegister } from '#define/register'
import type { OpenInput } from './open-input.ts'

type Named = Pick<OpenInput, 'householdId' | 'personId' | 'organisationId' | 'placeId' | 'roles'>
/** Column of a case_file for a subject of this kind: 'person_id'. */
export const headerColumn = (kind: string) => `${kind}_id`

const ofKind = (i: Named, kind: string): number | undefined =>
  ({ household: i.householdId, person: i.personId, organisation: i.organisationId, place: i.placeId })[kind]
const idOf = (r: AnyRegister, i: Named, role: string, kind: string): number | undefined =>
  isJoint(r) ? (i.roles?.[role] ?? (rolesOf(r)[0]![0] === role ? ofKind(i, kind) : undefined)) : ofKind(i, kind)

/** Subject columns of the register's row: husband_id, wife_id. */
export const columnsOf = (r: AnyRegister, i: Named): Record<string, number> =>
  Object.fromEntries(
    rolesOf(r).flatMap(([role, kind]) => {
      const id = idOf(r, i, role, kind)
      return id === undefined ? [] : [[subjectColumn(role), id]]
    }),
  )
/** The first party, under its kind. */
export const headerSubject = (p: SomeProcedure, i: Named): Columns => {
  const [role, kind] = rolesOf(p.register)[0]!
  return { [headerColumn(kind)]: idOf(p.register, i, role, kind) ?? null }
}
export const partiesOf = (p: SomeProcedure, procedure: string, countyId: number, caseId: number, i: Named): Columns[] =>
  rolesOf(p.register).map(([role, kind], number) => ({
    ...{ county_id: countyId, case_id: caseId, role, number, procedure, is_alone: !p.head.manyAtOnce },
    ...{ person_id: null, household_id: null, organisation_id: null, place_id: null, is_open: true },
    [headerColumn(kind)]: idOf(p.register, i, role, kind) ?? null,
  }))
