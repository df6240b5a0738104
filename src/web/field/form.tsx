/** The form of a step: its fields and parts in the order of the definition, the refusal beside the input that caused it. */
import type { KeyboardEvent } from 'react'
import { Refused } from '../server/call.ts'
import type { ShownField, ShownPart } from '../server/catalogue.ts'
import { seen } from '../style/in-view.ts'
import { FieldInput } from './input.tsx'
import type { PartRow } from './part.ts'
import { PartTable } from './part-table.tsx'
import { isPart, placeOf } from './place-of.ts'
import './field.css'

export interface Values {
  readonly fields: Readonly<Record<string, unknown>>
  readonly parts: Readonly<Record<string, readonly PartRow[]>>
}
export const noValues: Values = { fields: {}, parts: {} }

interface Props {
  readonly id: string
  readonly asked: readonly (ShownField | ShownPart)[]
  readonly values: Values
  readonly onChange: (values: Values) => void
  readonly error?: unknown
}
export function FieldForm(p: Props) {
  const at = placeOf(p.error, p.asked)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: no act of its own: Enter chooses a day or an option, it never hands the form in
    <div className="field-form" onKeyDown={withoutSending}>
      {p.asked.map(a =>
        isPart(a) ? (
          <fieldset key={a.id} className="field-part">
            <legend>{a.title}</legend>
            <PartTable
              part={a}
              id={`${p.id}-${a.id}`}
              value={p.values.parts[a.id] ?? []}
              wrong={at?.part === a.id ? `${at.row}.${at.field}` : undefined}
              onChange={rows => p.onChange({ ...p.values, parts: { ...p.values.parts, [a.id]: rows } })}
            />
            {at?.part === a.id && <Fault error={p.error} id={`${p.id}-${a.id}-fault`} />}
          </fieldset>
        ) : (
          <div key={a.id} className={isLong(a) ? 'field long' : 'field'}>
            <label htmlFor={`${p.id}-${a.id}`} id={`${p.id}-${a.id}-label`}>
              {a.title}
              {(a.hint || a.mayBeMissing) && <span className="soft small">（{a.hint ?? '可不填'}）</span>}
            </label>
            <FieldInput
              field={a}
              id={`${p.id}-${a.id}`}
              value={p.values.fields[a.id]}
              wrong={!at?.part && at?.field === a.id}
              describedBy={!at?.part && at?.field === a.id ? `${p.id}-${a.id}-fault` : undefined}
              onChange={v => p.onChange({ ...p.values, fields: { ...p.values.fields, [a.id]: v } })}
            />
            {a.sharedBy && <div className="soft small">由{a.sharedBy}共享，共享失败时才填写</div>}
            {!at?.part && at?.field === a.id && <Fault error={p.error} id={`${p.id}-${a.id}-fault`} />}
          </div>
        ),
      )}
    </div>
  )
}
const withoutSending = (e: KeyboardEvent<HTMLElement>) => {
  if (e.key === 'Enter' && e.target instanceof HTMLInputElement && !e.ctrlKey && !e.metaKey) e.preventDefault()
}
function Fault(p: { error: unknown; id: string }) {
  return (
    <div className="fault" id={p.id} role="alert" ref={seen}>
      {p.error instanceof Refused ? p.error.reason : null}
    </div>
  )
}
const isLong = (f: ShownField) => f.type === 'files' || (f.type === 'text' && !f.isSecret)
