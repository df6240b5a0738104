/** 一户一档: everything the bureau knows of a household, across its businesses. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Handle } from '../apply/handle.tsx'
import { Members } from '../case/subject.tsx'
import { EventsPanel } from '../event/events-panel.tsx'
import { ReportEvent } from '../event/report-event.tsx'
import { get } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { AddMember } from './add-member.tsx'
import { CasesPanel, ClaimsPanel, PaymentsPanel, RowsPanel } from './file-panels.tsx'
import type { HouseholdFile } from './view.ts'
import './household.css'
import '../case/case.css'

export function HouseholdPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const file = useQuery({ queryKey: ['household', id], queryFn: () => get<HouseholdFile>(`/households/${id}`) })
  return (
    <Loaded asPage of={file}>
      {h => <File h={h} />}
    </Loaded>
  )
}

function File({ h }: { h: HouseholdFile }) {
  const me = useMe()
  const [isAdding, setAdding] = useState(false)
  const { members } = h
  const gone = h.formerMembers ?? []
  const close = () => setAdding(false)
  return (
    <Page
      name={`${h.headName}家`}
      title={`${h.headName}家`}
      under={
        <>
          <span>{[h.division?.town, h.division?.name].filter(Boolean).join(' ')}</span>
          {h.address && <span>{h.address}</span>}
        </>
      }
      acts={
        <>
          <Handle whom={{ kind: 'household', id: h.id, rows: h.rows ?? [] }} />
          {may(me, 'events.report') && (
            <ReportEvent household={{ id: h.id, name: `${h.headName}家` }} people={members} />
          )}
          {may(me, 'people.enter') && <Button onClick={() => setAdding(true)}>添加成员</Button>}
        </>
      }
    >
      <div className="columns-2">
        <div className="stack">
          <Panel title={`共同生活成员（${members.length} 人）`} flush>
            <Members members={members} />
          </Panel>
          <RowsPanel rows={h.rows ?? []} />
          <CasesPanel cases={h.cases ?? []} />
          <PaymentsPanel payments={h.payments ?? []} />
          <ClaimsPanel claims={h.claims ?? []} />
          {gone.length > 0 && (
            <Panel title="已不再共同生活" flush>
              <Members members={gone} />
            </Panel>
          )}
        </div>
        <aside className="stack" aria-label="情况变化">
          <EventsPanel events={h.events ?? []} refreshes={['household', h.id]} />
        </aside>
      </div>
      <Modal open={isAdding} title="添加共同生活成员" footer={null} width={680} destroyOnHidden onCancel={close}>
        <AddMember householdId={h.id} done={close} />
      </Modal>
    </Page>
  )
}
