/** Organisations as they are looked for: by a part of the name, by number, by initials; those of the asker's own area, or their own. */
import { sql } from 'kysely'
import { type Db, rows } from '#core/db'

export interface OrganisationQuery {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  /** The organisation at the end of the page before. */
  readonly after?: number | undefined
  readonly limit: number
}
export interface ListedOrganisation {
  readonly id: string
  readonly name: string
  readonly kind: string | null
  readonly kindTitle: string
  readonly creditCode: string | null
  readonly address: string | null
  readonly sponsor: string | null
  readonly division: string
}
export const kindTitles: Readonly<Record<string, string>> = {
  association: '社会团体',
  service: '民办非企业单位',
  foundation: '基金会',
}
export const listOrganisations = async (db: Db, countyId: number, { q, kind, after, limit }: OrganisationQuery) => {
  const text = q?.trim()
  const asked = !text
    ? sql``
    : /^[a-z]{1,20}$/i.test(text)
      ? sql`and position(${text.toLowerCase()} in o.initials) > 0`
      : sql`and (position(${text} in o.name) > 0 or o.credit_code = ${text.toUpperCase()})`
  const found = await rows(
    db,
    sql<Omit<ListedOrganisation, 'kindTitle' | 'id'> & { id: number; town: string | null }>`
      select o.id, o.name, o.kind, o.credit_code as "creditCode", o.address, o.sponsor, d.name as division, t.name as town from organisation o
        join division d on d.county_id = o.county_id and d.id = o.division_id
        left join division t on t.county_id = d.county_id and t.id = d.parent_id and t.level = 'town'
      where o.county_id = ${countyId} ${asked} ${kind ? sql`and o.kind = ${kind}` : sql``} ${after ? sql`and o.id > ${after}` : sql``}
      order by o.id limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  return {
    rows: page.map(({ town, ...o }) => ({
      ...{ ...o, id: String(o.id), kindTitle: o.kind ? kindTitles[o.kind]! : '筹备中' },
      division: `${town ?? ''}${o.division}`,
    })),
    next: found.length > limit ? String(page.at(-1)!.id) : null,
  }
}
