/** 家庭: who lives together, how old, how well, and whom the benefit covers; invented from a few plain kinds of household. */
import { dayAt, dayNumber, plusDays, plusMonths } from '#core/calendar/days'
import type { MemberInput } from '#core/people/households'
import type { StandingInput } from '#core/people/persons'
import { type Day, fullYears } from '#define/time'
import { inventName, inventSurname } from './names.ts'
import type { Numbers } from './numbers.ts'
import type { Home } from './places.ts'
import type { Random } from './random.ts'

/** What matters of a member: nobody able to work is without a stated income. */
export type State = 'old' | 'able' | 'unable' | 'disabled' | 'ill' | 'child' | 'pupil'
export interface Member {
  readonly input: MemberInput
  readonly state: State
  readonly born: Day
  readonly isAdult: boolean
  readonly isCovered: boolean
}
export interface Family {
  readonly home: Home
  /** The head first; the head is the applicant. */
  readonly members: readonly Member[]
  readonly alone: boolean
  readonly cause: string
  readonly class: 'A' | 'B' | 'C'
  readonly account: string
}
/** State, years of age from and to, relation to the head (GB/T 4761). */
type Spec = readonly [state: State, from: number, to: number, relation: string, sex?: '男' | '女', marital?: string]

const one = (random: Random): Spec[] =>
  random.of<Spec[]>([
    [
      [
        [
          'old',
          62,
          91,
          '02',
          undefined,
          random.of([
            ['30', 7],
            ['10', 3],
          ]),
        ],
      ],
      52,
    ],
    [[['disabled', 25, 59, '02', undefined, '10']], 16],
    [
      [
        [
          'ill',
          35,
          59,
          '02',
          undefined,
          random.of([
            ['40', 5],
            ['10', 5],
          ]),
        ],
      ],
      12,
    ],
    [[['unable', 45, 59, '02', '男', '10']], 20],
  ])
const two = (random: Random): Spec[] =>
  random.of<Spec[]>([
    [
      [
        ['old', 66, 86, '02', '男', '20'],
        ['old', 64, 85, '10', '女', '20'],
      ],
      46,
    ],
    [
      [
        ['able', 33, 45, '02', '女', '30'],
        ['pupil', 8, 16, random.pick(['20', '30'])],
      ],
      18,
    ],
    [
      [
        ['old', 65, 80, '02', undefined, '30'],
        ['disabled', 30, 50, random.pick(['20', '30']), undefined, '10'],
      ],
      22,
    ],
    [
      [
        ['ill', 45, 58, '02', '男', '20'],
        ['able', 43, 57, '10', '女', '20'],
      ],
      14,
    ],
  ])
const three = (random: Random): Spec[] =>
  random.of<Spec[]>([
    [
      [
        ['ill', 35, 50, '02', '男', '20'],
        ['able', 33, 48, '10', '女', '20'],
        ['pupil', 7, 16, random.pick(['20', '30'])],
      ],
      50,
    ],
    [
      [
        ['old', 62, 74, '02', '男', '20'],
        ['old', 60, 72, '10', '女', '20'],
        ['child', 3, 14, random.pick(['40', '41'])],
      ],
      20,
    ],
    [
      [
        ['able', 32, 44, '02', '女', '40'],
        ['pupil', 10, 16, '30'],
        ['child', 3, 9, '20'],
      ],
      30,
    ],
  ])
const specsOf = (random: Random, covered: number): Spec[] => {
  if (covered === 1) return one(random)
  if (covered === 2) return two(random)
  const specs = three(random)
  while (specs.length < covered)
    specs.push(
      specs.length === 3 && specs[0]![0] !== 'old'
        ? ['old', 66, 84, random.pick(['51', '52']), undefined, '30']
        : ['child', 1, 15, random.pick(['20', '30', '40'])],
    )
  return specs
}
/** 单人保: of a family that itself is a little too well off; only a case that may apply alone. */
const around = (random: Random): Spec[] => [
  ['old', 62, 78, '51', '男', '20'],
  ...(random.chance(60) ? [['old', 60, 76, '52', '女', '20'] as const] : []),
]

