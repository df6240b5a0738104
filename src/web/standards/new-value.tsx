/** A new value, with the day it starts and the document that says so. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { FieldInput } from '../field/input.tsx'
import { post, Refused } from '../server/call.ts'
import type { ShownField } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import '../field/field.css'

interface Props {
  readonly business: string
  readonly quantities: readonly ShownField[]
  readonly quantity?: string
  readonly close: () => void
}
export function NewValue(p: Props) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [quantity, setQuantity] = useState(p.quantity)
  const [value, setValue] = useState<unknown>()
  const [starts, setStarts] = useState<string>()
  const [document, setDocument] = useState('')
  const [fault, setFault] = useState<unknown>()
  const field = p.quantities.find(q => q.id === quantity)
  const send = useMutation({
    mutationFn: () =>
      post(`/standards/${p.business}`, { quantity, value: String(value), starts, document: document.trim() }),
    onSuccess: () => {
      message.success('已录入，等待另一人复核')
      client.invalidateQueries({ queryKey: ['standards'] })
      p.close()
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = !quantity
      ? '请选择标准。'
      : value === undefined || value === ''
        ? '请填写新数值。'
        : !starts
          ? '请填写生效日期。'
          : !document.trim()
            ? '请填写文号。'
            : undefined
    setFault(missing && new Refused(422, missing))
    if (!missing) send.mutate()
  }
  return (
    <Modal open title="录入新标准" footer={null} onCancel={p.close}>
      <form onSubmit={submit} className="stack" noValidate>
        <div className="field">
          <label htmlFor="quantity">标准</label>
          <Select
            id="quantity"
            value={quantity}
            onChange={q => {
              setQuantity(q)
              setValue(undefined)
            }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            style={{ width: '100%' }}
            options={p.quantities.map(q => ({ value: q.id, label: q.title }))}
          />
        </div>
        {field && (
          <div className="field">
            <label htmlFor="new-value">新数值</label>
            <FieldInput field={field} id="new-value" value={value} onChange={setValue} />
          </div>
        )}
        <div className="field">
          <label htmlFor="starts">生效日期</label>
          <DayInput id="starts" value={starts} onChange={setStarts} />
        </div>
        <div className="field">
          <label htmlFor="document">文号</label>
          <Input id="document" value={document} onChange={e => setDocument(e.target.value)} />
        </div>
        <RefusedNote error={fault} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            录入
          </Button>
          <Button onClick={p.close}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}
