/** Audit: who did or saw what, when, for which purpose. */
import { useQuery } from '@tanstack/react-query'
import { DayInput } from '../field/day-input.tsx'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { businessTitle, registerOf, useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { actionChoices, actionTitle, subjectTitle } from './actions.ts'
import { AnchorPanel } from './anchor.tsx'
import { CuriousPanel } from './curious.tsx'
import { saidOf } from './said.ts'
import { Verify } from './verify.tsx'

interface Entry {
  readonly id: number
  readonly at: string
  readonly name: string | null
  readonly post: string | null
  readonly action: string
  readonly business: string | null
  readonly subject: string | null
  readonly subjectName: string | null
  readonly detail: Readonly<Record<string, unknown>> | null
}
export function AuditPage() {
  const me = useMe()
  const c = useCatalogue()
  const { search, set } = useAddress()
  const list = useQuery({
    queryKey: ['audit', search],
    queryFn: () => get<{ rows: Entry[]; next?: string | null }>(`/audit${query(search)}`),
    placeholderData: old => old,
    enabled: may(me, 'audit.see'),
  })
  return (
    <Page title="审计与核验">
      {may(me, 'audit.verify') && <Verify />}
      {may(me, 'audit.see') && (
        <>
          <AnchorPanel />
          <CuriousPanel />
          <div className="filters">
            <label htmlFor="audit-from">
              自
              <DayInput id="audit-from" value={search.from} onChange={from => set({ from })} />
            </label>
            <label htmlFor="audit-to">
              至
              <DayInput id="audit-to" value={search.to} onChange={to => set({ to })} />
            </label>
            <Filter
              id="action"
              title="操作"
              options={actionChoices}
              value={search.action}
              set={action => set({ action })}
            />
          </div>
          <Panel flush>
            <Loaded of={list}>
              {({ rows, next }) => (
                <>
                  <Listing
                    rows={rows}
                    keyOf={e => String(e.id)}
                    label="审计记录"
                    empty="没有符合条件的记录。"
                    columns={[
                      { id: 'at', title: '时间', isName: true, show: e => <span className="num">{e.at}</span> },
                      {
                        id: 'by',
                        title: '操作人',
                        show: e =>
                          e.name ? (
                            <button
                              type="button"
                              className="link-button"
                              onClick={() => set({ accountId: String((e as { accountId?: number }).accountId ?? '') })}
                            >
                              {e.name}
                            </button>
                          ) : (
                            '系统'
                          ),
                      },
                      { id: 'act', title: '操作', show: e => actionTitle(e.action) },
                      { id: 'business', title: '业务', show: e => (e.business ? businessTitle(c, e.business) : '—') },
                      {
                        id: 'subject',
                        title: '对象',
                        show: e =>
                          e.subject ? (
                            <button
                              type="button"
                              className="link-button num"
                              onClick={() => set({ subject: e.subject ?? undefined })}
                            >
                              {subjectTitle(e.subject, e.subjectName, id => registerOf(c, id)?.title)}
                            </button>
                          ) : (
                            '—'
                          ),
                      },
                      {
                        id: 'purpose',
                        title: '用途、内容',
                        show: e => <span className="soft small wrap">{saidOf(e.detail, c)}</span>,
                      },
                    ]}
                  />
                  <Pages next={next} shown={rows.length} />
                </>
              )}
            </Loaded>
          </Panel>
          {(search.accountId || search.subject) && (
            <div>
              <button
                type="button"
                className="link-button"
                onClick={() => set({ accountId: undefined, subject: undefined })}
              >
                取消按操作人、对象筛选
              </button>
            </div>
          )}
        </>
      )}
    </Page>
  )
}
