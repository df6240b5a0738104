/** 演练账号: one for each post, with all that is needed to sign in; printed where a rehearsal is started, and only there. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'
import { openKeys } from '#core/identity/keys'
import { unseal } from '#core/identity/sealing'
import { ledgerHome } from '#core/postgres/home'
import { type Post, posts } from '#define/posts'
import { demoPassword } from './officials.ts'

export interface SampleAccount {
  /** As it is called: '乡镇（街道）'. */
  readonly post: string
  readonly name: string
  readonly username: string
  readonly password: string
  /** Base32, for an authenticator app. */
  readonly secondFactor?: string
}

/** Of counties that are rehearsed; none of a real one. */
export const sampleAccounts = async (owner: Db, home = ledgerHome()): Promise<SampleAccount[]> => {
  const found = await rows(
    owner,
    sql<{ post: Post; name: string; login: string; may_decide: boolean; place: string; totp: Buffer | null }>`
      select distinct on (a.county_id, a.post, a.may_decide, a.login like '%finance-2', a.login like '%admin-2')
        a.post, a.name, a.login, a.may_decide, coalesce(o.name, p.name, a.unit, d.name) as place, s.totp_sealed as totp
      from account a join county c on c.county_id = a.county_id and c.rehearsal_day is not null
        join account_secret s on s.county_id = a.county_id and s.account_id = a.id
        left join organisation o on o.county_id = a.county_id and o.id = a.organisation_id
        left join place p on p.county_id = a.county_id and p.id = a.place_id
        join division d on d.county_id = a.county_id and d.id = a.division_id
      where upper_inf(a.valid) order by a.county_id, a.post, a.may_decide, a.login like '%finance-2', a.login like '%admin-2', a.id`,
  )
  const keys = openKeys(home)
  const order = Object.keys(posts)
  return found
    .sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post) || Number(a.may_decide) - Number(b.may_decide))
    .map(a => ({
      post: `${posts[a.post]}${a.may_decide && a.post !== 'bureau-head' ? '审核确认人' : ''}${['town', 'village', 'organisation', 'provider', 'sponsor'].includes(a.post) ? `（${a.place}）` : ''}`,
      ...{ name: a.name, username: a.login, password: demoPassword },
      ...(a.totp && { secondFactor: unseal(keys, a.totp) }),
    }))
}
