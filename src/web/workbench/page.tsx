/** The workbench: what is mine, what is due, what is late, and where the work stands. */
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { Input, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { hasMatters } from '../apply/offers.ts'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { homeOf, menuOf } from '../shell/menu.ts'
import { useSoon } from '../shell/soon.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type Light, lights } from '../style/words.ts'
import { type Count, Counts } from './counts.tsx'
import { Reported } from './reported.tsx'
import './workbench.css'

interface Task {
  readonly caseId: string
  readonly number: string
  readonly procedureTitle: string
  readonly stepTitle: string
  readonly subject: string
  readonly division: string
  readonly town?: string | null
  readonly appliedOn: string
  readonly due?: string | null
  readonly light: Light
  readonly paused?: boolean
  readonly daysLeft?: number | null
}
const scopes = { mine: '待我办理', due: '临期', overdue: '逾期', waiting: '未到时候', all: '全部在办' } as const
const nothing = {
  mine: '没有待办事项。',
  due: '没有临期事项。',
  overdue: '没有逾期事项。',
  waiting: '没有等待中的事项。',
  all: '没有在办事项。',
} as const

/** Who has no tasks of this kind (finance, audit, accounts) begins with the first thing that they have. */
export function Workbench() {
  const me = useMe()
  const c = useCatalogue()
  const first = homeOf(menuOf(me, c))
  if (me && !may(me, 'tasks.see') && first && first !== '/') return <Navigate to={first} replace />
  return <Bench />
}

function Bench() {
  const c = useCatalogue()
  const me = useMe()
  const { search, set } = useAddress()
  const scope = (search.scope ?? 'mine') as keyof typeof scopes
  const [typed, setTyped] = useState(search.q ?? '')
  const q = useSoon(typed.trim(), 300)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed moves the address
  useEffect(() => {
    if (q !== (search.q ?? '')) set({ q })
  }, [q])
  const summary = useQuery({
    queryKey: ['tasks', 'summary'],
    queryFn: () => get<{ more: boolean; rows: readonly Count[] }>('/tasks/summary'),
  })
  const counts = summary.data?.rows ?? []
  const tasks = useQuery({
    queryKey: ['tasks', 'list', scope, search],
    queryFn: () => get<{ rows: Task[]; next?: string | null }>(`/tasks${query({ scope, limit: 50, ...search })}`),
    placeholderData: old => old,
  })
  const sum = (light?: Light) => counts.filter(c => !light || c.light === light).reduce((n, c) => n + c.count, 0)
  const numbers: Partial<Record<keyof typeof scopes, number | string>> = {
    mine: summary.data?.more ? '999+' : sum(),
    due: sum('yellow'),
    overdue: sum('red'),
  }
  return (
    <Page title="工作台">
      <div className="bench">
        <div className="stack">
          <div className="row">
            <Segmented
              className="scrolling"
              aria-label="范围"
              value={scope}
              onChange={s => set({ scope: s === 'mine' ? undefined : s })}
              options={Object.entries(scopes).map(([value, title]) => ({
                value,
                label: (
                  <span>
                    {title} <span className="num">{summary.data ? numbers[value as keyof typeof numbers] : ''}</span>
                  </span>
                ),
              }))}
            />
            <Input
              allowClear
              className="bench-search"
              aria-label="在待办中查找"
              placeholder="在待办中查找姓名或编号"
              value={typed}
              onChange={e => setTyped(e.target.value)}
            />
          </div>
          <Panel flush>
            <Loaded of={tasks}>
              {({ rows, next }) => (
                <>
                  <Listing
                    rows={rows}
                    keyOf={t => t.caseId}
                    linkTo={t => `/cases/${t.caseId}`}
                    label={scopes[scope]}
                    empty={nothing[scope]}
                    emptyNext={scope === 'mine' && may(me, 'apply') && hasMatters(c) && <Link to="/apply">新申请</Link>}
                    columns={[
                      { id: 'subject', title: '对象', isName: true, show: t => t.subject },
                      { id: 'light', title: '时限', show: t => <Lamp task={t} /> },
                      { id: 'due', title: '截止日', show: t => <span className="num">{t.due ?? '—'}</span> },
                      { id: 'step', title: '待办步骤', wraps: true, show: t => t.stepTitle },
                      { id: 'procedure', title: '事项', wraps: true, show: t => t.procedureTitle },
                      {
                        id: 'division',
                        title: '所在地',
                        wraps: true,
                        show: t => [t.town, t.division].filter(Boolean).join(' '),
                      },
                      { id: 'appliedOn', title: '提出日期', show: t => <span className="num">{t.appliedOn}</span> },
                    ]}
                  />
                  <Pages next={next} shown={rows.length} />
                </>
              )}
            </Loaded>
          </Panel>
        </div>
        <div className="stack">
          <Counts of={summary} counts={counts} isPart={!!summary.data?.more} chosen={search} choose={v => set(v)} />
          <Reported />
        </div>
      </div>
    </Page>
  )
}

function Lamp({ task }: { task: Task }) {
  if (task.paused) return <span className="mark">已暂停</span>
  const left = task.daysLeft
  return (
    <span className={`lamp ${task.light}`}>
      {left === undefined || left === null ? lights[task.light] : left < 0 ? `逾期 ${-left} 日` : `剩 ${left} 日`}
    </span>
  )
}
