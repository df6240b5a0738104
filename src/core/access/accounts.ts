/** Accounts and rights: the first ones of a county are founded together; after that one administrator proposes and another approves. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows } from '#core/db'
import type { Keys } from '#core/identity/keys'
import { seal } from '#core/identity/sealing'
import { type Post, posts } from '#define/posts'
import type { Day } from '#define/time'
import { boundTo } from './outside.ts'
import { hashPassword, newSecondFactor } from './passwords.ts'
import { refusing } from './refusing.ts'

export interface Rights {
  readonly post: Post
  readonly divisionId: number
  /** 'all', or names of businesses; none for an administrator. */
  readonly businesses: readonly string[] | 'all'
  /** From outside: what is theirs. One of the three, as the post asks. */
  readonly organisationId?: number | undefined
  readonly placeId?: number | undefined
  /** Of a 业务主管单位, its name as it stands with the organisations. */
  readonly unit?: string | undefined
  /** 审核确认人: needs a second factor. */
  readonly mayDecide?: boolean
  readonly from?: Day
  /** The first day without. */
  readonly until?: Day
}
export interface NewAccount extends Rights {
  readonly login: string
  readonly personId: number
  readonly name: string
  /** Or its argon2id hash, so that a thousand rehearsal accounts are not hashed a thousand times. */
  readonly password: string | { readonly hash: string }
  readonly mustChangePassword?: boolean
  /** Base32; made where the account needs one and none is given. */
  readonly totpSecret?: string
}
export interface Founded {
  readonly login: string
  readonly accountId: number
  readonly totpSecret?: string
}

/** Who decides, pays, audits or opens accounts signs in with a second factor; the table says the same. */
export const needsSecondFactor = ({ post, mayDecide = false }: Pick<Rights, 'post' | 'mayDecide'>) =>
  mayDecide || post === 'bureau-head' || post === 'finance' || post === 'auditor' || post === 'admin'

/**
 * The first accounts of a county, in one transaction; later only for the owner of the tables.
 * @throws Refusal where the county has accounts already, or a right is not possible
 */
export const createAccounts = async (
  db: Db,
  keys: Keys,
  countyId: number,
  accounts: readonly NewAccount[],
): Promise<readonly Founded[]> => {
  const secrets = accounts.map(a => a.totpSecret ?? (needsSecondFactor(a) ? newSecondFactor() : undefined))
  const told = await Promise.all(
    accounts.map(async (a, i) => ({
      ...rightsAsColumns(a),
      login: a.login.toLowerCase(),
      person_id: a.personId,
      name: a.name,
      password_hash: typeof a.password === 'string' ? await hashPassword(a.password, a.login) : a.password.hash,
      must_change_password: a.mustChangePassword ?? false,
      totp_sealed: secrets[i] ? seal(keys, secrets[i]).toString('base64') : null,
    })),
  )
  const made = await refusing(() =>
    rows(
      db,
      sql<{
        login: string
        account_id: number
      }>`select * from found_accounts(${countyId}::smallint, ${JSON.stringify(told)}::jsonb)`,
    ),
  )
  const ids = new Map(made.map(m => [m.login, m.account_id]))
  return told.map(({ login }, i) => ({
    login,
    accountId: ids.get(login)!,
    ...(secrets[i] && { totpSecret: secrets[i] }),
  }))
}
export const createAccount = async (db: Db, keys: Keys, countyId: number, account: NewAccount) =>
  (await createAccounts(db, keys, countyId, [account]))[0]!

export type AccountChange = { readonly reason: string } & (
  | ({ readonly kind: 'new'; readonly login: string; readonly personId: number; readonly name: string } & Rights)
  | ({ readonly kind: 'rights'; readonly accountId: number } & Rights)
  | { readonly kind: 'credentials' | 'close'; readonly accountId: number }
)

