/** One figure: its value, by town, and the very records that it counts. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Listing } from '../list/listing.tsx'
import { Pages } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { addressOf, type Found } from '../shell/found.tsx'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { type FigureFile, writtenFigure } from './figure.ts'
import { PeriodChoice, usePeriod } from './period.tsx'
import './report.css'

interface Records {
  readonly columns: readonly { readonly id: string; readonly title: string; readonly type?: string }[]
  readonly rows: readonly (Readonly<Record<string, unknown>> & { readonly id: string; readonly link?: Found })[]
  readonly next?: string | null
}
export function FigurePage() {
  const { name } = useParams({ strict: false }) as { name: string }
  const { period, area, knownAt, areaName, search, set } = usePeriod()
  const path = `/figures/${encodeURIComponent(name)}`
  const figure = useQuery({
    queryKey: ['figure', name, period, area, knownAt],
    queryFn: () => get<FigureFile>(`${path}${query({ period, area, knownAt, by: 'town' })}`),
    placeholderData: old => old,
  })
  const records = useQuery({
    queryKey: ['records', name, period, area, knownAt, search.after],
    queryFn: () => get<Records>(`${path}/records${query({ period, area, knownAt, after: search.after })}`),
    placeholderData: old => old,
  })
  return (
    <Page title={name} under={<Link to={`/figures${query({ period, area, knownAt })}`}>全部指标</Link>}>
      <PeriodChoice withKnownAt />
      <div className="columns-2 figure-columns">
        <div className="stack">
          <Loaded of={figure} rows={4}>
            {f => (
              <Panel>
                <div className="figure-value">
                  <span className="num">{writtenFigure(f)}</span> {f.unit}
                </div>
                <p className="soft">{f.definition}</p>
                {f.identity && (
                  <p className={f.identity.holds ? 'soft num' : 'fault num'}>
                    期初 {number(f.identity.start)} + 新增 {number(f.identity.entered)} − 退出 {number(f.identity.left)}{' '}
                    = 期末 {number(f.identity.end)} {f.identity.holds ? '✓ 平衡' : '✗ 不平衡，请核查'}
                  </p>
                )}
              </Panel>
            )}
          </Loaded>
          <Panel title={areaName ? `明细：${areaName}` : '明细'} flush>
            <Loaded of={records}>
              {r => (
                <>
                  <Listing<Records['rows'][number]>
                    rows={r.rows}
                    keyOf={(x, i) => `${x.id}${i}`}
                    linkTo={x => (x.link ? addressOf(x.link) : undefined)}
                    label="明细"
                    empty="没有计入的记录。"
                    columns={r.columns.map((col, i) => ({
                      id: col.id,
                      title: col.title,
                      isName: i === 0,
                      isNumber: col.type === 'money' || col.type === 'count',
                      show: x => (col.type === 'money' ? yuan(x[col.id] as string) : String(x[col.id] ?? '—')),
                    }))}
                  />
                  <Pages next={r.next} shown={r.rows.length} />
                </>
              )}
            </Loaded>
          </Panel>
        </div>
        <aside className="stack" aria-label="分乡镇">
          <Panel title="分乡镇" flush>
            <Loaded of={figure}>
              {f => (
                <ByTown
                  by={f.by ?? []}
                  unit={f.unit}
                  chosen={area}
                  choose={id => set({ area: id === area ? undefined : id })}
                />
              )}
            </Loaded>
          </Panel>
        </aside>
      </div>
    </Page>
  )
}

function ByTown(p: {
  by: NonNullable<FigureFile['by']>
  unit?: string
  chosen?: string
  choose: (id: string) => void
}) {
  const most = Math.max(1, ...p.by.map(t => Number(t.value ?? 0)))
  return (
    <table className="by-town">
      <tbody>
        {p.by.map(t => (
          <tr key={t.id} className={t.id === p.chosen ? 'chosen' : undefined}>
            <th scope="row">
              <button
                type="button"
                className="link-button"
                aria-pressed={t.id === p.chosen}
                onClick={() => p.choose(t.id)}
              >
                {t.name}
              </button>
            </th>
            <td className="bar" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                <rect width={(100 * Number(t.value ?? 0)) / most} height="10" />
              </svg>
            </td>
            <td className="num">{writtenFigure({ value: t.value, ...(p.unit && { unit: p.unit }) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
