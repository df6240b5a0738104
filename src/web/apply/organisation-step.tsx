/** The organisation that a matter is about: found by name or number, or entered by its name when somebody sets one up. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { PlaceInput } from '../field/place-input.tsx'
import { Listing } from '../list/listing.tsx'
import type { ListedOrganisation } from '../organisation/organisation.ts'
import { get, post, query, Refused } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import type { ChosenSubject } from './subject-step.tsx'

const chosenAs = (id: string, name: string): ChosenSubject => ({ id, name, people: [], body: { organisationId: id } })

interface Props {
  /** From whose file it was begun. */
  readonly given?: string | undefined
  /** The matter asks for a name: it is about one that is only being set up. */
  readonly mayBeNew: boolean
  readonly chosen: (s: ChosenSubject) => void
}
export function OrganisationStep({ given, mayBeNew, chosen }: Props) {
  const file = useQuery({
    queryKey: ['organisation', given],
    queryFn: () => get<{ id: string; name: string }>(`/organisations/${given}`),
    enabled: !!given,
  })
  const known = file.data
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has been found
  useEffect(() => {
    if (known) chosen(chosenAs(known.id, known.name))
  }, [known?.id])
  const me = useMe()
  const [asked, setAsked] = useState('')
  const isOwn = me?.post === 'organisation'
  const found = useQuery({
    queryKey: ['organisations', asked],
    queryFn: () => get<{ rows: ListedOrganisation[] }>(`/organisations${query({ q: asked, limit: 20 })}`),
    enabled: isOwn || asked !== '',
  })
  return (
    <>
      <Panel title={isOwn ? '本单位' : '查找社会组织'}>
        {!isOwn && (
          <Input.Search
            autoFocus
            allowClear
            enterButton="查找"
            aria-label="名称、拼音首字母或统一社会信用代码"
            placeholder="名称、首字母或信用代码"
            onSearch={q => setAsked(q.trim())}
            style={{ width: 420, maxWidth: '100%' }}
          />
        )}
        {(isOwn || asked) && (
          <Loaded of={found} rows={2}>
            {({ rows }) => (
              <Listing
                rows={rows}
                keyOf={o => o.id}
                label="找到的社会组织"
                empty={mayBeNew ? '没有找到；筹备成立的，请在下面登记名称。' : '没有找到，请核对名称或者信用代码。'}
                columns={[
                  {
                    id: 'name',
                    title: '名称',
                    isName: true,
                    show: o => (
                      <Button type="link" className="strong" onClick={() => chosen(chosenAs(o.id, o.name))}>
                        {o.name}
                      </Button>
                    ),
                  },
                  { id: 'kind', title: '类型', show: o => o.kindTitle },
                  {
                    id: 'code',
                    title: '统一社会信用代码',
                    show: o => <span className="num">{o.creditCode ?? '—'}</span>,
                  },
                ]}
              />
            )}
          </Loaded>
        )}
      </Panel>
      {mayBeNew && may(me, 'organisations.enter') && <NewOrganisation key={asked} name={asked} chosen={chosen} />}
    </>
  )
}

function NewOrganisation({ name, chosen }: { name: string; chosen: (s: ChosenSubject) => void }) {
  const [typed, setTyped] = useState({ name, divisionId: undefined as string | undefined })
  const [fault, setFault] = useState<unknown>()
  const enter = useMutation({
    mutationFn: () => post<{ id: string }>('/organisations', typed),
    onSuccess: made => chosen(chosenAs(made.id, typed.name.trim())),
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const wrong =
      typed.name.trim().length < 4 ? '请填写名称全称' : typed.divisionId ? undefined : '请选择住所所在的村（居）'
    setFault(wrong ? new Refused(422, wrong) : undefined)
    if (!wrong) enter.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Panel title="筹备成立的，登记名称">
        <div className="stack">
          <div className="stack tight">
            <label htmlFor="new-organisation">拟用名称</label>
            <Input
              id="new-organisation"
              value={typed.name}
              onChange={e => setTyped({ ...typed, name: e.target.value })}
              style={{ width: 420, maxWidth: '100%' }}
            />
          </div>
          <div className="stack tight">
            <label htmlFor="new-organisation-place">住所所在的村（居）</label>
            <PlaceInput
              id="new-organisation-place"
              value={typed.divisionId}
              onChange={divisionId => setTyped({ ...typed, divisionId })}
            />
          </div>
          <RefusedNote error={fault} />
          <div className="wizard-foot">
            <Button type="primary" htmlType="submit" loading={enter.isPending}>
              登记并继续
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  )
}
