/** Rows kept by hand: one person's line after another, or a place with what is kept of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Input, type InputRef } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { FieldForm, noValues, type Values } from '../field/form.tsx'
import { PlaceInput } from '../field/place-input.tsx'
import { firstMissing, placeOf } from '../field/place-of.ts'
import { post, Refused } from '../server/call.ts'
import { registerOf, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { Lost } from '../shell/lost.tsx'
import { Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'

export function EnterPage() {
  const { register: id } = useParams({ strict: false }) as { register: string }
  const register = registerOf(useCatalogue(), id)
  return register?.entry ? <Enter key={id} register={register} /> : <Lost />
}
interface Head {
  readonly name?: string
  readonly number?: string
  readonly divisionId?: string
  readonly day?: string
}
interface Answer {
  readonly id?: string
  readonly ok?: boolean
  readonly errors?: readonly { readonly why: string }[]
}

function Enter({ register }: { register: ShownRegister }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const { message } = App.useApp()
  const isPlace = register.entry === 'place'
  const [head, setHead] = useState<Head>({ day: today })
  const [values, setValues] = useState<Values>(noValues)
  const [fault, setFault] = useState<unknown>()
  const first = useRef<InputRef>(null)
  const doneAt = useRef(0)
  const send = useMutation({
    mutationFn: async () => {
      const { name, number, divisionId, day } = head
      const answer = await post<Answer>(
        `/registers/${register.id}/rows`,
        isPlace
          ? { name, divisionId, from: day, fields: values.fields }
          : { rows: [{ ...(name && { name }), number, day, ...textsOf(values.fields) }] },
      )
      const [wrong] = answer.errors ?? []
      if (wrong) throw new Refused(422, wrong.why)
      return answer
    },
    onSuccess: () => {
      doneAt.current = Date.now()
      message.success({ key: 'entered', content: head.name ? `已登记：${head.name}` : '已登记' })
      first.current?.focus()
      client.invalidateQueries({ queryKey: ['register', register.id] })
      // The next one is mostly of the same day and place.
      setHead(h => ({ ...(h.day && { day: h.day }) }))
      if (isPlace) setValues(noValues)
      setFault(undefined)
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!head.number && !head.name && Date.now() - doneAt.current < breath) return
    const missing = firstOfHead(head, isPlace) ?? firstMissing(register.fields, values)
    setFault(missing)
    if (!missing) send.mutate()
  }
  const set = (more: Head) => setHead(h => ({ ...h, ...more }))
  return (
    <Page
      title={`登记${register.title.replace(/台账$/, '')}`}
      under={<Link to={`/registers/${register.id}`}>返回台账</Link>}
    >
      <Panel title={isPlace ? '场所' : '本人和日期'}>
        <form className="stack" onSubmit={submit} noValidate>
          <div className="field-form">
            {!isPlace && (
              <div className="field">
                <label htmlFor="enter-number">身份证号</label>
                <Input
                  id="enter-number"
                  ref={first}
                  autoFocus
                  className="num"
                  autoComplete="off"
                  maxLength={24}
                  style={{ maxWidth: 280 }}
                  value={head.number ?? ''}
                  onChange={e => set({ number: e.target.value })}
                />
              </div>
            )}
            <div className="field">
              <label htmlFor="enter-name">{isPlace ? '名称' : '姓名'}</label>
              <Input
                id="enter-name"
                {...(isPlace && { ref: first })}
                autoComplete="off"
                style={{ maxWidth: 280 }}
                value={head.name ?? ''}
                onChange={e => set({ name: e.target.value })}
              />
            </div>
            {isPlace && (
              <div className="field">
                <label htmlFor="enter-place">所在村（居）</label>
                <PlaceInput id="enter-place" value={head.divisionId} onChange={v => set(v ? { divisionId: v } : {})} />
              </div>
            )}
            <div className="field">
              <label htmlFor="enter-day">{isPlace ? '自何日起' : '日期'}</label>
              <DayInput id="enter-day" value={head.day} onChange={v => set(v ? { day: String(v) } : {})} />
            </div>
          </div>
          <FieldForm id="enter" asked={register.fields} values={values} onChange={setValues} error={fault} />
          {!placeOf(fault, register.fields) && <RefusedNote error={fault} />}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              登记
            </Button>
          </div>
        </form>
      </Panel>
    </Page>
  )
}
/** The second half of a double click finds the form empty again: it means nothing more. */
const breath = 600
const firstOfHead = (h: Head, isPlace: boolean): Refused | undefined => {
  const [title] = Object.entries(
    isPlace
      ? { 名称: h.name, '所在村（居）': h.divisionId, 自何日起: h.day }
      : { 身份证号: h.number, 姓名: h.name, 日期: h.day },
  ).find(([, v]) => !v?.trim()) ?? [undefined]
  return title ? new Refused(422, `请填写「${title}」。`) : undefined
}
/** A line travels as the cells of a file do. */
const textsOf = (fields: Values['fields']) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([k, v]) => (v === undefined || v === null ? [] : [[k, String(v)]])),
  )
