/** Entering a published number: which, of where, for which days, and where it stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { post } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import '../field/field.css'

export interface BaseName {
  readonly name: string
  readonly isSpan: boolean
}
export function EnterBase({ names }: { names: readonly BaseName[] }) {
  const c = useCatalogue()
  const client = useQueryClient()
  const county = c.divisions.find(d => d.level === 'county')
  const [what, setWhat] = useState(names[0]?.name ?? '')
  const [area, setArea] = useState(county?.code ?? '')
  const [from, setFrom] = useState<string>()
  const [to, setTo] = useState<string>()
  const [value, setValue] = useState<number | null>(null)
  const [source, setSource] = useState('')
  const isSpan = names.find(n => n.name === what)?.isSpan ?? false
  const send = useMutation({
    mutationFn: () => post('/bases', { what, area, from, to: isSpan ? to : from, value, source: source.trim() }),
    onSuccess: () => {
      setValue(null)
      client.invalidateQueries({ queryKey: ['bases'] })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    send.mutate()
  }
  return (
    <Panel title="录入">
      <form onSubmit={submit} className="stack" noValidate>
        <div className="filters">
          <label htmlFor="base-what">
            名称
            <Select
              id="base-what"
              value={what}
              onChange={setWhat}
              options={names.map(n => ({ value: n.name, label: n.name }))}
              style={{ width: 180 }}
            />
          </label>
          <label htmlFor="base-area">
            区划
            <Select
              id="base-area"
              showSearch
              optionFilterProp="label"
              value={area}
              onChange={setArea}
              options={c.divisions.filter(d => d.level !== 'village').map(d => ({ value: d.code, label: d.name }))}
              style={{ width: 180 }}
            />
          </label>
          <label htmlFor="base-from">
            {isSpan ? '自' : '截至哪天'}
            <DayInput id="base-from" value={from} onChange={setFrom} />
          </label>
          {isSpan && (
            <label htmlFor="base-to">
              至
              <DayInput id="base-to" value={to} onChange={setTo} />
            </label>
          )}
          <label htmlFor="base-value">
            数值（人）
            <InputNumber
              id="base-value"
              className="num"
              min={0}
              precision={0}
              value={value}
              onChange={setValue}
              style={{ width: 140 }}
            />
          </label>
        </div>
        <label htmlFor="base-source" className="stack tight">
          来源
          <Input
            id="base-source"
            placeholder="公布单位和文号、年鉴页码"
            value={source}
            onChange={e => setSource(e.target.value)}
            style={{ maxWidth: 640 }}
          />
        </label>
        <RefusedNote error={send.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提交核对
          </Button>
        </div>
      </form>
    </Panel>
  )
}
