/** 封存单: what the maker signs and the releaser holds beside the screen; the 核对码 on it is nowhere else before the release. */
import { sql } from 'kysely'
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import { type Db, rows } from '#core/db'
import { type Letter, list, table, text } from '#core/documents/letter'
import type { Engine } from '#core/engine'
import { type Format, type Printed, printed } from '#core/procedures/print'
import { yuanOf } from '#core/registers/values'
import { settingOn } from '#core/standards/settings'
import { type Batch, batchOf, checkCodeOf, isMadeBy } from './batch.ts'
import { titleOfFunds } from './overview.ts'

/** @throws Refusal 403 where the batch waits for its release and the asker has not made it: who is to type the code must get it on paper */
export const printBatchSheet = async (
  db: Db,
  { catalogue }: Engine,
  actor: Actor,
  id: number,
  format: Format,
): Promise<Printed> => {
  const batch = await batchOf(db, actor.countyId, id)
  if (batch.withdrawn_on)
    throw new Refusal(`批次 ${batch.number} 已于 ${batch.withdrawn_on} 撤回，封存单已作废。`, { status: 409 })
  if (!batch.released_on && !isMadeBy(batch, actor.personId))
    throw new Refusal('放行之前，封存单只由制单、封存的本人打印；请向封存人索取签名的封存单。', { status: 403 })
  const business = batch.benefit.split('.')[0]!
  const benefit = catalogue.benefit(batch.benefit)?.title ?? batch.benefit
  const office = await settingOn(db, actor.countyId, 'bureau', batch.made_on, business)
  const sheet = sheetOf(
    batch,
    benefit,
    office,
    await townsOf(db, actor.countyId, batch),
    await namesOf(db, actor, batch),
  )
  await audit(db, actor, {
    ...{ action: 'letter.printed', business, subject: `batch:${id}`, detail: { letter: 'batch sheet', format } },
  })
  return printed(sheet, `封存单-${batch.number}`, format)
}

interface TownSum {
  readonly town: string
  readonly transfers: number
  readonly lines: number
  readonly total: number
}
const sheetOf = (b: Batch, benefit: string, office: string, towns: readonly TownSum[], names: string): Letter => ({
  title: [`${benefit}发放封存单`],
  number: `批次 ${b.number}`,
  paragraphs: [
    list([
      `月份：${b.month}；资金：${titleOfFunds(b)}。`,
      `明细 ${b.lines} 笔，转账 ${b.transfers} 笔，合计 ${yuanOf(b.total)} 元。`,
      `摘要（SM3）：${b.hash.match(/.{8}/g)!.join(' ')}。`,
      `核对码：${checkCodeOf(b).match(/.{4}/g)!.join('-')}（放行时输入）。`,
    ]),
    table<TownSum>(
      [...towns, total(towns)],
      [
        { title: '乡镇（街道）', share: 3, of: t => t.town },
        { title: '转账笔数', share: 2, align: 'right', of: t => String(t.transfers) },
        { title: '明细笔数', share: 2, align: 'right', of: t => String(t.lines) },
        { title: '金额（元）', share: 3, align: 'right', of: t => yuanOf(t.total) },
      ],
    ),
    text(`制单、封存：${names}　签名：　　　　　　　　放行人签名：`),
  ],
  signature: { office, date: b.made_on },
})
const total = (towns: readonly TownSum[]): TownSum => {
  const sum = (of: (t: TownSum) => number) => towns.reduce((n, t) => n + of(t), 0)
  return { town: '合计', transfers: sum(t => t.transfers), lines: sum(t => t.lines), total: sum(t => t.total) }
}

/** A transfer belongs to the town of its first line, so that the towns add up to the file. */
const townsOf = (db: Db, countyId: number, b: Batch): Promise<TownSum[]> =>
  rows(
    db,
    sql<TownSum>`select coalesce(t.name, d.name) as town, count(*) filter (where l.is_first)::int as transfers, count(*)::int as lines,
        sum(l.amount)::bigint as total
      from (select *, row_number() over (partition by file_line order by id) = 1 as is_first from payment_line
          where county_id = ${countyId} and month = ${`${b.month}-01`}::date and run_id = ${b.run_id} and file_line is not null) l
        join division d on d.county_id = l.county_id and d.id = l.division_id
        left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      group by 1, coalesce(t.code, d.code) order by coalesce(t.code, d.code)`,
  )
const namesOf = async (db: Db, actor: Actor, b: Batch): Promise<string> => {
  const found = await rows(
    db,
    sql<{ name: string }>`select distinct name from account
      where county_id = ${actor.countyId} and person_id = any(${[b.run_person, b.made_person]}::bigint[]) order by name`,
  )
  return found.map(f => f.name).join('、')
}
