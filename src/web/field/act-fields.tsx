/** The form of a small act: what is missing is said before the server must. */
import { Button } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ShownField } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'
import type { Act, Typed } from './act.ts'
import { FieldForm, noValues, type Values } from './form.tsx'
import { firstMissing, placeOf } from './place-of.ts'

interface Props {
  readonly act: Act
  readonly cancel: () => void
  readonly send: (typed: Typed) => void
  readonly error: unknown
  readonly isSending: boolean
}
export function ActFields({ act, cancel, send, error, isSending }: Props) {
  const [values, setValues] = useState<Values>({ ...noValues, fields: act.begins ?? {} })
  const [missing, setMissing] = useState<unknown>()
  const [isOld, setOld] = useState(false)
  const form = useFirstFocused()
  const asked = typeof act.asks === 'function' ? act.asks(values.fields) : act.asks
  /** What was wrong is not said any longer than it is so. */
  const fault = missing ?? (isOld ? undefined : error)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const found = firstMissing(asked, values)
    setMissing(found)
    setOld(false)
    if (!found) send(tidied(values.fields, asked))
  }
  const change = (next: Values) => {
    setMissing(undefined)
    setOld(true)
    setValues(next)
  }
  return (
    <form ref={form} onSubmit={submit} className="stack act-form" noValidate>
      {act.explains}
      <FieldForm id="act" asked={asked} values={values} onChange={change} error={fault} />
      {!placeOf(fault, asked) && <RefusedNote error={fault} />}
      <div className="row">
        <Button type="primary" danger={!!act.isGrave} htmlType="submit" loading={isSending}>
          {act.verb ?? act.title}
        </Button>
        <Button onClick={cancel}>取消</Button>
        {act.note && <span className="soft small">{act.note}</span>}
      </div>
    </form>
  )
}
/** What is asked now, and nothing else that was typed before. */
const tidied = (typed: Typed, asked: readonly ShownField[]): Typed =>
  Object.fromEntries(
    asked
      .map(a => [a.id, typeof typed[a.id] === 'string' ? (typed[a.id] as string).trim() : typed[a.id]] as const)
      .filter(([, v]) => v !== undefined && v !== ''),
  )
/** At a desk the first answer can be typed at once, and nobody who is typing already is interrupted; on a phone the keyboard waits until it is called. */
const useFirstFocused = () => {
  const form = useRef<HTMLFormElement>(null)
  const isPhone = useIsPhone()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the window opens
  useEffect(() => {
    if (isPhone) return
    const first = 'input[type=text], input:not([type]), textarea'
    const soon = setTimeout(() => {
      if (!form.current?.contains(document.activeElement)) form.current?.querySelector<HTMLElement>(first)?.focus()
    }, 60)
    return () => clearTimeout(soon)
  }, [])
  return form
}
