/** A household entered for the first time: where they live, the head, everybody who lives there. */
import { Button, Input } from 'antd'
import { PlaceInput } from '../field/place-input.tsx'
import { nobody, type TypedHousehold } from './entry.ts'
import { PersonForm } from './person-form.tsx'
import './household.css'

export function HouseholdForm(p: { value: TypedHousehold; onChange: (h: TypedHousehold) => void }) {
  const { value } = p
  const set = (part: Partial<TypedHousehold>) => p.onChange({ ...value, ...part })
  return (
    <div className="stack">
      <div className="field-form">
        <div className="field">
          <label htmlFor="place">所住村（居）</label>
          <PlaceInput id="place" value={value.divisionId} onChange={divisionId => set({ divisionId })} width={300} />
        </div>
        <div className="field">
          <label htmlFor="address">
            详细住址<span className="soft small">（可不填）</span>
          </label>
          <Input id="address" value={value.address} onChange={e => set({ address: e.target.value })} />
        </div>
      </div>
      <fieldset className="person-box">
        <legend>户主</legend>
        <PersonForm id="head" isHead value={value.head} onChange={head => set({ head })} />
      </fieldset>
      {value.members.map((m, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nobody has an id before being entered
        <fieldset key={i} className="person-box">
          <legend>共同生活成员 {i + 1}</legend>
          <Button
            type="text"
            size="small"
            className="person-drop"
            onClick={() => set({ members: value.members.filter((_, n) => n !== i) })}
            aria-label={`删除成员 ${i + 1}`}
          >
            删除
          </Button>
          <PersonForm
            id={`member-${i}`}
            value={m}
            onChange={next => set({ members: value.members.map((x, n) => (n === i ? next : x)) })}
          />
        </fieldset>
      ))}
      <div>
        <Button onClick={() => set({ members: [...value.members, nobody] })}>添加共同生活成员</Button>
      </div>
    </div>
  )
}
