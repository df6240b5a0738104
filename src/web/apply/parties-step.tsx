/** Whom the matter is about, where these are people in their own name: one, or several parties, each by ID number and name. */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../field/draft.ts'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { missingIn, Party, personOf, Role, Typed } from './party.tsx'
import type { ChosenSubject } from './subject-step.tsx'
import { nameless, WhoDied } from './unknown-body.tsx'

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
