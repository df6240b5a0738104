/** What the application's role may do: read, add and change in the ledger's tables, never delete, never more than row-level security shows. */
import { sql } from 'kysely'
import pg from 'pg'
import { Refusal } from '../actor.ts'
import { type Db, maybe, openDb, rows } from '../db.ts'
import { guardHistory } from './guard-history.ts'

export const appRole = 'minzheng_app'

export const withCredentials = (ownerUrl: string, user: string, password: string) => {
  const url = new URL(ownerUrl)
  if (url.host) {
    url.username = user
    url.password = password
  } else {
    url.searchParams.set('user', user) // by socket: postgres:///minzheng?host=/run/postgresql
    url.searchParams.set('password', password)
  }
  return url.href
}

/** Makes the role where it is missing. `ours`: the embedded server, whose only user we are, so a lost password is set anew. */
export const ensureAppRole = async (db: Db, ownerUrl: string, password: string, ours: boolean): Promise<string> => {
  const appUrl = withCredentials(ownerUrl, appRole, password)
  const secret = sql.raw(pg.escapeLiteral(password))
  let role = await findRole(db)
  if (!role) {
    try {
      await sql`create role ${sql.ref(appRole)} login nosuperuser nocreatedb nocreaterole nobypassrls password ${secret}`.execute(
        db,
      )
    } catch (error) {
      const { code } = error as pg.DatabaseError
      if (code === '42501')
        throw new Refusal(
          `数据库里没有 ${appRole} 角色，当前用户也无权建立；请数据库管理员执行 CREATE ROLE ${appRole} LOGIN，密码用 keys/database-app 的内容。`,
        )
      if (code !== '42710' && code !== '23505') throw error // another start made it
    }
    role = await findRole(db)
  }
  if (role!.rolsuper || role!.rolbypassrls)
    throw new Refusal(
      `角色 ${appRole} 是超级用户或可绕过行级安全，办理人员的权限会失效；请执行 ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS。`,
    )
  if (await letsIn(appUrl)) return appUrl
  if (!ours)
    throw new Refusal(
      `数据库不认 keys/database-app 里的密码；请从原来的机器复制这个文件，或请数据库管理员按它重设 ${appRole} 的密码。`,
    )
  await sql`alter role ${sql.ref(appRole)} login password ${secret}`.execute(db)
  return appUrl
}

const findRole = (db: Db) =>
  maybe(
    db,
    sql<{
      rolsuper: boolean
      rolbypassrls: boolean
    }>`select rolsuper, rolbypassrls from pg_roles where rolname = ${appRole}`,
  )

const letsIn = async (url: string) => {
  const db = openDb(url, { max: 1 })
  try {
    await sql`select`.execute(db)
    return true
  } catch (error) {
    if (['28P01', '28000'].includes((error as pg.DatabaseError).code ?? '')) return false
    throw error
  } finally {
    await db.destroy()
  }
}

export const isGranted = async (db: Db) =>
  (await maybe(
    db,
    sql<{ yes: boolean }>`select has_table_privilege(${appRole}, 'public.schema_migration', 'select') as yes`,
  ))!.yes

interface Relation {
  readonly schema: string
  readonly name: string
  readonly kind: 'r' | 'p' | 'v' | 'S'
  readonly guarded: boolean
  readonly comment: string | null
}

/**
 * Given anew after every migration, in its transaction. A table without row-level security fails the migration. A partition is reached through
 * its parent alone, which carries the policies. A view must ask as its reader (security_invoker), else it gets nothing.
 */
export const grantToApp = async (db: Db) => {
  await guardHistory(db)
  const found = await rows(
    db,
    sql<Relation>`select n.nspname as schema, c.relname as name, c.relkind as kind, obj_description(c.oid, 'pg_class') as comment,
        case c.relkind when 'v' then coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)
             else c.relrowsecurity end as guarded
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'history') and c.relkind in ('r', 'p', 'v', 'S') and not c.relispartition
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1, 2`,
  )
  const open = found.filter(r => r.schema === 'public' && 'rp'.includes(r.kind) && !r.guarded)
  if (open.length)
    throw new Error(
      `没有行级安全策略的表：${open.map(r => r.name).join('、')}（call seen_in_county / seen_in_area / seen_with）`,
    )

  const inPublic = found.filter(r => r.schema === 'public')
  const tables = inPublic.filter(r => 'rp'.includes(r.kind) && r.name !== 'schema_migration')
  const role = sql.ref(appRole)
  const give = async (what: string, on: 'table' | 'sequence', to: readonly Relation[]) => {
    if (to.length === 0) return
    const names = sql.join(to.map(r => sql.table(`${r.schema}.${r.name}`)))
    await sql`revoke all on ${sql.raw(on)} ${names} from ${role}`.execute(db)
    if (what) await sql`grant ${sql.raw(what)} on ${sql.raw(on)} ${names} to ${role}`.execute(db)
  }
  for (const schema of new Set(['public', ...found.map(r => r.schema)])) {
    await sql`revoke create on schema ${sql.ref(schema)} from public`.execute(db)
    await sql`grant usage on schema ${sql.ref(schema)} to ${role}`.execute(db)
  }
  await give(
    'select, insert, update',
    'table',
    tables.filter(r => !isAppendOnly(r)),
  )
  await give('select, insert', 'table', tables.filter(isAppendOnly))
  await give('select', 'table', [
    ...inPublic.filter(r => r.name === 'schema_migration' || (r.kind === 'v' && r.guarded)),
    ...found.filter(r => r.schema === 'history' && r.kind !== 'S'),
  ])
  await give(
    '',
    'table',
    inPublic.filter(r => r.kind === 'v' && !r.guarded),
  )
  await give(
    'usage, select',
    'sequence',
    found.filter(r => r.kind === 'S'),
  )
}

/** Said where the county's database person reads it: in the table's comment. */
const isAppendOnly = (of: Relation) => of.comment?.includes('只增不改') ?? false
