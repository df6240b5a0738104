/** One figure: its value, by town, and the very records that it counts. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { get, query } from '../server/call.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type Figure, withThousands, written } from './figure.ts'
import { PeriodChoice, usePeriod } from './period.tsx'
import { RecordsPanel } from './records.tsx'
import './report.css'

export function FigurePage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const { period, area, knownAt, set } = usePeriod()
  const asked = { period, area, knownAt }
  const path = `/figures/${encodeURIComponent(name)}`
  const figure = useQuery({
    queryKey: ['figure', name, period, area, knownAt],
    queryFn: () => get<Figure>(`${path}${query(asked)}`),
    placeholderData: old => old,
  })
  const byTown = useQuery({
    queryKey: ['figure', name, 'by town', period, knownAt],
    queryFn: () => get<Figure>(`${path}${query({ period, knownAt, by: 'town' })}`),
    placeholderData: old => old,
  })
  return (
    <Page
      title={name}
      under={
        <Link to="/figures" search={asked as never}>
          全部指标
        </Link>
      }
    >
      <PeriodChoice withKnownAt />
      <div className="columns-2">
        <div className="stack">
          <Loaded of={figure} rows={4}>
            {f => (
              <Panel>
                <div className="figure-value">
                  <span className="num">{written(f)}</span> {f.unit}
                </div>
                {f.quotient && (
                  <p>
                    分子 <span className="num">{withThousands(f.quotient.part)}</span>，分母{' '}
                    <span className="num">{withThousands(f.quotient.whole)}</span>
                  </p>
                )}
                <p className="soft">
                  {f.area} {f.definition}
                </p>
                {knownAt && (
                  <p className="told-hint">
                    按 <span className="num">{knownAt}</span> 台账所记的算；此后补记、更正的不在内。
                  </p>
                )}
              </Panel>
            )}
          </Loaded>
          <RecordsPanel name={name} path={path} asked={asked} />
        </div>
        <aside className="stack" aria-label="分乡镇">
          <Panel title="分乡镇" flush>
            <Loaded of={byTown}>
              {f => (
                <ByTown
                  areas={f.areas ?? []}
                  chosen={area}
                  choose={code => set({ area: code === area ? undefined : code })}
                />
              )}
            </Loaded>
          </Panel>
        </aside>
      </div>
    </Page>
  )
}

type Areas = NonNullable<Figure['areas']>
function ByTown(p: { areas: Areas; chosen?: string | undefined; choose: (code: string) => void }) {
  const most = Math.max(1, ...p.areas.map(t => t.value ?? 0))
  return (
    <table className="by-town">
      <tbody>
        {p.areas.map(t => (
          <tr key={t.code} className={t.code === p.chosen ? 'chosen' : undefined}>
            <th scope="row">
              {t.code ? (
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={t.code === p.chosen}
                  onClick={() => p.choose(t.code)}
                >
                  {t.name}
                </button>
              ) : (
                t.name
              )}
            </th>
            <td className="bar" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="presentation">
                <rect width={(100 * (t.value ?? 0)) / most} height="10" />
              </svg>
            </td>
            <td className="num">{written(t)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
