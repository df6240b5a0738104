/** The changes in a file, the latest first. */
import { Empty, Panel } from '../style/panel.tsx'
import { type LifeEvent, markOf, otherDay, standings } from './event.ts'
import { EventActs } from './event-acts.tsx'

export function EventsPanel(p: { events: readonly LifeEvent[]; refreshes: readonly unknown[] }) {
  return (
    <Panel title="情况变化" flush>
      {p.events.length === 0 ? (
        <Empty says="没有登记过变化。" />
      ) : (
        <ul className="journal">
          {p.events.map(e => (
            <li key={e.id}>
              <div className="row">
                <span className="strong">{e.title}</span>
                <span>{e.person?.name}</span>
                <span className={`mark ${markOf[e.stands]} push`}>{standings[e.stands]}</span>
              </div>
              <div className="soft small">
                <span className="num">{e.on}</span> {e.source} {e.by && `由${e.by}报告`}
                {e.checkedBy && `，${e.checkedBy}核实`}
              </div>
              {otherDay(e) && <div className="small late">{otherDay(e)}</div>}
              <EventActs event={e} refreshes={p.refreshes} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
