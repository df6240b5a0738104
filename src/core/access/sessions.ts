/** Signing in and staying in: a session is a row in the database, so that an end is an end at the next request. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { type Db, maybe, one } from '#core/db'
import type { Keys } from '#core/identity/keys'
import { unseal } from '#core/identity/sealing'
import type { Post } from '#define/posts'
import { hashPassword, isPassword, stepOfCode } from './passwords.ts'

export interface SignIn {
  readonly login: string
  readonly password: string
  /** The network address that it comes from. */
  readonly address: string
  readonly agent?: string
}
/** What a session still lacks before it may act. */
export type Lacks = 'second factor' | 'password'
export interface Session {
  readonly actor: Actor
  readonly lacks?: Lacks
  readonly hasSecondFactor: boolean
  /** A proof within the last five minutes: asked for release, export and unmasking. */
  readonly isFresh: boolean
}

/**
 * `db` is the pool, not a transaction: an attempt is counted even though it is then refused. The token is shown once and kept as a digest only.
 * @throws Refusal 401 wrong, without saying what; 429 too many attempts of this account from this address
 */
export const signIn = async (db: Db, { login, password, address, agent = '' }: SignIn): Promise<{ token: string }> => {
  const begun = await one(
    db,
    sql<{
      attempt: number | null
      wait_seconds: number | null
      county_id: number | null
      account_id: number
      password_hash: string | null
      stands: string
    }>`select * from sign_in_begin(${login.trim()}, ${address})`,
  )
  if (begun.attempt === null) throw tooMany(begun.wait_seconds)
  const right = await isPassword(begun.password_hash, password)
  if (!right || begun.county_id === null || begun.stands !== 'open') {
    if (begun.county_id !== null)
      await sql`select account_note(${begun.county_id}::smallint, ${begun.account_id}, 'sign-in.failed',
        ${JSON.stringify({ address, stands: begun.stands })}::jsonb)`.execute(db)
    throw new Refusal('登录名或口令不正确，请核对后重试；忘记口令请联系系统管理员', { status: 401 })
  }
  const token = newToken(begun.county_id)
  await sql`select sign_in_end(${begun.county_id}::smallint, ${begun.attempt}, ${begun.account_id}, ${digest(token)}, ${address}, ${agent})`.execute(
    db,
  )
  return { token }
}

/**
 * The second factor at sign-in, or again as a fresh proof. A new token replaces the old one.
 * @throws Refusal 401 wrong or used code; 429 too many, and the session is ended
 */
export const verifySecondFactor = async (db: Db, keys: Keys, token: string, code: string) => {
  const begun = await beginProof(db, token)
  if (!begun.totp_sealed) throw new Refusal('该账号没有绑定动态口令，请联系系统管理员')
  const step = stepOfCode(unseal(keys, begun.totp_sealed), code.trim(), begun.epoch, begun.totp_step)
  return endProof(db, token, begun.attempt!, step)
}

/** The password once more, as a fresh proof, for an account that needs no second factor. */
export const confirmPassword = async (db: Db, token: string, password: string) => {
  const begun = await beginProof(db, token)
  if (begun.totp_sealed) throw new Refusal('该账号请用动态口令确认', { status: 401 })
  if (!(await isPassword(begun.password_hash, password))) throw new Refusal('口令不正确，请重新输入', { status: 401 })
  return endProof(db, token, begun.attempt!, null)
}

/** The old password is proven first; every other session of the account ends. */
export const changePassword = async (db: Db, token: string, old: string, next: string) => {
  const begun = await beginProof(db, token)
  if (!(await isPassword(begun.password_hash, old))) throw new Refusal('原口令不正确，请重新输入', { status: 401 })
  if (old === next) throw new Refusal('新口令不得与原口令相同')
  const { login } = await one(
    db,
    sql<{ login: string }>`select login from account_login(${countyOf(token)}::smallint, ${begun.account_id}) as login`,
  )
  const changed = await endProof(db, token, begun.attempt!, null)
  await sql`select password_change(${countyOf(token)}::smallint, ${digest(changed.token)}, ${await hashPassword(next, login)})`.execute(
    db,
  )
  return changed
}

export const signOut = async (db: Db, token: string) => {
  await sql`select session_revoke(${countyOf(token)}::smallint, ${digest(token)})`.execute(db)
}

