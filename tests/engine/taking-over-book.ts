/** An existing 低保 ledger as a workbook: families with members, incomes and consents, written as files and handed in; each test file has a county of its own. */
import { sql } from 'kysely'
import { refusing } from '#core/access/refusing'
import { one } from '#core/db'
import { writeXlsx } from '#core/documents/spreadsheet'
import { inventBankCard } from '#core/identity/bank-card'
import { exportRows, importRows } from '#core/registers/exchange'
import { exchangeColumns } from '#core/registers/exchange-columns'
import { partSheets } from '#core/registers/exchange-parts'
import { askImport, checkImport } from '#core/registers/import-check'
import { inventIdNumber } from '#define/id-number'
import { testOffice } from './county.ts'

export const on = '2024-06-03' as const
export const from = '2024-06-01'
type Line = Record<string, string>
export interface Book {
  main: Line[]
  [sheet: string]: Line[]
}
export const together = (...books: Book[]): Book =>
  Object.fromEntries(Object.keys(books[0]!).map(k => [k, books.flatMap(b => b[k]!)])) as Book

export const openTakingOver = async () => {
  const o = await testOffice()
  const r = o.engine.catalogue.register('minimum-living.roster')!
  const village = (
    await one(
      o.owner,
      sql<{
        name: string
      }>`select t.name || d.name as name from division d join division t on t.county_id = d.county_id and t.id = d.parent_id
      where d.id = ${o.town.village}`,
    )
  ).name

  /** Three of a family: the head cannot work, the wife neither, a child at school. */
  const family = (nth: number): Book => {
    const number = (born: `${number}-${number}-${number}`, at: number) =>
      inventIdNumber('349999', born, 300 + nth * 10 + at)
    const [head, wife, child] = [number('1970-02-01', 1), number('1972-03-01', 2), number('2013-09-01', 3)] as const
    const own = { '.number': head }
    return {
      main: [
        {
          ...{
            ...own,
            '.name': `周${'甲乙丙丁戊'[nth]}`,
            '.village': village,
            '.from': from,
            area: '农村',
            alone: '否',
            applicant: head,
          },
          ...{ cause: '疾病', hasOfficial: '否', account: inventBankCard(700 + nth), reportUntil: '2024-12-31' },
          ...{ situation: '原台账在册', class: 'B类', proposal: '拟确认' },
        },
      ],
      '.members': [
        { ...own, name: `周${'甲乙丙丁戊'[nth]}`, number: head, relation: '户主', labour: '完全丧失', isIll: '是' },
        { ...own, name: `吴${'甲乙丙丁戊'[nth]}`, number: wife, relation: '配偶', labour: '完全丧失' },
        {
          ...own,
          name: `周小${'甲乙丙丁戊'[nth]}`,
          number: child,
          relation: '子',
          labour: '无劳动能力',
          isStudent: '是',
        },
      ],
      consents: [head, wife].map(member => ({ ...own, member, signed: '纸质已签', signedOn: '2024-05-20' })),
      incomes: [{ ...own, member: head, kind: '经营净收入', yearly: '6000.00', source: '申报' }],
      assets: [],
      obligors: [],
      findings: [],
    }
  }
  const asFile = async (book: Book, name = '期初.xlsx') => {
    const sheets = [{ name: 'main', title: r.title, columns: exchangeColumns(r) }, ...partSheets(r)]
    const bytes = await writeXlsx({
      sheets: sheets.map(s => ({
        name: s.title,
        columns: s.columns.map(({ key, title }) => ({ key, title, type: 'text' as const })),
        rows: book[s.name] ?? [],
      })),
    })
    return { name, bytes }
  }
  const asks = (file: { name: string; bytes: Uint8Array }) =>
    o.as('county', (trx, by) => refusing(() => askImport(trx, o.engine, by, r, file, on)))
  const counts = () =>
    one(
      o.owner,
      sql<{ rows: number; people: number; households: number; lines: number }>`select
      (select count(*)::int from minimum_living_roster) as rows, (select count(*)::int from covered_person where measure = 'persons') as people,
      (select count(*)::int from household) as households, (select count(*)::int from minimum_living_roster_incomes) as lines`,
    )

  const check = (who: 'county' | 'county2', id: number) =>
    o.as(who, (trx, by) => checkImport(trx, o.engine, by, r, { id, on }))
  const exported = (format: 'xlsx' | 'csv' = 'xlsx') =>
    o.as('county', (trx, by) => exportRows(trx, o.engine, by, r, { on, state: 'all', where: {} }, { format }))
  const again = (bytes: Uint8Array, name = '导出.xlsx') =>
    o.as('county', (trx, by) => importRows(trx, o.engine, by, r, { name, bytes }, { on, isDryRun: false }))
  return { o, r, family, asFile, asks, counts, check, exported, again }
}
