/** All changes that wait for a check, or that have been checked. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { AfterDeathPanel } from './after-death.tsx'
import { Effects } from './effects.tsx'
import { eventsPage, markOf, otherDay, standings } from './event.ts'
import { EventActs } from './event-acts.tsx'
import '../field/field.css'

export function EventPage() {
  const { search, set } = useAddress()
  const state = search.state ?? 'open'
  const { events: kinds } = useCatalogue()
  const events = useQuery({
    queryKey: ['events', state, search.event, search.after],
    queryFn: () => eventsPage({ state, event: search.event, after: search.after }),
    placeholderData: old => old,
  })
  return (
    <Page title="情况变化" under="由一人报告、另一人核实；核实后按规则影响待遇，撤销的恢复原状">
      <div className="row">
        <Segmented
          aria-label="状态"
          value={state}
          onChange={s => set({ state: s === 'open' ? undefined : s })}
          options={Object.entries(standings).map(([value, label]) => ({ value, label }))}
        />
        <div className="filters">
          <Filter
            id="event"
            title="变化"
            value={search.event}
            set={event => set({ event })}
            options={kinds.map(k => ({ value: k.id, label: k.title }))}
          />
        </div>
      </div>
      {state === 'open' && <AfterDeathPanel />}
      <Panel flush>
        <Loaded of={events}>
          {({ rows, next }) => (
            <>
              <Listing
                rows={rows}
                keyOf={e => e.id}
                label="情况变化"
                empty={state === 'open' ? '没有待核实的变化。' : '没有记录。'}
                columns={[
                  { id: 'title', title: '变化', isName: true, show: e => <span className="strong">{e.title}</span> },
                  {
                    id: 'who',
                    title: '对象',
                    show: e =>
                      e.person ? (
                        <Link to={`/people/${e.person.id}`}>{e.person.name}</Link>
                      ) : e.household ? (
                        <Link to={`/households/${e.household.id}`}>{e.household.headName}家</Link>
                      ) : (
                        '—'
                      ),
                  },
                  {
                    id: 'on',
                    title: '日期',
                    show: e => (
                      <>
                        <span className="num">{e.on}</span>
                        {otherDay(e) && <div className="small late">{otherDay(e)}</div>}
                      </>
                    ),
                  },
                  { id: 'source', title: '来源', show: e => e.source ?? '—' },
                  { id: 'by', title: '报告人', show: e => e.by ?? '—' },
                  { id: 'does', title: '影响', show: e => <Effects event={e} /> },
                  {
                    id: 'stands',
                    title: '状态',
                    show: e => <span className={`mark ${markOf[e.stands]}`}>{standings[e.stands]}</span>,
                  },
                  { id: 'acts', title: '办理', isActs: true, show: e => <EventActs event={e} /> },
                ]}
              />
              <Pages next={next} shown={rows.length} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