/** @throws Refusal 401 where there is no such session, or it has ended */
export const sessionOf = async (db: Db, token: string): Promise<Session> => {
  const countyId = countyOf(token)
  const s = await one(
    db,
    sql<{
      state: 'ok' | 'ended' | Lacks
      account_id: number
      person_id: number
      name: string
      post: Post
      division_id: number
      sees_all: boolean
      divisions: number[] | null
      businesses: string[]
      may_decide: boolean
      fresh_seconds: number
      has_second_factor: boolean
      organisation_id: number | null
      place_id: number | null
      unit: string | null
    }>`select state, account_id, person_id, name, post, division_id, sees_all, to_jsonb(divisions) as divisions, businesses, may_decide,
      fresh_seconds, has_second_factor, organisation_id, place_id, unit from session_actor(${countyId}::smallint, ${digest(token)})`,
  )
  if (s.state === 'ended') throw ended()
  return {
    actor: {
      countyId,
      accountId: s.account_id,
      personId: s.person_id,
      name: s.name,
      post: s.post,
      divisionId: s.division_id,
      divisions: s.sees_all ? 'all' : (s.divisions ?? []),
      businesses: s.businesses.includes('*') ? 'all' : s.businesses,
      mayDecide: s.may_decide,
      ...(s.organisation_id && { organisationId: s.organisation_id }),
      ...(s.place_id && { placeId: s.place_id }),
      ...(s.unit && { unit: s.unit }),
    },
    ...(s.state !== 'ok' && { lacks: s.state }),
    hasSecondFactor: s.has_second_factor,
    isFresh: s.state === 'ok' && s.fresh_seconds > 0,
  }
}

/** @throws Refusal 401 also where the second factor or a new password is still owed */
export const actorOf = async (db: Db, token: string): Promise<Actor> => {
  const { actor, lacks } = await sessionOf(db, token)
  if (lacks === 'second factor') throw new Refusal('请输入动态口令完成登录', { status: 401, detail: lacks })
  if (lacks === 'password') throw new Refusal('首次登录或口令已重置，请先修改口令', { status: 401, detail: lacks })
  return actor
}

/** Before release, export and unmasking. @throws Refusal 401 where the last proof is older than five minutes */
export const mustBeFresh = ({ isFresh, hasSecondFactor }: Session) => {
  if (!isFresh)
    throw new Refusal(`此操作须再次确认身份，请重新输入${hasSecondFactor ? '动态口令' : '口令'}`, {
      status: 401,
      detail: 'fresh proof',
    })
}

interface Proof {
  readonly attempt: number | null
  readonly wait_seconds: number | null
  readonly account_id: number
  readonly password_hash: string
  readonly totp_sealed: Buffer | null
  readonly totp_step: number
  readonly epoch: number
}
const beginProof = async (db: Db, token: string) => {
  const begun = await maybe(db, sql<Proof>`select * from proof_begin(${countyOf(token)}::smallint, ${digest(token)})`)
  if (!begun) throw ended()
  if (begun.attempt === null) throw tooMany(begun.wait_seconds)
  return begun
}
const endProof = async (db: Db, token: string, attempt: number, step: number | null | undefined) => {
  const next = newToken(countyOf(token))
  const { good } =
    step === undefined
      ? { good: false }
      : await one(
          db,
          sql<{
            good: boolean
          }>`select proof_end(${countyOf(token)}::smallint, ${attempt}, ${digest(token)}, ${step}::bigint, ${digest(next)}) as good`,
        )
  if (!good) throw new Refusal('动态口令不正确或已经用过，请等待下一个口令后重试', { status: 401 })
  return { token: next }
}

const newToken = (countyId: number) => `${countyId}.${randomBytes(32).toString('base64url')}`
const countyOf = (token: string) => {
  const county = /^(\d{1,5})\.[\w-]{43}$/.exec(token)?.[1]
  if (!county || Number(county) > 32767) throw ended()
  return Number(county)
}
const digest = (token: string) => createHash('sm3').update(token).digest()
const ended = () => new Refusal('登录已失效，请重新登录', { status: 401, detail: 'signed out' })
const tooMany = (seconds: number | null) =>
  new Refusal(`尝试次数过多，请${Math.max(1, Math.ceil((seconds ?? 900) / 60))}分钟后再试`, {
    status: 429,
    detail: { seconds },
  })
