/** Audit: who did or saw what, when, for which purpose; and the check that nothing has been tampered with. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { instant } from '../style/words.ts'

interface Entry {
  readonly id: string
  readonly at: string
  readonly by?: string | null
  readonly act?: string
  readonly action?: string
  readonly actTitle?: string
  readonly subject?: string | null
  readonly purpose?: string | null
  readonly ip?: string | null
}
interface Verified {
  readonly ok: boolean
  readonly checks?: readonly { readonly title: string; readonly ok: boolean; readonly says?: string }[]
}
export function AuditPage() {
  const me = useMe()
  const { search, set } = useAddress()
  const [actor, setActor] = useState(search.actor ?? '')
  const list = useQuery({
    queryKey: ['audit', search],
    queryFn: () => get<{ rows: Entry[]; next?: string | null }>(`/audit${query(search)}`),
    placeholderData: old => old,
    enabled: may(me, 'audit.see'),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    set({ actor: actor.trim() })
  }
  return (
    <Page title="审计与核验">
      {may(me, 'audit.verify') && <Verify />}
      {may(me, 'audit.see') && (
        <>
          <form className="filters" onSubmit={submit} noValidate>
            <label htmlFor="audit-from">
              自
              <DayInput id="audit-from" value={search.from} onChange={from => set({ from })} />
            </label>
            <label htmlFor="audit-to">
              至
              <DayInput id="audit-to" value={search.to} onChange={to => set({ to })} />
            </label>
            <label htmlFor="audit-actor">
              操作人
              <Input
                id="audit-actor"
                allowClear
                value={actor}
                onChange={e => setActor(e.target.value)}
                style={{ width: 140 }}
              />
            </label>
            <Button htmlType="submit">查询</Button>
          </form>
          <Panel flush>
            <Loaded of={list}>
              {({ rows, next }) => (
                <>
                  <Listing
                    rows={rows}
                    keyOf={e => e.id}
                    label="审计记录"
                    columns={[
                      {
                        id: 'at',
                        title: '时间',
                        isName: true,
                        show: e => <span className="num">{instant(e.at)}</span>,
                      },
                      { id: 'by', title: '操作人', show: e => e.by ?? '—' },
                      { id: 'act', title: '操作', show: e => e.actTitle ?? e.act ?? e.action },
                      { id: 'subject', title: '对象', show: e => e.subject ?? '—' },
                      { id: 'purpose', title: '用途', show: e => e.purpose ?? '' },
                      { id: 'ip', title: '来自', show: e => <span className="num">{e.ip ?? ''}</span> },
                    ]}
                  />
                  <Pages next={next} shown={rows.length} />
                </>
              )}
            </Loaded>
          </Panel>
        </>
      )}
    </Page>
  )
}

function Verify() {
  const verify = useMutation({ mutationFn: () => get<Verified>('/verify') })
  return (
    <Panel
      title="核验"
      extra={
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
          开始核验
        </Button>
      }
    >
      <RefusedNote error={verify.error} />
      {!verify.data ? (
        <p className="soft">核验审计链是否完整、台账与发放是否逐笔相符；数据多时需要几分钟。</p>
      ) : (
        <div className="stack">
          <div className={verify.data.ok ? 'told-good' : 'refused'}>
            {verify.data.ok ? '全部相符，没有发现改动。' : '有不相符之处，请保留现场并报告。'}
          </div>
          <ul>
            {(verify.data.checks ?? []).map(c => (
              <li key={c.title}>
                <span className={c.ok ? 'mark green' : 'mark red'}>{c.ok ? '✓ 相符' : '✗ 不符'}</span> {c.title}{' '}
                <span className="soft">{c.says}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
