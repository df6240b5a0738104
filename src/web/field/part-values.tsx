/** A part of a row, read only. */
import type { ShownPart } from '../server/catalogue.ts'
import { Listing } from '../list/listing.tsx'
import type { PartRow } from './part-table.tsx'
import { FieldValue, isNumeric } from './show.tsx'

export function PartValues(p: { part: ShownPart; rows: readonly PartRow[] }) {
  return (
    <Listing<PartRow>
      rows={p.rows}
      keyOf={(_, i) => String(i)}
      empty="没有。"
      columns={p.part.fields
        .filter(f => p.rows.some(r => r[f.id] !== undefined && r[f.id] !== null))
        .map(f => ({
          id: f.id,
          title: f.type === 'money' ? `${f.title}（${f.unit ?? '元'}）` : f.title,
          isNumber: isNumeric(f.type),
          show: row => <FieldValue field={f} value={row[f.id]} />,
        }))}
    />
  )
}
