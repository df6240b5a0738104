/** The tables of a business, as SQL: registers with states and parts, cases with a dated group for each step. */
import { postsWhoSee } from '#core/access/matrix'
import { type AnyBenefit, type Business, type Catalogue, type SomeProcedure, snake } from '#core/catalogue'
import type { Field } from '#define/field'
import type { AnyRegister } from '#define/register'
import {
  type Column,
  changingFields,
  fieldColumns,
  fixedFields,
  hasStates,
  isJoint,
  measureColumn,
  measuresOf,
  partsOf,
  quoted,
  rolesOf,
  subjectColumn,
  subjectTable,
} from './columns.ts'
import { laidSteps } from './laid-steps.ts'
import { namedPeopleSql } from './named-people.ts'

const county: Column = { name: 'county_id', type: 'smallint not null', comment: '县' }
const id: Column = { name: 'id', type: "bigint not null default nextval('ledger_id')", comment: '编号' }
const known: Column = { name: 'known_from', type: 'timestamptz not null default ledger_now()', comment: '记录时间' }
const place: Column[] = [
  { name: 'division_id', type: 'bigint not null', comment: '村（居）' },
  { name: 'town_id', type: 'bigint', comment: '乡镇（街道）' },
]
const link = (name: string, comment: string): Column => ({ name, type: 'bigint', comment })

const table = (name: string, title: string, columns: Column[], rules: string[], after: string[] = []) =>
  [
    `create table ${name} (\n${[...columns.map(c => `  ${c.name} ${c.type}`), ...rules.map(r => `  ${r}`)].join(',\n')}\n);`,
    `comment on table ${name} is ${quoted(title)};`,
    ...columns.map(c => `comment on column ${name}.${c.name} is ${quoted(c.comment)};`),
    ...after,
  ].join('\n')

const subjects = (r: AnyRegister) =>
  rolesOf(r).map(([role, kind]) => ({
    column: { name: subjectColumn(role), type: 'bigint not null', comment: '对象' },
    rule: `foreign key (county_id, ${subjectColumn(role)}) references ${subjectTable(kind)} (county_id, id)`,
  }))
const key = 'primary key (county_id, id)'
/** Who sees it: by place, by business, by what is their own; what is confidential for some posts alone. */
const seen = (catalogue: Catalogue, r: AnyRegister, t: string) => [
  `call of_business('${t}', '${catalogue.businessOf(r)}');`,
  ...(r.told.isConfidential
    ? [`call only_for_posts('${t}', array[${postsWhoSee(catalogue, r).map(quoted).join(', ')}]);`]
    : []),
]
const isOwned = (kind: string) => kind === 'organisation' || kind === 'place'
const seenByOwn = (r: AnyRegister, t: string) => [
  ...rolesOf(r)
    .filter(([, kind]) => isOwned(kind))
    .map(([role, kind]) => `call seen_by_own('${t}', '${kind}', '${subjectColumn(role)}');`),
  // A provider sees what happened at its place.
  ...(hasStates(r) ? [] : Object.entries<Field<any>>(r.told.fields)).flatMap(([k, f]) => {
    const kind = f.of && rolesOf(f.of)[0]![1]
    return kind && isOwned(kind) ? [`call seen_by_own('${t}', '${kind}', '${snake(k)}');`] : []
  }),
]

export const registerSql = (catalogue: Catalogue, r: AnyRegister): string => {
  const name = catalogue.tableOf(r)
  const about = subjects(r)
  const once = `exclude using gist (county_id with =, ${about.map(a => `${a.column.name} with =`).join(', ')}, held with &&)`
  const time: Column[] = hasStates(r)
    ? [
        { name: 'held', type: 'daterange not null', comment: '有效期间；空区间为未生效即撤销' },
        { name: 'end_reason', type: 'text', comment: '终止原因' },
      ]
    : [
        { name: 'on_day', type: 'date not null', comment: '日期' },
        { name: 'annulled_on', type: 'date', comment: '登记有误，撤销之日' },
      ]
  const own = hasStates(r)
    ? fixedFields(r).flatMap(([k, f]) => fieldColumns(k, f, true))
    : [
        ...Object.entries<any>(r.told.fields).flatMap(([k, f]) => fieldColumns(k, f, true)),
        ...measuresOf(r).map(([k, m]) => measureColumn(k, m, true)),
        ...worthColumns(catalogue, [...catalogue.benefitsOf(r), ...catalogue.settledBy(r)]),
        ...catalogue.settledBy(r).map(b => ({
          name: countColumn(catalogue, b),
          type: 'integer not null default 0',
          comment: `${b.title}（结算笔数）`,
        })),
      ]
  const serials = fixedFields(r).map(([k]) => `unique (county_id, ${snake(k)})`)
  return [
    table(
      name,
      r.title,
      [county, id, ...place, ...about.map(a => a.column), ...time, link('case_id', '由哪一办件而来'), ...own, known],
      [key, ...about.map(a => a.rule), ...(!hasStates(r) || r.told.hasSeveral ? [] : [once]), ...serials],
      [
        ...about.map(a => `create index on ${name} (county_id, ${a.column.name});`),
        ...(hasStates(r)
          ? [`create index on ${name} using gist (county_id, held);`]
          : [`create index on ${name} (county_id, on_day);`, ...said(name, r), ...byProvider(name, r)]),
        `create index on ${name} (county_id, town_id, id);`,
        ...[`call seen_in_area('${name}');`, ...seen(catalogue, r, name), ...seenByOwn(r, name)],
        `call with_history('${name}');`,
        ...settled(catalogue, r, name),
      ],
    ),
    ...(hasStates(r) ? [stateSql(name, r, catalogue.benefitsOf(r), catalogue)] : []),
    ...partsOf(r).map(([k, part]) => partSql(catalogue, r, name, k, part)),
  ].join('\n\n')
}

