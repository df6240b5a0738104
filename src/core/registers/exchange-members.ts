/** 家庭成员表: the people of each household as lines of a workbook; who is not in the ledger yet is entered with the row. */
import { Refusal } from '#core/actor'
import { isDay } from '#core/calendar/days'
import { type Db, rows } from '#core/db'
import type { ImportColumn, ImportedRow } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { grouped } from '#core/grouped'
import { enterHouseholds } from '#core/people/households'
import { normalName } from '#core/people/names'
import type { PersonInput, StandingInput } from '#core/people/persons'
import { relationTitle } from '#core/people/relations'
import { normalIdNumber } from '#define/id-number'
import type { Day } from '#define/time'
import { type MemberFound, membersQuery } from './facts.ts'

export const memberSheet = '.members'
const labours = { able: '有劳动能力', partly: '部分丧失', unable: '完全丧失', none: '无劳动能力' } as const
const disabilities = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重']
const yes = '是'
const heads = '户主'
/** Every title that a relation may be shown by, with its code. */
const words = Array.from({ length: 90 }, (_, i) => String(i + 10))
  .map((code): [string, string] => [relationTitle(code), code])
  .filter(([title], i, all) => all.findIndex(([t]) => t === title) === i)
export const memberColumns: readonly ImportColumn[] = [
  { key: 'name', title: '姓名', width: 12, required: true },
  { key: 'number', title: '证件号码', width: 22, required: true, note: '新增的填完整号码' },
  {
    key: 'relation',
    title: '与户主关系',
    width: 12,
    required: true,
    choices: [heads, ...words.map(([title]) => title)],
  },
  { key: 'labour', title: '劳动能力', width: 14, choices: Object.values(labours) },
  { key: 'disability', title: '残疾类别', width: 10, choices: disabilities },
  { key: 'grade', title: '残疾等级', width: 10, choices: ['1', '2', '3', '4'] },
  { key: 'isIll', title: '重病', width: 8, choices: [yes] },
  { key: 'isStudent', title: '在校学生', width: 10, choices: [yes] },
]

export const shownMembers = async (
  db: Db,
  countyId: number,
  all: readonly { readonly id: number; readonly householdId?: unknown }[],
  on: Day,
  whose: ReadonlyMap<number, Record<string, string>>,
): Promise<Record<string, string>[]> => {
  const ids = all.flatMap(row => (row.householdId ? [Number(row.householdId)] : []))
  const found = grouped(await rows(db, membersQuery(countyId, ids, on)), m => Number(m.household_id))
  return all.flatMap(row =>
    (found.get(Number(row.householdId)) ?? []).map(m => ({ ...whose.get(Number(row.id))!, ...shown(m) })),
  )
}
const shown = (m: MemberFound): Record<string, string> => {
  const has = (kind: string) => m.standings?.find(s => s.kind === kind)
  const disability = has('disability')
  return {
    ...{
      name: m.name,
      number: m.id_number_masked ?? '',
      relation: m.relation === '02' ? heads : relationTitle(m.relation),
    },
    ...{ labour: m.labour ? labours[m.labour as keyof typeof labours] : '', disability: disability?.variety ?? '' },
    ...{ grade: disability?.degree ? String(disability.degree) : '' },
    ...{ isIll: has('serious illness') ? yes : '', isStudent: has('student') ? yes : '' },
  }
}

/** Households of new rows that nobody knows yet, all at once. @throws Refusal in one sentence */
export const enterNewHouseholds = async (
  trx: Db,
  engine: Engine,
  countyId: number,
  on: Day,
  fresh: readonly { readonly row: ImportedRow; readonly lines: readonly ImportedRow[]; readonly divisionId: number }[],
): Promise<void> => {
  const inputs = fresh.map(({ row, lines, divisionId }) => {
    const from = row.values['.from'] ?? ''
    if (!isDay(from)) throw new Refusal('“起始日期”应写作 2024-06-20')
    const [head, ...others] = lines.filter(l => l.values.relation === heads)
    if (!head || others.length) throw new Refusal('家庭成员表中这一户应有且只有一名户主')
    if (normalIdNumber(head.values.number ?? '') !== normalIdNumber(row.values['.number'] ?? ''))
      throw new Refusal('家庭成员表中的户主与台账表中的户主证件号码不一致')
    const members = lines.filter(l => l !== head)
    return {
      ...{ countyId, on, divisionId, from, head: personIn(head, from) },
      members: members.map(l => ({ ...personIn(l, from), relation: codeOf(l.values.relation!) })),
    }
  })
  await enterHouseholds(trx, engine, inputs)
}
const codeOf = (title: string) => words.find(([t]) => t === title)?.[1] ?? '99'
const personIn = ({ values: v }: ImportedRow, from: Day): PersonInput => {
  const source = '期初转入'
  const labour = Object.entries(labours).find(([, title]) => title === v.labour)?.[0] as PersonInput['labour']
  const standings: StandingInput[] = [
    ...(v.disability
      ? [
          {
            kind: 'disability' as const,
            variety: v.disability,
            degree: v.grade ? Number(v.grade) : undefined,
            from,
            source,
          },
        ]
      : []),
    ...(v.isIll === yes ? [{ kind: 'serious illness' as const, from, source }] : []),
    ...(v.isStudent === yes ? [{ kind: 'student' as const, from, source }] : []),
  ]
  return { name: normalName(v.name ?? ''), idNumber: v.number, ...(labour && { labour }), standings }
}
