/** 期初转入: a file into a register that procedures fill; one hands it in, another looks at it, and only then is it written. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { refusing } from '#core/access/refusing'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, maybe, one, rows } from '#core/db'
import type { Engine } from '#core/engine'
import { seal, unseal } from '#core/identity/sealing'
import type { AnyRegister } from '#define/register'
import type { Day } from '#define/time'
import { partsOf } from './columns.ts'
import { type Imported, importRows } from './exchange.ts'

export interface ImportFile {
  readonly name: string
  readonly bytes: Uint8Array
}
/** Its keeper enters rows by themselves; what procedures fill needs two. */
export const needsCheck = (r: AnyRegister) => !r.told.keptBy

/** Tried out in full; then it waits. @throws Refusal where the same file waits already, or a row is new whose details no table can bring */
export const askImport = async (trx: Db, engine: Engine, actor: Actor, r: AnyRegister, file: ImportFile, on: Day) => {
  const tried = await importRows(trx, engine, actor, r, file, { on, isDryRun: true })
  if (!tried.ok) return tried
  if (tried.added && partsOf(r).length && !tried.hasDetails)
    throw new Refusal(
      `新增的 ${tried.added} 行没有带${partsOf(r)
        .map(([, p]) => p.title)
        .join('、')}；请下载模板，在工作簿的各表中一并填写（.xlsx）`,
    )
  const register = engine.catalogue.idOf(r)
  const digest = createHash('sha256').update(file.bytes).digest()
  const { id } = await one(
    trx,
    sql<{
      id: number
    }>`insert into import_request (county_id, register, name, sealed, sha256, row_count, asked_by, asked_account, asked_on)
      values (${actor.countyId}, ${register}, ${file.name.slice(0, 200)}, ${seal(engine.keys, Buffer.from(file.bytes).toString('base64'))}, ${digest}, ${tried.rows},
        ${actor.personId}, ${actor.accountId}, ${on}) returning id`,
  )
  await audit(trx, actor, {
    ...{ action: 'import.asked', business: engine.catalogue.businessOf(r), subject: `import:${id}` },
    detail: { register, name: file.name, sha256: digest.toString('hex'), rows: tried.rows },
  })
  return { ...tried, waitsAs: id }
}

export interface WaitingImport {
  readonly id: number
  readonly name: string
  readonly rows: number
  readonly by: string | null
  readonly askedOn: Day
  readonly mayCheck: boolean
}
export const waitingImports = (db: Db, engine: Engine, actor: Actor, r: AnyRegister) =>
  rows(
    db,
    sql<WaitingImport>`select i.id, i.name, i.row_count as rows, a.name as by, i.asked_on as "askedOn", i.asked_by <> ${actor.personId} as "mayCheck"
      from import_request i left join account a on a.county_id = i.county_id and a.id = i.asked_account
      where i.county_id = ${actor.countyId} and i.register = ${engine.catalogue.idOf(r)} and i.checked_by is null order by i.id`,
  )

/** `refused`: why not; without it the file is written now, all rows or none. @throws Refusal by the one who handed it in, or twice */
export const checkImport = async (
  trx: Db,
  engine: Engine,
  actor: Actor,
  r: AnyRegister,
  { id, refused, on }: { readonly id: number; readonly refused?: string; readonly on: Day },
): Promise<Imported | undefined> => {
  const register = engine.catalogue.idOf(r)
  const found = await refusing(() =>
    maybe(
      trx,
      sql<{
        name: string
        sealed: Buffer
      }>`update import_request set checked_by = ${actor.personId}, checked_on = ${on}, refused_why = ${refused ?? null}
        where county_id = ${actor.countyId} and id = ${id} and register = ${register} and checked_by is null returning name, sealed`,
    ),
  )
  if (!found) throw new Refusal('没有这项导入申请，或已经复核过，请刷新', { status: 409 })
  await audit(trx, actor, {
    ...{
      action: refused ? 'import.refused' : 'import.checked',
      business: engine.catalogue.businessOf(r),
      subject: `import:${id}`,
    },
    detail: { register, ...(refused && { why: refused }) },
  })
  if (refused) return undefined
  const done = await importRows(
    trx,
    engine,
    actor,
    r,
    { name: found.name, bytes: Buffer.from(unseal(engine.keys, found.sealed), 'base64') },
    { on, isDryRun: false },
  )
  if (!done.ok)
    throw new Refusal(
      `提交以后台账有了变化，第 ${done.errors[0]!.row} 行：${done.errors[0]!.why}；请退回，重新试算后提交`,
      {
        status: 409,
      },
    )
  return done
}
