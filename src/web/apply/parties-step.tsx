/** Whom the matter is about, where these are people in their own name: one, or several parties, each by ID number and name. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../field/draft.ts'
import { PlaceInput } from '../field/place-input.tsx'
import { faultOf, isComplete, tidy, toldBy } from '../household/id-number.ts'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { findThings } from '../shell/found.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import type { ChosenSubject } from './subject-step.tsx'
import { missingOf, nameless, type Unknown, unknownPerson, WhoDied } from './unknown-body.tsx'

interface Role {
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
interface Props {
  /** For the draft: the matter. */
  readonly of: string
  readonly roles: readonly Role[]
  /** Under their roles, or as the one person it is about. */
  readonly isJoint: boolean
  readonly chosen: (s: ChosenSubject) => void
}
export function PartiesStep({ of, roles, isJoint, chosen }: Props) {
  const { today } = useCatalogue()
  const draft = useDraft<Record<string, Typed>>(`parties:${of}`, () => ({}))
  const [fault, setFault] = useState<unknown>()
  const typed = (role: Role) => draft.value[role.id] ?? { idNumber: '', name: '' }
  const enter = useMutation({
    mutationFn: async () => {
      const ids: Record<string, string> = {}
      for (const role of roles) ids[role.id] = (await post<{ id: string }>('/people', personOf(role, typed(role)))).id
      return ids
    },
    onSuccess: ids => {
      const people = roles.map(r => ({
        id: ids[r.id]!,
        name: typed(r).unknown ? nameless : typed(r).name.trim(),
        relation: r.title,
      }))
      draft.clear()
      chosen({
        id: Object.values(ids).join(),
        name: people.map(p => p.name).join('、'),
        people,
        body: isJoint ? { roles: ids } : { personId: Object.values(ids)[0] },
      })
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const wrong = roles.flatMap(r => missingIn(r, typed(r), today) ?? [])[0]
    setFault(wrong ? new Refused(422, wrong) : undefined)
    if (!wrong) enter.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className="stack">
      {roles.map((role, i) => (
        <Panel key={role.id} title={role.title}>
          <WhoDied
            isAsked={role.id === 'deceased'}
            value={typed(role).unknown}
            onChange={unknown => {
              setFault(undefined)
              draft.set({ ...draft.value, [role.id]: { ...typed(role), unknown } })
            }}
          />
          {!typed(role).unknown && (
            <Party
              role={role}
              value={typed(role)}
              isFirst={i === 0}
              onChange={value => {
                setFault(undefined)
                draft.set({ ...draft.value, [role.id]: value })
              }}
            />
          )}
        </Panel>
      ))}
      <RefusedNote error={fault} />
      <div className="wizard-foot">
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          下一步
        </Button>
      </div>
    </form>
  )
}

interface PartyProps {
  readonly role: Role
  readonly value: Typed
  readonly isFirst: boolean
  readonly onChange: (t: Typed) => void
}
function Party({ role, value, isFirst, onChange }: PartyProps) {
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
    <div className="person-form">
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
          <label htmlFor={label('place')}>
            户籍村（居）<span className="soft small">（外县的不选）</span>
          </label>
          <PlaceInput
            id={label('place')}
            anywhere
            allowClear
            value={value.divisionId}
            onChange={divisionId => onChange({ ...value, divisionId })}
          />
        </div>
      )}
    </div>
  )
}

const missingIn = (role: Role, t: Typed, today: string) =>
  t.unknown
    ? missingOf(t.unknown)
    : !isComplete(t.idNumber, today)
      ? `${role.title}的身份证号不完整或不正确。`
      : !t.name.trim()
        ? `${role.title}的姓名还没有填写。`
        : undefined
const personOf = (role: Role, t: Typed) => ({
  ...(t.unknown ? unknownPerson(t.unknown) : { name: t.name.trim(), idNumber: tidy(t.idNumber) }),
  ...(t.divisionId && { divisionId: t.divisionId }),
  // Whoever is not of this county stays so: no village is invented for them.
  registeredDivisionId: t.divisionId ?? null,
  ...(role.id === 'deceased' && { isDeceased: true }),
})
