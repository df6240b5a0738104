/** 社会组织的名称、负责人和登记事项: invented, none twice. */
import type { Actor } from '#core/actor'
import { plusDays } from '#core/calendar/days'
import type { Values } from '#core/engine'
import { countyOf } from '#core/procedures/serials'
import type { Day } from '#define/time'
import { bornBetween } from '../family.ts'
import type { Life } from '../life.ts'
import { inventName } from '../names.ts'
import type { Village } from '../places.ts'
import type { Random } from '../random.ts'

export interface Society {
  readonly kind: 'association' | 'service'
  readonly name: string
  readonly branch: string
  readonly village: Village
  readonly registered: Day
  readonly creditCode: string
  readonly sponsor: string | undefined
  certificateUntil: Day
  id: number
  rowId: number
  /** Its own account; where there is none, the window enters what it brings. */
  account?: Actor
  head?: string
}
export const sponsors = ['县教育局', '县卫生健康委员会', '县文化旅游体育局', '县农业农村局', '县工商业联合会'] as const

const topics: readonly (readonly [string, string])[] = [
  ...(['水稻种植', '茶叶', '水产养殖', '蔬菜', '畜牧', '农机', '林业', '粮油'] as const).map(
    t => [t, 'farming'] as const,
  ),
  ...(['篮球', '足球', '羽毛球', '乒乓球', '太极拳', '龙舟', '棋类', '钓鱼', '广场舞', '自行车'] as const).map(
    t => [t, 'sport'] as const,
  ),
  ...(['书法', '摄影', '戏曲', '诗词', '民间文艺', '收藏', '楹联'] as const).map(t => [t, 'culture'] as const),
  ...(['餐饮', '物流', '建材', '装饰', '汽车维修', '家政', '电子商务'] as const).map(t => [t, 'trade'] as const),
  ...(['养老服务', '志愿服务', '关爱儿童', '助残'] as const).map(t => [t, 'welfare'] as const),
  ...(['护理', '中医药'] as const).map(t => [t, 'health'] as const),
]
const services: readonly (readonly [string, string])[] = [
  ...(['阳光', '金色童年', '小天使', '育才', '启明', '春芽', '博雅', '向日葵'] as const).map(
    t => [`${t}幼儿园`, 'education'] as const,
  ),
  ...(['职业技能培训学校', '艺术培训学校', '驾驶培训学校'] as const).map(t => [t, 'education'] as const),
  ...(['康乐养老院', '夕阳红养老院', '社会工作服务中心', '残疾人康复中心', '为老服务站', '家庭服务中心'] as const).map(
    t => [t, 'welfare'] as const,
  ),
  ...(['骨伤医院', '门诊部医院'] as const).map(t => [t, 'health'] as const),
  ...(['青少年体育俱乐部', '乡村文化馆', '农业技术研究所'] as const).map(t => [t, 'culture'] as const),
]

/** nth of its kind → name, branch and seat: first the county's, then the villages' mutual aid, then the villages' own. */
export const namesOf = async (life: Life, count: number) => {
  const { name: county } = await countyOf(life.trx, life.countyId)
  const random = life.random.fork('names of societies')
  const villages = random.shuffled([...life.villages.values()])
  const taken = new Set<string>()
  const at = (n: number) => villages[n % villages.length]!
  const pool = { association: candidates('association'), service: candidates('service') }
  function* candidates(kind: 'association' | 'service') {
    const own = kind === 'association' ? topics.map(([t, b]) => [`${t}协会`, b] as const) : services
    for (const [i, [t, branch]] of own.entries())
      if (kind === 'association') yield { name: county + t, branch, village: at(i) }
    if (kind === 'association')
      for (const v of villages.slice(0, 60))
        yield { name: `${county}${v.name}“救急难”互助社`, branch: 'mutualAid', village: v }
    for (let round = 0; round <= count; round++)
      for (const [i, v] of villages.entries()) {
        const [t, branch] = own[(i + round * 7) % own.length]!
        yield { name: `${county}${v.name}${round >= own.length ? `第${round}` : ''}${t}`, branch, village: v }
      }
  }
  return (kind: 'association' | 'service', _: number) => {
    for (;;) {
      const { value } = pool[kind].next()
      if (!value) throw new Error('no more names for societies')
      if (taken.has(value.name)) continue
      taken.add(value.name)
      return value
    }
  }
}

/** What it is registered with, and who heads it. */
export const valuesFor = (
  life: Life,
  random: Random,
  s: Society,
): { fields: Values; officers: Values[]; head: string } => {
  const person = () => {
    const sex = random.pick(['男', '男', '女'] as const)
    const born = bornBetween(random, life.plan.opens, 32, 66)
    return { name: inventName(random, sex, born), idNumber: life.numbers.idNumber(born, sex) }
  }
  const [chair, second] = [person(), person()]
  const termUntil = plusDays(life.plan.ends, random.chance(94) ? random.int(60, 1300) : -random.int(10, 200))
  const term = { termFrom: plusDays(termUntil, -1700), termUntil, isOfficial: false, approval: null }
  const isSociety = s.kind === 'association'
  const byUnits = isSociety && random.chance(15)
  return {
    head: chair.name,
    fields: {
      ...{
        name: s.name,
        kind: s.kind,
        creditCode: s.creditCode,
        branch: s.branch,
        address: `${s.village.name}${random.int(1, 90)}号`,
      },
      scope: isSociety ? '行业服务、业务交流、公益活动' : '按章程开展非营利性社会服务活动',
      ...{
        isSponsored: !!s.sponsor,
        sponsor: s.sponsor ?? null,
        isDirect: !s.sponsor,
        legalPerson: chair.name,
        idNumber: chair.idNumber,
      },
      ...{
        termUntil,
        funds: `${random.int(isSociety ? 30 : 50, 400) * 1000}.00`,
        staff: random.int(1, isSociety ? 6 : 40),
      },
      ...{ individuals: !isSociety || byUnits ? 0 : random.int(50, 420), units: byUnits ? random.int(30, 90) : 0 },
      party: random.of([
        ['own', 30],
        ['joint', 32],
        ['instructor', 30],
        ['none', 8],
      ]),
      ...{
        isCharity: s.branch === 'welfare' && random.chance(25),
        phone: life.numbers.phone(),
        certificateUntil: s.certificateUntil,
      },
    },
    officers: [
      { ...chair, post: isSociety ? 'chair' : 'director', ...term },
      { ...second, post: isSociety ? 'secretary' : 'supervisor', ...term },
    ],
  }
}
