/** The lines of a part on a phone: each told in one line, opened one at a time to be typed. */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ShownField } from '../server/catalogue.ts'
import type { PartRow } from './part.ts'
import { FieldValue } from './show.tsx'

interface Props {
  readonly fields: readonly ShownField[]
  readonly rows: readonly PartRow[]
  readonly idOf: (row: number, field: ShownField) => string
  readonly labelOf: (f: ShownField) => ReactNode
  readonly input: (f: ShownField, row: PartRow, i: number) => ReactNode
  readonly drop: (row: number) => void
}
export function PartCards(p: Props) {
  const [open, setOpen] = useState<number>()
  const isBlank = (row: PartRow) => Object.values(row).every(v => v === undefined || v === '')
  return (
    <ol className="part-cards">
      {p.rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name until they are kept
        <li key={i}>
          <div className="row">
            <span className="soft small">第 {i + 1} 项</span>
            <span className="push">
              {open !== i && !isBlank(row) && (
                <Button type="text" size="small" onClick={() => setOpen(i)} aria-label={`修改第 ${i + 1} 项`}>
                  修改
                </Button>
              )}
              <Button type="text" size="small" onClick={() => p.drop(i)} aria-label={`删除第 ${i + 1} 项`}>
                删除
              </Button>
            </span>
          </div>
          {open === i || isBlank(row) ? (
            p.fields.map(f => (
              <div key={f.id} className="part-field" onFocus={() => setOpen(i)}>
                <label htmlFor={p.idOf(i, f)}>{p.labelOf(f)}</label>
                {p.input(f, row, i)}
              </div>
            ))
          ) : (
            <div className="part-said">
              {p.fields
                .filter(f => row[f.id] !== undefined && row[f.id] !== null && row[f.id] !== '')
                .map(f => (
                  <span key={f.id}>
                    <FieldValue field={f} value={row[f.id]} withUnit />
                  </span>
                ))}
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