const disabilities = [
  ['肢体', 50],
  ['智力', 16],
  ['精神', 16],
  ['视力', 10],
  ['听力', 8],
] as const
const kinds = { 视力: 1, 听力: 2, 言语: 3, 肢体: 4, 智力: 5, 精神: 6, 多重: 7 } as const
const causes: Record<State, string> = {
  ...{
    old: 'old',
    able: 'labour',
    unable: 'labour',
    disabled: 'disability',
    ill: 'illness',
    child: 'widowed',
    pupil: 'schooling',
  },
}

/** `covered`: how many people the benefit is for. `on`: the day on which they are so old. */
export const inventFamily = (random: Random, numbers: Numbers, home: Home, covered: number, on: Day): Family => {
  const own = specsOf(random, covered)
  const alone = covered === 1 && ['disabled', 'ill'].includes(own[0]![0]) && random.chance(45)
  const specs = alone ? [...own, ...around(random)] : own
  const surname = inventSurname(random)
  const members = specs.map((spec, i) =>
    invent(random, numbers, spec, on, i === 0 || isOfBlood(spec) ? surname : undefined, i < covered),
  )
  const worst = members.find(m => m.isCovered && m.state !== 'able' && m.state !== 'pupil') ?? members[0]!
  return {
    home,
    members,
    alone,
    cause: causes[worst.state],
    class: random.of([
      ['A', 85],
      ['B', 11],
      ['C', 4],
    ]),
    account: numbers.card(),
  }
}
const isOfBlood = ([, , , relation]: Spec) => ['20', '30', '40', '41', '51'].includes(relation)

const invent = (
  random: Random,
  numbers: Numbers,
  [state, from, to, relation, given, marital]: Spec,
  on: Day,
  surname: string | undefined,
  isCovered: boolean,
): Member => {
  const sex =
    given ??
    (relation === '30' || relation === '52'
      ? '女'
      : relation === '20' || relation === '51'
        ? '男'
        : random.pick(['男', '女'] as const))
  const born = bornBetween(random, on, from, to)
  const idNumber = numbers.idNumber(born, sex)
  const isAdult = born <= plusMonths(on, -18 * 12)
  return {
    state,
    born,
    isAdult,
    isCovered,
    input: {
      relation,
      name: inventName(random, sex, born, surname),
      idNumber,
      ...(isAdult && random.chance(70) && { phone: numbers.phone() }),
      marital: (marital ?? (isAdult ? '20' : '10')) as '10',
      labour: state === 'able' ? 'able' : state === 'unable' ? 'partly' : 'none',
      standings: standingsOf(random, state, idNumber, on),
    },
  }
}
/** Never somebody who reached an age that counts in the half-year before: what is entered on that day was then as it is now. */
export const bornBetween = (random: Random, on: Day, from: number, to: number): Day => {
  const [first, last] = [dayNumber(plusMonths(on, -(to + 1) * 12)) + 1, dayNumber(plusMonths(on, -from * 12)) - 1]
  for (;;) {
    const born = dayAt(random.int(first, last))
    const age = fullYears(born, on)
    const isTurned = fullYears(born, plusMonths(on, -7)) < age
    if (!isTurned || !(age % 5 === 0 || age === 16 || age === 18)) return born
  }
}
const standingsOf = (random: Random, state: State, idNumber: string, on: Day): StandingInput[] => {
  const from = plusDays(on, -random.int(200, 3000))
  if (state === 'disabled') {
    const variety = random.of(disabilities)
    const degree = random.int(1, 2)
    return [
      {
        kind: 'disability',
        variety,
        degree,
        certificate: `${idNumber}${kinds[variety]}${degree}`,
        from,
        source: '残联',
      },
    ]
  }
  if (state === 'ill') return [{ kind: 'serious illness', from, source: '医保' }]
  if (state === 'pupil') return [{ kind: 'student', from, source: '教育' }]
  return []
}
