/** 监测: what is asked of the ledger itself every day, so that somebody looks; a closed set, each answered for everybody at once. */
import type { BusinessName } from './names.generated.ts'

/** What somebody is for a time, by a paper. */
type StandingKind = 'disability' | 'serious illness' | 'student' | 'incapacity'

/** What is found becomes rows of the register that watches; its fields are named here. `after`: the standard that says for how many days. */
export type Watch =
  /** Several people are paid into one account. Fields: account (masked), sharers. */
  | { readonly asks: 'one account for several' }
  /** Came back from the bank and was not paid again. Fields: benefit, month, amount. */
  | { readonly asks: 'returned and not paid again'; readonly after: string }
  /** A matter that comes round by time is late. Fields: matter, lateness ('late', or 'very late' after so long). */
  | { readonly asks: 'looked at too late'; readonly after: string }
  /** The end that was written with a certificate has passed, and no new one has come. Fields: what. */
  | { readonly asks: 'a standing has ended'; readonly of: StandingKind }
  /** Has come of this age without being, or no longer being, this. Fields: reached. */
  | { readonly asks: 'has come of age'; readonly age: number; readonly without: StandingKind }
  /** Has newly become this. Fields: variety, degree. */
  | { readonly asks: 'a standing has begun'; readonly of: StandingKind }
  /** Stands in the register and is worth nothing. Fields: benefit. */
  | { readonly asks: 'in and worth nothing'; readonly of: BusinessName }