/** What is settled with a provider is summed by provider and day. */
const byProvider = (name: string, r: AnyRegister) =>
  Object.entries<Field<any>>(r.told.fields).flatMap(([k, f]) =>
    f.of ? [`create index on ${name} (county_id, ${snake(k)}, on_day);`] : [],
  )
/** What is settled with a provider is counted by provider and month, as it is entered and annulled. */
const settled = (catalogue: Catalogue, r: AnyRegister, name: string) =>
  catalogue.benefitsOf(r).flatMap(b => {
    const { to } = b.worth
    if (typeof to !== 'object') return []
    const told = [name, catalogue.idOf(b), snake(to.provider), amountColumn(catalogue, b)]
    return [`call counted_by_provider(${told.map(quoted).join(', ')});`]
  })
/** What is said once, unless it was annulled: one meal a person, day and sitting. */
const said = (name: string, r: AnyRegister) => {
  const unique = (r.told.unique ?? []) as readonly string[]
  if (!unique.length || fixedFields(r).some(([k]) => unique.length === 1 && k === unique[0])) return []
  const columns = unique.flatMap(u =>
    u === 'subject'
      ? rolesOf(r).map(([role]) => subjectColumn(role))
      : u === 'day'
        ? ['on_day']
        : [r.told.fields[u]!.isSecret ? `${snake(u)}_index` : snake(u)],
  )
  return [`create unique index ${name}_once on ${name} (county_id, ${columns.join(', ')}) where annulled_on is null;`]
}

/** From a day on it is thus, whatever was said before; the highest version that has started is in force. Append only. */
const stateSql = (owner: string, r: AnyRegister, benefits: readonly AnyBenefit[], catalogue: Catalogue) => {
  const worth = worthColumns(catalogue, benefits)
  const name = `${owner}_state`
  return table(
    name,
    `${r.title}：自某日起的状况、计算值和待遇额（只增不改）`,
    [
      county,
      link('row_id', '台账行'),
      { name: 'starts', type: 'date not null', comment: '自何日起' },
      { name: 'version', type: "bigint not null default nextval('ledger_id')", comment: '版次，后记者为准' },
      ...place,
      { name: 'because', type: 'text not null', comment: '缘由' },
      link('case_id', '办件'),
      link('event_id', '生活事件'),
      { name: 'reads', type: "text[] not null default '{}'", comment: '计算值用到的标准' },
      { name: 'suspended', type: 'boolean not null default false', comment: '暂停发放' },
      ...changingFields(r).flatMap(([k, f]) => fieldColumns(k, f, false)),
      ...measuresOf(r).map(([k, m]) => measureColumn(k, m, true)),
      ...worth,
      known,
    ],
    ['primary key (county_id, row_id, version)', `foreign key (county_id, row_id) references ${owner} (county_id, id)`],
    [
      ...[`create index on ${name} using brin (starts, version);`, `call seen_in_area('${name}');`],
      ...(benefits.some(b => b.worth.changes)
        ? [`create index on ${name} (county_id, event_id) where event_id is not null;`]
        : []),
      ...seen(catalogue, r, name),
      ...(rolesOf(r).some(([, kind]) => isOwned(kind)) ? [`call seen_by_own_row('${name}', '${owner}');`] : []),
    ],
  )
}
const worthColumns = (catalogue: Catalogue, benefits: readonly AnyBenefit[]): Column[] =>
  benefits.map(b => ({
    name: amountColumn(catalogue, b),
    type: 'bigint not null default 0',
    comment: `${b.title}（单位：分）`,
  }))
/** 'allowance': the column of a state in which a benefit's monthly worth stands, in fen. */
export const amountColumn = (catalogue: Catalogue, b: AnyBenefit) => `${snake(catalogue.idOf(b).split('.')[1]!)}_amount`

/** 'subsidy_count': of a statement, how many facts it settles. */
export const countColumn = (catalogue: Catalogue, b: AnyBenefit) => `${snake(catalogue.idOf(b).split('.')[1]!)}_count`

