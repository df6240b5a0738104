/** Money knows whom and how long it is for. `<` and `===` between unlike amounts do not compile; so neither does `*`. */
export type Per = `${'head' | 'household'} ${'month' | 'year'}` | 'time'
declare const per: unique symbol
declare const rounded: unique symbol
/** At run time a number: twelfths of a fen, the least unit in which a month's and a year's figure are both whole. */
export interface Money<U extends Per = Per> {
  readonly [per]: U
}
/** What may be paid: a whole number of fen. Only rounding makes one. */
export interface Fen {
  readonly [rounded]: true
}
const n = (m: Money | Fen) => m as unknown as number
const money = <U extends Per>(x: number) => x as unknown as Money<U>

export const plus = <U extends Per>(a: Money<U>, b: Money<NoInfer<U>>) => money<U>(n(a) + n(b))
export const minus = <U extends Per>(a: Money<U>, b: Money<NoInfer<U>>) => money<U>(n(a) - n(b))
export const times = <U extends Per>(a: Money<U>, count: number) => money<U>(n(a) * count)
export const percent = <U extends Per>(a: Money<U>, percentage: number) => money<U>((n(a) * percentage) / 100)
export const atLeastZero = <U extends Per>(a: Money<U>) => money<U>(Math.max(0, n(a)))
export const theLess = <U extends Per>(a: Money<U>, b: Money<NoInfer<U>>) => money<U>(Math.min(n(a), n(b)))
export const isNothing = (m: Money) => settled(m) === 0
export const nothing = <U extends Per>() => money<U>(0)

/** The four ways from one unit to another. */
export const forPeople = <T extends 'month' | 'year'>(each: Money<`head ${T}`>, people: number) =>
  money<`household ${T}`>(n(each) * people)
export const aMonth = <W extends 'head' | 'household'>(yearly: Money<`${W} year`>) =>
  money<`${W} month`>(n(yearly) / 12)
/** A household's sum among so many: 人均. Compare totals where you can; a quotient may leave dust. */
export const among = <T extends 'month' | 'year'>(whole: Money<`household ${T}`>, people: number) =>
  money<`head ${T}`>(people > 0 ? n(whole) / people : 0)
/** One of so many equal shares. */
export const oneOfSo = <U extends Per>(a: Money<U>, shares: number) => money<U>(n(a) / Math.max(1, shares))
export const aYear = <W extends 'head' | 'household'>(monthly: Money<`${W} month`>) =>
  money<`${W} year`>(n(monthly) * 12)
/** A household of one: what a head has, the household has. */
export const ofOne = <T extends 'month' | 'year'>(each: Money<`head ${T}`>) => money<`household ${T}`>(n(each))
export const forMonths = (monthly: Money<'household month'>, count: number) => money<'time'>(n(monthly) * count)
export const asSum = (monthly: Money<'head month' | 'household month'>) => money<'time'>(n(monthly))

export type Rounding = (m: Money) => Fen
const FEN = 12
/** Wipes the dust that a percentage may leave; the rounding itself happens once, on the total. */
const settled = (m: Money) => Math.round(n(m) * 1e4) / 1e4
export const toTheFen: Rounding = m => Math.round(settled(m) / FEN) as unknown as Fen
export const upToTheYuan: Rounding = m => (Math.ceil(settled(m) / FEN / 100) * 100) as unknown as Fen
export const roundings = { fen: toTheFen, 'up-to-yuan': upToTheYuan }

/** What may be compared, on totals: 低于 is strictly below; 以下 includes the figure itself (民法典第一千二百五十九条). */
export const comparisons = { below: '低于（不含本数）', 'up-to': '以下（含本数）' } as const
export type Comparison = keyof typeof comparisons
export const isWithin = <U extends Per>(a: Money<U>, limit: Money<NoInfer<U>>, how: Comparison) =>
  how === 'below' ? settled(a) < settled(limit) : settled(a) <= settled(limit)

/** For casebooks and county data only. */
export const yuan = <U extends Per = 'time'>(y: number) => money<U>(Math.round(y * 100) * FEN)
export const fen = (y: number) => Math.round(y * 100) as unknown as Fen
export const shown = (m: Money) => (n(m) / FEN / 100).toFixed(2)
export const paidOut = (f: Fen) => (n(f) / 100).toFixed(2)
