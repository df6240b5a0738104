/** Reporting a change: what, whose, since when, and who says so. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { PlaceInput } from '../field/place-input.tsx'
import { relationTitle } from '../household/relations.ts'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'

interface Props {
  readonly household?: { readonly id: string; readonly name: string }
  readonly people: readonly { readonly id: string; readonly name: string; readonly relation?: string }[]
  readonly done: () => void
}
/** An event of a person names one; an event of a household does not. */
export function ReportEvent(p: Props) {
  const { events, today } = useCatalogue()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [event, setEvent] = useState<string>()
  const [personId, setPersonId] = useState(p.people.length === 1 ? p.people[0]?.id : undefined)
  const [on, setOn] = useState<string | undefined>(today)
  const [source, setSource] = useState('入户走访')
  const [says, setSays] = useState('')
  const [toDivisionId, setToDivisionId] = useState<string>()
  const [fault, setFault] = useState<unknown>()
  const ofPerson = !!event?.startsWith('person.')
  const offered = events.filter(e => e.id.startsWith('person.') || (p.household && e.id.startsWith('household.')))
  const send = useMutation({
    mutationFn: () =>
      post('/events', {
        event,
        ...(ofPerson
          ? { personId, ...(p.household && { householdId: p.household.id }) }
          : { householdId: p.household?.id }),
        on,
        source,
        detail: { ...(says.trim() && { says: says.trim() }), ...(toDivisionId && { toDivisionId }) },
      }),
    onSuccess: () => {
      message.success('已报告，等待另一人核实')
      client.invalidateQueries({ queryKey: ['events'] })
      if (p.household) client.invalidateQueries({ queryKey: ['household', p.household.id] })
      client.invalidateQueries({ queryKey: ['person'] })
      p.done()
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = !event
      ? '请选择发生了什么变化。'
      : ofPerson && !personId
        ? '请选择是谁。'
        : !on
          ? '请填写日期。'
          : undefined
    setFault(missing && new Refused(422, missing))
    if (!missing) send.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <div className="field">
        <label htmlFor="event">变化</label>
        <Select
          id="event"
          value={event}
          onChange={setEvent}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="请选择"
          style={{ width: '100%' }}
          options={offered.map(e => ({ value: e.id, label: e.title }))}
        />
      </div>
      {ofPerson && (
        <div className="field">
          <label htmlFor="event-person">谁</label>
          <Select
            id="event-person"
            value={personId}
            onChange={setPersonId}
            placeholder="请选择成员"
            style={{ width: '100%' }}
            options={p.people.map(m => ({
              value: m.id,
              label: m.relation ? `${m.name}（${relationTitle(m.relation)}）` : m.name,
            }))}
          />
        </div>
      )}
      {event === 'person.moved-away' && (
        <div className="field">
          <label htmlFor="event-to">
            迁往县内何处<span className="soft small">（迁出本县的不填）</span>
          </label>
          <PlaceInput id="event-to" anywhere value={toDivisionId} onChange={setToDivisionId} allowClear />
        </div>
      )}
      <div className="field">
        <label htmlFor="event-on">发生日期</label>
        <DayInput id="event-on" value={on} onChange={setOn} />
      </div>
      <div className="field">
        <label htmlFor="event-source">来源</label>
        <Input id="event-source" value={source} onChange={e => setSource(e.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="event-says">
          说明<span className="soft small">（可不填）</span>
        </label>
        <Input.TextArea
          id="event-says"
          autoSize={{ minRows: 2 }}
          value={says}
          onChange={e => setSays(e.target.value)}
        />
      </div>
      <RefusedNote error={fault} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          报告
        </Button>
        <Button onClick={p.done}>取消</Button>
        <span className="soft small">由另一人核实后才影响待遇。</span>
      </div>
    </form>
  )
}
