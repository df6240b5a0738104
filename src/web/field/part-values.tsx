/** A part of a row, read only. */

import { Listing } from '../list/listing.tsx'
import type { ShownPart } from '../server/catalogue.ts'
import type { PartRow } from './part.ts'
import { FieldValue, isNumeric } from './show.tsx'

export function PartValues(p: { part: ShownPart; rows: readonly PartRow[] }) {
  if (p.rows.length === 0) return <p className="soft part-none">没有。</p>
  return (
    <Listing<PartRow>
      rows={p.rows}
      keyOf={(_, i) => String(i)}
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
