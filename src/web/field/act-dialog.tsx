/** A small act in a window: what it asks, one sentence on what is missing, one press. Every such act of the screen is this one. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ShownField } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'
import { FieldForm, noValues, type Values } from './form.tsx'
import { firstMissing, placeOf } from './place-of.ts'

type Fields = Readonly<Record<string, unknown>>
interface Act<T> {
  /** As its button says it. */
  readonly verb: string
  /** What is asked may hang on what was answered already. */
  readonly asks: readonly ShownField[] | ((typed: Fields) => readonly ShownField[])
  readonly begins?: Fields
  /** Above the form, and beside its button. */
  readonly explains?: ReactNode | ((typed: Fields) => ReactNode)
  readonly note?: ReactNode
  readonly isGrave?: boolean
  /** What the fields alone cannot say: a refusal to be shown, or nothing. */
  readonly wrong?: (typed: Fields) => unknown
  readonly send: (typed: Fields) => Promise<T>
  /** Said when it is done. */
  readonly told?: string | ((done: T) => string)
  readonly done: (done: T) => void
}
export function ActDialog<T>({
  title,
  isOpen,
  close,
  ...act
}: Act<T> & { title: string; isOpen: boolean; close: () => void }) {
  return (
    <Modal open={isOpen} title={title} footer={null} destroyOnHidden onCancel={close}>
      {isOpen && <ActForm {...act} cancel={close} />}
    </Modal>
  )
}

export function ActForm<T>(p: Act<T> & { cancel: () => void }) {
  const { message } = App.useApp()
  const [values, setValues] = useState<Values>({ ...noValues, fields: p.begins ?? {} })
  const [fault, setFault] = useState<unknown>()
  const form = useFirstFocused()
  const typed = values.fields
  const asked = typeof p.asks === 'function' ? p.asks(typed) : p.asks
  const send = useMutation({
    mutationFn: () => p.send(trimmed(typed, asked)),
    onSuccess: done => {
      if (p.told) message.success(typeof p.told === 'function' ? p.told(done) : p.told)
      p.done(done)
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = firstMissing(asked, values) ?? p.wrong?.(typed)
    setFault(missing)
    if (!missing) send.mutate()
  }
  return (
    <form ref={form} onSubmit={submit} className="stack act-form" noValidate>
      {typeof p.explains === 'function' ? p.explains(typed) : p.explains}
      <FieldForm
        id="act"
        asked={asked}
        values={values}
        onChange={v => {
          setFault(undefined)
          setValues(v)
        }}
        error={fault}
      />
      {!placeOf(fault, asked) && <RefusedNote error={fault} />}
      <div className="row">
        <Button type="primary" danger={!!p.isGrave} htmlType="submit" loading={send.isPending}>
          {p.verb}
        </Button>
        <Button onClick={p.cancel}>取消</Button>
        {p.note && <span className="soft small">{p.note}</span>}
      </div>
    </form>
  )
}
/** What is asked now, and nothing else that was typed before. */
const trimmed = (typed: Fields, asked: readonly ShownField[]): Fields =>
  Object.fromEntries(
    asked
      .map(a => [a.id, typeof typed[a.id] === 'string' ? (typed[a.id] as string).trim() : typed[a.id]] as const)
      .filter(([, v]) => v !== undefined && v !== ''),
  )
/** At a desk the first answer can be typed at once; on a phone the keyboard waits until it is called. */
const useFirstFocused = () => {
  const form = useRef<HTMLFormElement>(null)
  const isPhone = useIsPhone()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the window opens
  useEffect(() => {
    if (isPhone) return
    const soon = setTimeout(
      () => form.current?.querySelector<HTMLElement>('input[type=text], input:not([type]), textarea')?.focus(),
      60,
    )
    return () => clearTimeout(soon)
  }, [])
  return form
}
