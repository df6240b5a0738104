/** The permissions matrix: derived from the definitions, so that a new business brings its rows along. */
import type { Catalogue, SomeProcedure } from '#core/catalogue'
import { counterOf, enteredBy, isOfParties } from '#core/procedures/counter'
import { outcomesOf } from '#core/registers/columns'
import { type Post, posts } from '#define/posts'
import type { AnyRegister } from '#define/register'

/** One cell of posts × definitions × actions; the area is the post's own, `divisions` of the actor. */
export interface Grant {
  readonly post: Post
  readonly business: string
  readonly kind: 'procedure' | 'register' | 'benefit' | 'figures'
  /** 'minimum-living.application'; of figures the business. */
  readonly of: string
  /** 'see', 'open', 'do decide', 'export', 'import', 'keep', 'check', 'run', 'release', 'return', 'reverse'. */
  readonly action: string
  /** 'own': from outside, what is their own organisation's, place's or department's. */
  readonly area: 'village' | 'town' | 'county' | 'own'
  /** 下放: a decision of the county's is the town's where and from when it has been handed down, and the county's no more. */
  readonly where?: 'not handed down' | 'handed down' | 'within the ceiling of the town'
  /** Only one who is named to decide. */
  readonly decides?: true
}
/** Who sees the rows of a register: for the lock in the database. */
export const postsWhoSee = (catalogue: Catalogue, r: AnyRegister): Post[] => {
  const of = catalogue.idOf(r)
  return permissionMatrix(catalogue).flatMap(g => (g.of === of && g.action === 'see' ? [g.post] : []))
}
/** Sorted, each once: as data for the matrix on screen, for the API's description and for tests. */
export const permissionMatrix = (catalogue: Catalogue): readonly Grant[] => {
  const all = new Map<string, Grant>()
  for (const b of catalogue.businesses) {
    const acting = new Set<Post>()
    const benefits = Object.values(b.benefits)
    const onlookers: readonly Post[] = benefits.length ? [...overseers, 'finance'] : overseers
    const give = (
      kind: Grant['kind'],
      of: string,
      action: string,
      to: Iterable<Post>,
      more: Pick<Grant, 'where' | 'decides'> = {},
    ) => {
      for (const post of to) {
        const grant: Grant = { post, business: b.id, kind, of, action, area: areaOf(post), ...more }
        all.set(JSON.stringify([of, action, post, more.where]), grant)
      }
    }
    for (const p of Object.values(b.procedures)) {
      const of = catalogue.idOf(p)
      const inThis = new Set<Post>()
      for (const step of Object.keys(p.steps))
        for (const { to, ...more } of whoDoes(p, step)) {
          give('procedure', of, `do ${step}`, [to], more)
          inThis.add(to)
        }
      give(
        'procedure',
        of,
        'open',
        p.head.starts.includes('application') || p.head.starts.includes('discovery')
          ? [...(counterOf(p) as Post[]), ...onlyOf(firstBy(p), ['organisation', 'provider', 'facility'])]
          : onlyOf(inThis, [
              'town',
              'county',
              'registry',
              'inspector',
              ...(isSeenFirstByVillage(p) ? ['village' as const] : []),
            ]),
      )
      give('procedure', of, 'see', p.register.told.isConfidential ? inThis : [...inThis, ...onlookers])
      for (const post of inThis) acting.add(post)
    }
    for (const r of Object.values(b.registers)) registerRows(r, catalogue.idOf(r), acting, onlookers, give)
    for (const benefit of benefits) {
      const of = catalogue.idOf(benefit)
      give('benefit', of, 'see', [...onlyOf(acting, ['town', 'county']), ...onlookers])
      give('benefit', of, 'run', ['county', 'finance'])
      give('benefit', of, 'release', ['bureau-head', 'finance'])
      give('benefit', of, 'return', ['county', 'finance'])
      give('benefit', of, 'reverse', ['finance'])
    }
    if (Object.keys(b.figures).length) give('figures', b.id, 'see', [...acting, 'county', ...overseers])
  }
  return [...all.values()].sort((a, b) => (`${a.of} ${a.action} ${a.post}` < `${b.of} ${b.action} ${b.post}` ? -1 : 1))
}

const overseers: readonly Post[] = ['bureau-head', 'auditor']

/** 线索: what the village does first it may begin by itself, where it comes upon it: an old man whose proof was missed opens the door. */
const isSeenFirstByVillage = (p: SomeProcedure) =>
  p.head.starts.includes('clue') && Object.values<{ readonly who: unknown }>(p.steps)[0]?.who === 'village'
/** Whoever does the first step may begin with it. */
const firstBy = (p: SomeProcedure) => whoDoes(p, Object.keys(p.steps)[0]!).map(d => d.to)
interface Doing extends Pick<Grant, 'where' | 'decides'> {
  readonly to: Post
}
const whoDoes = (p: SomeProcedure, step: string): readonly Doing[] => {
  const s = p.steps[step]!
  const named = outcomesOf(p, step).length ? ({ decides: true } as const) : {}
  const who = String(s.who)
  if (!(who in posts) || isOfParties(p, s)) return (enteredBy(p, s) as Post[]).map(to => ({ to, ...named }))
  if (who === 'village') return [{ to: 'village' }, { to: 'town' }]
  if (who !== 'county') return [{ to: who as Post, ...named }]
  const here = s.delegable ? ({ where: 'not handed down' } as const) : {}
  return [
    { to: 'county', ...here, ...named },
    ...('decides' in named ? [{ to: 'bureau-head' as const, ...here }] : []),
    ...(s.delegable ? [{ to: 'town' as const, where: 'handed down' as const, ...named }] : []),
    ...(s.orTown ? [{ to: 'town' as const, where: 'within the ceiling of the town' as const, ...named }] : []),
  ]
}

type Give = (kind: Grant['kind'], of: string, action: string, to: Iterable<Post>, more?: Pick<Grant, 'decides'>) => void
/** @param onlookers who watches over this business: the cashiers too, where it pays. */
const registerRows = (
  r: AnyRegister,
  of: string,
  acting: ReadonlySet<Post>,
  onlookers: readonly Post[],
  give: Give,
) => {
  const { isConfidential, readBy = [], standards } = r.told
  const keptBy = [r.told.keptBy ?? []].flat()
  const hands = [...acting, ...keptBy]
  give('register', of, 'see', isConfidential ? hands : [...hands, ...readBy, ...onlookers])
  if (isConfidential) return
  give('register', of, 'export', [...onlyOf(hands, ['town', 'county']), ...onlookers])
  give('register', of, 'keep', keptBy)
  give('register', of, 'import', keptBy.length ? keptBy : r.told.over === 'period' ? ['county'] : []) // 期初转入, by two
  if (!standards) return
  give('register', of, 'keep standards', ['county'])
  give('register', of, 'check standards', ['county'], { decides: true })
  give('register', of, 'check standards', ['bureau-head'])
}

const areas: Partial<Record<Post, Grant['area']>> = {
  ...{ village: 'village', town: 'town', organisation: 'own', sponsor: 'own', provider: 'own' },
}
const areaOf = (post: Post) => areas[post] ?? 'county'

const onlyOf = (some: Iterable<Post>, of: readonly Post[]) => [...some].filter(p => of.includes(p))