/** Nothing changes until another administrator approves. */
export const proposeAccountChange = async (trx: Db, actor: Actor, change: AccountChange): Promise<number> => {
  mustBeAdmin(actor)
  if (change.reason.trim().length < 4) throw new Refusal('请写明账号变更的理由')
  const target =
    change.kind === 'new'
      ? { person_id: change.personId }
      : await maybe(
          trx,
          sql<{
            person_id: number
          }>`select person_id from account where county_id = ${actor.countyId} and id = ${change.accountId}`,
        )
  if (!target) throw new Refusal('没有这个账号', { status: 404 })
  if (target.person_id === actor.personId)
    throw new Refusal('不得提出自己的账号变更，请由其他管理员提出', { status: 403 })
  const to = change.kind === 'new' || change.kind === 'rights' ? rightsAsColumns(change) : undefined
  const isNew = change.kind === 'new'
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into account_change (county_id, kind, account_id, login, person_id, name, post, division_id, businesses, may_decide, valid,
        organisation_id, place_id, unit, reason, proposed_by, proposed_on)
      values (${actor.countyId}, ${change.kind}, ${isNew ? null : change.accountId}, ${isNew ? change.login.toLowerCase() : null},
        ${isNew ? change.personId : null}, ${isNew ? change.name : null}, ${to?.post ?? null}, ${to?.division_id ?? null}, ${to?.businesses ?? null}::text[],
        ${to?.may_decide ?? null}, ${to?.valid ?? null}::daterange, ${to?.organisation_id ?? null}, ${to?.place_id ?? null}, ${to?.unit ?? null}, ${change.reason}, ${actor.personId}, ledger_day(${actor.countyId}::smallint)) returning id`,
  )
  await audit(trx, actor, { action: `account.${change.kind}.proposed`, subject: `change:${id}`, detail: { ...change } })
  return id
}

/** What the holder must be told, once. */
export interface Handed {
  readonly accountId: number
  readonly initialPassword?: string
  readonly totpSecret?: string
}
/** By another administrator than the one who proposed, and about neither of them. Sessions of the account end. @throws Refusal */
export const approveAccountChange = async (trx: Db, keys: Keys, actor: Actor, changeId: number): Promise<Handed> => {
  mustBeAdmin(actor)
  const change = await maybe(
    trx,
    sql<{ kind: AccountChange['kind']; post: Post; may_decide: boolean; needs: boolean }>`
      select c.kind, coalesce(c.post, a.post) as post, coalesce(c.may_decide, a.may_decide) as may_decide
        from account_change c left join account a on a.county_id = c.county_id and a.id = c.account_id
       where c.county_id = ${actor.countyId} and c.id = ${changeId}`,
  )
  if (!change) throw new Refusal('没有这项账号变更', { status: 404 })
  const renews = change.kind === 'new' || change.kind === 'credentials'
  const initialPassword = renews ? randomBytes(12).toString('base64url') : undefined
  const totpSecret =
    change.kind !== 'close' && needsSecondFactor({ post: change.post, mayDecide: change.may_decide })
      ? newSecondFactor()
      : undefined
  const { account_id, kept } = await refusing(async () =>
    one(
      trx,
      sql<{
        account_id: number
        kept: boolean
      }>`select approve_account_change(${changeId}, ${initialPassword ? await hashPassword(initialPassword) : null},
        ${totpSecret ? seal(keys, totpSecret) : null}::bytea) as account_id, ${change.kind} = 'rights' as kept`,
    ),
  )
  return {
    accountId: account_id,
    ...(initialPassword && { initialPassword }),
    ...(totpSecret && !kept && { totpSecret }),
  }
}

const mustBeAdmin = ({ post }: Actor) => {
  if (post !== 'admin') throw new Refusal('只有系统管理员可以办理账号变更', { status: 403 })
}

const rightsAsColumns = (rights: Rights) => {
  const { post, divisionId, businesses, mayDecide = false, from, until } = rights
  if (!(post in posts)) throw new Refusal(`没有「${post}」这个岗位`)
  if (post === 'admin' && (mayDecide || businesses === 'all' || businesses.length))
    throw new Refusal('系统管理员不得持有业务权限（三员分立）')
  return {
    post,
    division_id: divisionId,
    businesses: businesses === 'all' ? ['*'] : businesses,
    may_decide: mayDecide,
    valid: `[${from ?? ''},${until ?? ''})`,
    ...boundTo(rights),
  }
}
