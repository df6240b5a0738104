/** 一人一档: a person across households and businesses; secrets masked until a purpose is given. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Handle } from '../apply/handle.tsx'
import { EventsPanel } from '../event/events-panel.tsx'
import { ReportEvent } from '../event/report-event.tsx'
import { CasesPanel, PaymentsPanel, RowsPanel } from '../household/file-panels.tsx'
import { relationTitle } from '../household/relations.ts'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { held } from '../style/words.ts'
import { ChainPanel } from './chain.tsx'
import { KinPanel } from './kin.tsx'
import type { PersonFile } from './person-file.ts'
import { Secret } from './secret.tsx'
import '../case/case.css'
import '../field/field.css'

export function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const file = useQuery({ queryKey: ['person', id], queryFn: () => get<PersonFile>(`/people/${id}`) })
  return (
    <Loaded asPage of={file}>
      {p => <File p={p} />}
    </Loaded>
  )
}

const secretsOf = (p: PersonFile) =>
  p.secrets ?? [
    ...(p.idNumberMasked ? [{ field: 'idNumber', title: '身份证号', masked: p.idNumberMasked }] : []),
    ...(p.phoneMasked ? [{ field: 'phone', title: '手机', masked: p.phoneMasked }] : []),
  ]

function File({ p }: { p: PersonFile }) {
  const me = useMe()
  const home = p.households?.find(h => !h.until)
  return (
    <Page
      name={p.name}
      title={
        <span className="row">
          {p.name}
          {p.died && <span className="mark">{p.died} 死亡</span>}
          {p.tags?.map(t => (
            <span key={t} className="mark">
              {t}
            </span>
          ))}
        </span>
      }
      under={
        <>
          <span>{[p.sex, p.age !== undefined && `${p.age} 岁`].filter(Boolean).join('，')}</span>
          <span>{[p.division?.town, p.division?.name].filter(Boolean).join(' ')}</span>
        </>
      }
      acts={
        <>
          <Handle whom={{ kind: 'person', id: p.id, sex: p.sex, isDead: !!p.died, rows: p.rows ?? [] }} />
          {may(me, 'events.report') && !p.died && (
            <ReportEvent
              people={[{ id: p.id, name: p.name }]}
              {...(home && { household: { id: home.id, name: `${home.headName}家` } })}
            />
          )}
        </>
      }
    >
      <div className="columns-2">
        <div className="stack">
          <Panel title="基本信息">
            <dl className="facts">
              {secretsOf(p).map(s => (
                <div key={s.field}>
                  <dt>{s.title}</dt>
                  <dd>
                    <Secret personId={p.id} secret={s} />
                  </dd>
                </div>
              ))}
              <div>
                <dt>出生日期</dt>
                <dd className="num">{p.born ?? '—'}</dd>
              </div>
              <div>
                <dt>住址</dt>
                <dd>{p.address ?? '—'}</dd>
              </div>
            </dl>
          </Panel>
          <Panel title="家庭" flush>
            <Listing
              rows={p.households ?? []}
              keyOf={(h, i) => `${h.id}${i}`}
              linkTo={h => `/households/${h.id}`}
              empty="没有登记在任何家庭。"
              columns={[
                { id: 'head', title: '户主', isName: true, show: h => `${h.headName}家` },
                { id: 'relation', title: '与户主关系', show: h => relationTitle(h.relation) },
                { id: 'held', title: '起止', show: h => <span className="num">{held(h.from, h.until)}</span> },
              ]}
            />
          </Panel>
          {p.chains?.map(c => (
            <ChainPanel key={c.links[0]?.caseId} chain={c} />
          ))}
          <RowsPanel rows={p.rows ?? []} />
          <CasesPanel cases={p.cases ?? []} />
          <PaymentsPanel payments={p.payments ?? []} />
        </div>
        <aside className="stack" aria-label="情况变化和近亲属">
          <EventsPanel events={p.events ?? []} refreshes={['person', p.id]} />
          <KinPanel p={p} />
          {home && (
            <Panel>
              <Link to={`/households/${home.id}`}>打开一户一档</Link>
            </Panel>
          )}
          {may(me, 'audit.see') && (
            <Panel>
              <Link to="/audit" search={{ subject: `person:${p.id}` } as never}>
                谁看过、动过这个人的档案
              </Link>
            </Panel>
          )}
        </aside>
      </div>
    </Page>
  )
}
