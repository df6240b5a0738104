/** One party by ID number and name: the number is checked as it is typed, and who is known already is said. */
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { PlaceInput } from '../field/place-input.tsx'
import { faultOf, isComplete, tidy, toldBy } from '../household/id-number.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { findThings } from '../shell/found.tsx'
import { missingOf, type Unknown, unknownPerson } from './unknown-body.tsx'

export interface Role {
  readonly id: string
  readonly title: string
}
export interface Typed {
  readonly idNumber: string
  readonly name: string
  readonly divisionId?: string
  /** A body that nobody knows, by the number of the police. */
  readonly unknown?: Unknown
}
interface PartyProps {
  readonly role: Role
  readonly value: Typed
  readonly isFirst: boolean
  readonly onChange: (t: Typed) => void
}
export function Party({ role, value, isFirst, onChange }: PartyProps) {
  const { today } = useCatalogue()
  const [left, setLeft] = useState(false)
  const fault = faultOf(value.idNumber, today, left)
  const isWhole = isComplete(value.idNumber, today)
  const told = isWhole ? toldBy(value.idNumber, today) : undefined
  const number = tidy(value.idNumber)
  const known = useQuery({
    queryKey: ['known', number],
    enabled: isWhole,
    staleTime: 60_000,
    queryFn: async () => (await findThings(number)).find(t => t.kind === 'person') ?? null,
  })
  const said = [told && `${told.sex}，${told.age} 岁，${told.born} 出生`, known.data && `已登记：${known.data.title}`]
  const label = (what: string) => `${role.id}-${what}`
  return (
    <div className="person-form of-party">
      <div className="field number">
        <label htmlFor={label('number')}>身份证号</label>
        <Input
          id={label('number')}
          className="num"
          autoComplete="off"
          autoFocus={isFirst}
          maxLength={24}
          status={fault ? 'error' : undefined}
          aria-invalid={!!fault || undefined}
          aria-describedby={label('told')}
          value={value.idNumber}
          onChange={e => onChange({ ...value, idNumber: e.target.value })}
          onBlur={() => setLeft(true)}
        />
        <div id={label('told')} className={fault ? 'under-input fault' : 'under-input soft'} aria-live="polite">
          {fault ?? (said.filter(Boolean).join('；') || ' ')}
        </div>
      </div>
      <div className="field">
        <label htmlFor={label('name')}>姓名</label>
        <Input
          id={label('name')}
          autoComplete="off"
          value={value.name}
          onChange={e => onChange({ ...value, name: e.target.value })}
        />
      </div>
      {!known.data && (
        <div className="field">
          <label htmlFor={label('place')}>户籍村（居）</label>
          <PlaceInput
            id={label('place')}
            anywhere
            allowClear
            placeholder="外县的不选"
            value={value.divisionId}
            onChange={divisionId => onChange({ ...value, divisionId })}
          />
        </div>
      )}
    </div>
  )
}

export const missingIn = (role: Role, t: Typed, today: string) =>
  t.unknown
    ? missingOf(t.unknown)
    : !isComplete(t.idNumber, today)
      ? `${role.title}的身份证号不完整或不正确。`
      : !t.name.trim()
        ? `${role.title}的姓名还没有填写。`
        : undefined
export const personOf = (role: Role, t: Typed) => ({
  ...(t.unknown ? unknownPerson(t.unknown) : { name: t.name.trim(), idNumber: tidy(t.idNumber) }),
  ...(t.divisionId && { divisionId: t.divisionId }),
  // Whoever is not of this county stays so: no village is invented for them.
  registeredDivisionId: t.divisionId ?? null,
  ...(role.id === 'deceased' && { isDeceased: true }),
})
