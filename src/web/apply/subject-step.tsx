/** The household that the application is about: found by the ID number of any member, or entered anew. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Members } from '../case/subject.tsx'
import type { Choosable } from '../field/person-choice.ts'
import { faultOf, isComplete, tidy } from '../household/id-number.ts'
import type { HouseholdFile } from '../household/view.ts'
import { get } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { type Found, findThings } from '../shell/found.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { NewHousehold } from './new-household.tsx'

export interface ChosenSubject {
  readonly id: string
  readonly name: string
  readonly people: readonly Choosable[]
  /** As the case is opened with it. */
  readonly body: Readonly<Record<string, unknown>>
}
interface Props {
  readonly given?: string
  readonly chosen: (s: ChosenSubject) => void
}
export function SubjectStep(p: Props) {
  const [foundId, setFoundId] = useState(p.given)
  const [unknown, setUnknown] = useState<string>()
  if (foundId) return <KnownHousehold id={foundId} chosen={p.chosen} other={() => setFoundId(undefined)} />
  return (
    <>
      <FindByNumber found={setFoundId} unknown={setUnknown} />
      {unknown !== undefined && <NewHousehold key={unknown} idNumber={unknown} made={setFoundId} />}
    </>
  )
}

function FindByNumber(p: { found: (householdId: string) => void; unknown: (idNumber: string) => void }) {
  const { today } = useCatalogue()
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  const fault = faultOf(typed, today, left)
  const find = useMutation({
    mutationFn: async () => {
      const things = await findThings(tidy(typed))
      const person = things.find(t => t.kind === 'person')
      const householdId =
        things.find(t => t.kind === 'household')?.id ??
        (person as Found & { householdId?: string })?.householdId ??
        (person &&
          (
            await get<{ households?: { id: string; until?: string | null }[] }>(`/people/${person.id}`)
          ).households?.find(h => !h.until)?.id)
      return householdId
    },
    onSuccess: id => (id ? p.found(id) : p.unknown(tidy(typed))),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setLeft(true)
    if (isComplete(typed, today)) find.mutate()
  }
  return (
    <Panel title="查找家庭">
      <form onSubmit={submit} className="find-family" noValidate>
        <div className="field">
          <label htmlFor="find-number">任一家庭成员的身份证号</label>
          <Input
            id="find-number"
            className="num"
            autoFocus
            autoComplete="off"
            value={typed}
            status={fault ? 'error' : undefined}
            aria-describedby="find-told"
            onChange={e => setTyped(e.target.value)}
            onBlur={() => setLeft(true)}
          />
          <div id="find-told" className={fault ? 'under-input fault' : 'under-input soft'} aria-live="polite">
            {fault ?? (find.isSuccess && !find.data ? '没有登记过，请在下面填写这一家。' : ' ')}
          </div>
        </div>
        <Button type="primary" htmlType="submit" loading={find.isPending} disabled={!isComplete(typed, today)}>
          查找
        </Button>
        <Button onClick={() => p.unknown('')}>直接登记新家庭</Button>
      </form>
      <RefusedNote error={find.error} />
    </Panel>
  )
}

function KnownHousehold(p: { id: string; chosen: (s: ChosenSubject) => void; other: () => void }) {
  const file = useQuery({ queryKey: ['household', p.id], queryFn: () => get<HouseholdFile>(`/households/${p.id}`) })
  const h = file.data
  if (!h) return <RefusedNote error={file.error} />
  const { members } = h
  return (
    <Panel
      title={`${h.headName}家`}
      extra={<span className="soft">{[h.division?.town, h.division?.name].filter(Boolean).join(' ')}</span>}
      flush
    >
      <Members members={members} />
      <div className="wizard-foot inside">
        <Button onClick={p.other}>换一家</Button>
        <Button
          type="primary"
          autoFocus
          onClick={() => p.chosen({ id: p.id, name: `${h.headName}家`, people: members, body: { householdId: p.id } })}
        >
          成员无误，下一步
        </Button>
      </div>
    </Panel>
  )
}
