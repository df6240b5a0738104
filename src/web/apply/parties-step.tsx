/** Whom the matter is about, where these are people in their own name: one, or several parties, each by ID number and name. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../field/draft.ts'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { KnownParty, personKey, personOfFile } from './known.tsx'
import { missingIn, Party, personOf, Role, Typed } from './party.tsx'
import type { ChosenSubject } from './subject-step.tsx'
import { nameless, WhoDied } from './unknown-body.tsx'

interface Props {
  /** For the draft: the matter. */
  readonly of: string
  readonly roles: readonly Role[]
  /** Under their roles, or as the one person it is about. */
  readonly isJoint: boolean
  /** Role → the person from whose file it was begun. */
  readonly given?: Readonly<Record<string, string>>
  readonly chosen: (s: ChosenSubject) => void
}
export function PartiesStep({ of, roles, given = {}, isJoint, chosen }: Props) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const draft = useDraft<Record<string, Typed>>(`parties:${of}:${Object.values(given).join()}`, () => ({}))
  const [known, setKnown] = useState(given)
  const [fault, setFault] = useState<unknown>()
  const typed = (role: Role) => draft.value[role.id] ?? { idNumber: '', name: '' }
  const nameOf = (role: Role) => (typed(role).unknown ? nameless : typed(role).name.trim())
  const enter = useMutation({
    mutationFn: async () => {
      const found: Record<string, { id: string; name: string }> = {}
      for (const role of roles) {
        const id = known[role.id]
        found[role.id] = id
          ? await client.ensureQueryData({ queryKey: personKey(id), queryFn: () => personOfFile(id) })
          : { name: nameOf(role), ...(await post<{ id: string }>('/people', personOf(role, typed(role)))) }
      }
      return found
    },
    onSuccess: found => {
      const people = roles.map(r => ({ id: found[r.id]!.id, name: found[r.id]!.name, relation: r.title }))
      const ids = Object.fromEntries(roles.map(r => [r.id, found[r.id]!.id]))
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
    const wrong = roles.filter(r => !known[r.id]).flatMap(r => missingIn(r, typed(r), today) ?? [])[0]
    setFault(wrong ? new Refused(422, wrong) : undefined)
    if (!wrong) enter.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className="stack">
      {roles.map((role, i) => (
        <Panel key={role.id} title={role.title}>
          {known[role.id] && (
            <KnownParty id={known[role.id]!} other={() => setKnown(({ [role.id]: _, ...rest }) => rest)} />
          )}
          <WhoDied
            isAsked={role.id === 'deceased' && !known[role.id]}
            value={typed(role).unknown}
            onChange={unknown => {
              setFault(undefined)
              draft.set({ ...draft.value, [role.id]: { ...typed(role), unknown } })
            }}
          />
          {!known[role.id] && !typed(role).unknown && (
            <Party
              role={role}
              value={typed(role)}
              isFirst={i === roles.findIndex(r => !known[r.id])}
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
