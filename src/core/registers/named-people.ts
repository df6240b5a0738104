/** Whom an organisation or a place is led by, as the ledger has them: everybody named by an identity number in its row, its parts, or in a case about it. */
import { type Business, type Catalogue, snake } from '#core/catalogue'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import { hasStates, isJoint, partsOf, rolesOf, subjectColumn } from './columns.ts'

const numbersOf = (r: AnyRegister) =>
  Object.entries<Field<any>>(r.told.fields).flatMap(([k, f]) =>
    k === 'idNumber' && f.isSecret ? [`${snake(k)}_index`] : [],
  )
/** One function a register that names people; `people_named` (0008) asks them all. */
export const namedPeopleSql = (catalogue: Catalogue, b: Business): string[] =>
  Object.values(b.registers).flatMap(r => {
    const [[role, kind]] = rolesOf(r) as [[string, string]]
    if (isJoint(r) || !(kind === 'organisation' || kind === 'place')) return []
    const asked = [...inRows(catalogue, r, subjectColumn(role)), ...inCases(catalogue, r)]
    return asked.length
      ? [
          `create function people_of_${kind}_${catalogue.tableOf(r)}(county smallint, subjects bigint[], cases bigint[])
  returns table (subject_id bigint, case_id bigint, number bytea) language sql stable security definer set search_path = public, pg_temp as $$
  ${asked.join('\n  union all ')} $$;`,
        ]
      : []
  })

const inRows = (catalogue: Catalogue, r: AnyRegister, subject: string) => {
  const t = catalogue.tableOf(r)
  const whole = `t.county_id = county and t.${subject} = any (subjects)${hasStates(r) ? ' and t.held @> ledger_day(county)' : ''}`
  const state = hasStates(r)
    ? ` cross join lateral (select * from ${t}_state s where s.county_id = t.county_id and s.row_id = t.id
      and s.starts <= ledger_day(county) order by s.version desc limit 1) s`
    : ''
  return [
    ...numbersOf(r).map(
      n => `select t.${subject}, null::bigint, ${hasStates(r) ? 's' : 't'}.${n} from ${t} t${state} where ${whole}`,
    ),
    ...partsOf(r).flatMap(([part, of]) =>
      numbersOf(of).map(
        n => `select t.${subject}, null::bigint, x.${n} from ${t} t join ${t}_${snake(part)} x
      on x.county_id = t.county_id and x.row_id = t.id and x.held @> ledger_day(county) where ${whole}`,
      ),
    ),
  ]
}
const inCases = (catalogue: Catalogue, r: AnyRegister) => {
  const procedures = catalogue.proceduresOf(r)
  if (!procedures.length) return []
  return [
    ...procedures.flatMap(p =>
      numbersOf(r).map(
        n =>
          `select null::bigint, c.id, c.${n} from ${catalogue.tableOf(p)}_case c where c.county_id = county and c.id = any (cases)`,
      ),
    ),
    ...partsOf(r).flatMap(([part, of]) =>
      numbersOf(of).map(
        n => `select null::bigint, x.case_id, x.${n} from ${catalogue.tableOf(r)}_${snake(part)} x
      where x.county_id = county and x.case_id = any (cases) and (x.held is null or not isempty(x.held))`,
      ),
    ),
  ]
}