const partSql = (catalogue: Catalogue, r: AnyRegister, owner: string, name: string, part: AnyRegister) => {
  const t = `${owner}_${snake(name)}`
  return table(
    t,
    part.title,
    [
      county,
      id,
      link('case_id', '由哪一办件填写'),
      link('row_id', '生效后所属台账行'),
      { name: 'held', type: 'daterange', comment: '生效期间；空区间为重填时作废，无值为尚未生效' },
      ...Object.entries<any>(part.told.fields).flatMap(([k, f]) => fieldColumns(k, f, true)),
      known,
    ],
    [key],
    [
      `create index on ${t} (county_id, case_id);`,
      `create index on ${t} (county_id, row_id);`,
      ...[`call seen_as_part('${t}', '${owner}');`, ...seen(catalogue, r, t)],
      `call with_history('${t}');`,
    ],
  )
}

export const caseSql = (catalogue: Catalogue, p: SomeProcedure): string => {
  const t = `${catalogue.tableOf(p)}_case`
  const steps = laidSteps(catalogue, p)
  const laid = new Map(steps)
  const groups = steps.flatMap(([k, s]): Column[] => [
    { name: `${snake(k)}_on`, type: 'date', comment: `${k}：办理日期` },
    { name: `${snake(k)}_by`, type: 'bigint', comment: `${k}：办理人` },
    ...(s.hasTwo ? [{ name: `${snake(k)}_second`, type: 'bigint', comment: `${k}：第二办理人` }] : []),
    ...(s.isInPerson ? [{ name: `${snake(k)}_came`, type: 'text[]', comment: `${k}：到场的当事人` }] : []),
    ...(s.isTimed
      ? [
          { name: `${snake(k)}_due`, type: 'date', comment: `${k}：期限` },
          { name: `${snake(k)}_missed_on`, type: 'date', comment: `${k}：逾期之日` },
        ]
      : []),
    ...(s.outcomes.length
      ? [
          {
            name: `${snake(k)}_outcome`,
            type: `text check (${snake(k)}_outcome in (${s.outcomes.map(quoted).join(', ')}))`,
            comment: `${k}：结论`,
          },
        ]
      : []),
    ...Object.entries<any>(s.own).flatMap(([f, own]) => fieldColumns(f, own, false)),
  ])
  const apart = steps.flatMap(([k, s]) =>
    s.notBy.flatMap(other => [
      `constraint ${snake(k)}_not_by_${snake(other)} check (${snake(k)}_by <> ${snake(other)}_by)`,
      ...(laid.get(other)?.hasTwo
        ? [`constraint ${snake(k)}_not_by_second_${snake(other)} check (${snake(k)}_by <> ${snake(other)}_second)`]
        : []),
    ]),
  )
  /** 回避: whoever acts for the office, in any step. */
  const actors = steps
    .filter(([, s]) => !s.isOfApplicant)
    .flatMap(([k, s]) => [`${snake(k)}_by`, ...(s.hasTwo ? [`${snake(k)}_second`] : [])])
  const two = steps.filter(([, s]) => s.hasTwo).map(([k]) => `check (${snake(k)}_by <> ${snake(k)}_second)`)
  const about = isJoint(p.register) ? subjects(p.register) : []
  return table(
    t,
    `${p.title}：填报与各环节`,
    [
      county,
      { ...id, type: 'bigint not null', comment: '办件' },
      ...about.map(a => a.column),
      { name: 'filled', type: "text[] not null default '{}'", comment: '已填写的明细' },
      ...changingFields(p.register).flatMap(([k, f]) => fieldColumns(k, f, false)),
      ...fixedFields(p.register).flatMap(([k, f]) => fieldColumns(k, f, false)),
      ...measuresOf(p.register).map(([k, m]) => measureColumn(k, m, false)),
      ...groups,
      known,
    ],
    [
      ...[key, 'foreign key (county_id, id) references case_file (county_id, id)'],
      ...[...about.map(a => a.rule), ...two, ...apart],
    ],
    [
      ...[`call seen_with('${t}', 'case_file', 'id', 'app_sees_all');`, ...seen(catalogue, p.register, t)],
      `call with_history('${t}');`,
      `call no_conflict('${t}', 'case', 'id', array[${actors.map(quoted).join(', ')}]);`,
      ...noOfficerActs(p, t, steps),
    ],
  )
}

/** What the organisation does itself is its officers' own to do; what the office does is not. */
const noOfficerActs = (p: SomeProcedure, t: string, steps: ReturnType<typeof laidSteps>) => {
  const [[, kind]] = rolesOf(p.register) as [[string, string]]
  const acting = steps
    .filter(([, s]) => s.isOfOffice)
    .flatMap(([k, s]) => [`${snake(k)}_by`, ...(s.hasTwo ? [`${snake(k)}_second`] : [])])
  return kind === 'organisation' && !isJoint(p.register) && acting.length
    ? [`call no_officer_acts('${t}', array[${acting.map(quoted).join(', ')}]);`]
    : []
}

export const businessSql = (catalogue: Catalogue, b: Business): string =>
  [
    ...Object.values(b.registers).map(r => registerSql(catalogue, r)),
    ...Object.values(b.procedures).map(p => caseSql(catalogue, p)),
    ...namedPeopleSql(catalogue, b),
  ].join('\n\n')
