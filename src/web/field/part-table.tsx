/** A part of a row (the incomes of a household) typed as a table; on a phone, one card a line. */
import { Button } from 'antd'
import type { ShownField, ShownPart } from '../server/catalogue.ts'
import { useIsPhone } from '../style/screen.ts'
import { FieldInput } from './input.tsx'
import type { PartRow } from './part.ts'
import { PartCards } from './part-cards.tsx'

interface Props {
  readonly part: ShownPart
  readonly id: string
  readonly value: readonly PartRow[]
  readonly onChange: (rows: readonly PartRow[]) => void
  /** 'row.field' of the input that was refused. */
  readonly wrong?: string
}
export function PartTable(p: Props) {
  const isPhone = useIsPhone()
  const set = (i: number, field: string, value: unknown) =>
    p.onChange(p.value.map((row, n) => (n === i ? { ...row, [field]: value } : row)))
  const drop = (i: number) => p.onChange(p.value.filter((_, n) => n !== i))
  const add = () => p.onChange([...p.value, {}])
  const fields = p.part.fields.filter(f => f.type !== 'serial')
  const input = (f: ShownField, row: PartRow, i: number, inCell: boolean) => (
    <FieldInput
      field={f}
      id={`${p.id}-${i}-${f.id}`}
      value={row[f.id]}
      onChange={v => set(i, f.id, v)}
      wrong={p.wrong === `${i}.${f.id}`}
      inCell={inCell}
    />
  )
  const remove = (i: number) => (
    <Button type="text" size="small" onClick={() => drop(i)} aria-label={`删除第 ${i + 1} 行`}>
      删除
    </Button>
  )
  return (
    <div className="part">
      {p.value.length === 0 ? (
        <p className="soft part-none">没有。如有，请逐项添加。</p>
      ) : isPhone ? (
        <PartCards
          fields={fields}
          rows={p.value}
          idOf={(i, f) => `${p.id}-${i}-${f.id}`}
          labelOf={labelOf}
          input={(f, row, i) => input(f, row, i, false)}
          drop={drop}
        />
      ) : (
        <div className="part-scroll" tabIndex={0}>
          <table className="part-table">
            <thead>
              <tr>
                {fields.map(f => (
                  <th key={f.id} scope="col" className={f.type === 'money' ? 'num' : undefined}>
                    {labelOf(f)}
                  </th>
                ))}
                <td className="part-drop" />
              </tr>
            </thead>
            <tbody>
              {p.value.map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name until they are kept
                <tr key={i}>
                  {fields.map(f => (
                    <td key={f.id} data-type={f.type}>
                      {input(f, row, i, true)}
                    </td>
                  ))}
                  <td className="part-drop">{remove(i)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Button size="small" onClick={add}>
        添加{p.part.title}
      </Button>
    </div>
  )
}
const labelOf = (f: ShownField) => (
  <>
    {f.title}
    {f.type === 'money' && <span className="soft small">（{f.unit ?? '元'}）</span>}
    {f.mayBeMissing && <span className="soft small">（可不填）</span>}
  </>
)
