/** 一家一档: what an organisation is today, what it has to do and by when, and all that the ledger has of it. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Handle } from '../apply/handle.tsx'
import { CasesPanel, RowsPanel } from '../household/file-panels.tsx'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import type { OrganisationFile } from './organisation.ts'
import '../case/case.css'
import '../field/field.css'

export function OrganisationPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const file = useQuery({
    queryKey: ['organisation', id],
    queryFn: () => get<OrganisationFile>(`/organisations/${id}`),
  })
  return (
    <Loaded asPage of={file}>
      {o => <File o={o} />}
    </Loaded>
  )
}
/** The colours of the house for what is well, what to look at, what is wrong. */
const tones = { good: 'mark green', warn: 'mark yellow', bad: 'mark red' }

function File({ o }: { o: OrganisationFile }) {
  const facts: [string, string | null][] = [
    ['类型', o.kindTitle],
    ['统一社会信用代码', o.creditCode],
    ['住所', o.address],
    ['业务主管单位', o.sponsor],
    ['成立登记', o.registered],
    ['证书有效期至', o.certificateUntil],
    ['本届任期至', o.termUntil],
  ]
  return (
    <Page
      name={o.name}
      title={
        <span className="row">
          {o.name}
          {o.marks.map(m => (
            <span key={m.text} className={tones[m.tone]}>
              {m.text}
            </span>
          ))}
        </span>
      }
      acts={<Handle whom={{ kind: 'organisation', id: o.id, rows: o.rows }} />}
      under={<span>{[o.division.town, o.division.name].filter(Boolean).join(' ')}</span>}
    >
      <div className="columns-2">
        <div className="stack">
          <Due o={o} />
          <RowsPanel rows={o.rows} />
          <CasesPanel cases={o.cases} />
        </div>
        <aside className="stack" aria-label="登记事项">
          <Panel title="登记事项">
            <dl className="facts">
              {facts.map(([title, value]) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd className={/\d{4}/.test(value ?? '') ? 'num' : undefined}>{value ?? '—'}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </aside>
      </div>
    </Page>
  )
}

/** First what the reader has to do; the rest is with the bureau. */
function Due({ o }: { o: OrganisationFile }) {
  const { today } = useCatalogue()
  const isOutside = useMe()?.post === 'organisation'
  const mine = o.due.filter(d => d.isOwn === isOutside)
  const rows = [...mine, ...o.due.filter(d => d.isOwn !== isOutside)]
  return (
    <Panel title={isOutside && mine.length ? '本单位待办' : '在办'} flush>
      <Listing
        rows={rows}
        keyOf={d => d.caseId}
        linkTo={d => `/cases/${d.caseId}`}
        label="在办"
        empty="没有在办的事项。"
        columns={[
          { id: 'title', title: '事项', isName: true, show: d => d.title },
          { id: 'step', title: '当前步骤', show: d => d.step },
          { id: 'who', title: '由谁办理', show: d => (d.isOwn ? '社会组织' : '民政部门') },
          {
            id: 'due',
            title: '期限',
            show: d => (d.due ? <span className={d.due < today ? 'mark red num' : 'num'}>{d.due}</span> : '—'),
          },
        ]}
      />
    </Panel>
  )
}
