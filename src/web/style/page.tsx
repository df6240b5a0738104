/** The head of a page, and the state of what it loads: a page never jumps from one frame to another. */
import { Button, Skeleton } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { Refused } from '../server/call.ts'
import { RefusedNote } from './panel.tsx'

export function Page(p: { title: ReactNode; name?: string; under?: ReactNode; acts?: ReactNode; children: ReactNode }) {
  const name = p.name ?? (typeof p.title === 'string' ? p.title : undefined)
  useEffect(() => {
    if (name) document.title = `${name} · 民政一本账`
  }, [name])
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{p.title}</h1>
          {p.under && <div className="under">{p.under}</div>}
        </div>
        {p.acts && <div className="acts">{p.acts}</div>}
      </div>
      {p.children}
    </div>
  )
}

interface Loading<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}
/** What was loaded before stays on the screen while it is loaded again. `asPage`: nothing else is on the page. */
export function Loaded<T>(p: { of: Loading<T>; rows?: number; asPage?: boolean; children: (data: T) => ReactNode }) {
  if (p.of.data !== undefined) return <>{p.children(p.of.data)}</>
  if (p.of.error && p.asPage) return <NotOpened of={p.of} />
  if (p.of.error) return <RefusedNote error={p.of.error} again={() => p.of.refetch()} />
  return <Skeleton active={false} paragraph={{ rows: p.rows ?? 6 }} title={false} style={{ padding: 14 }} />
}

/** Not there, or not for this actor's eyes: said, with the way back. */
function NotOpened<T>({ of }: { of: Loading<T> }) {
  const isNo = of.error instanceof Refused && of.error.status >= 400 && of.error.status < 500
  return (
    <Page title="这一页打不开">
      <RefusedNote error={of.error} {...(!isNo && { again: () => of.refetch() })} />
      <div>
        <Button href="/">回到首页</Button>
      </div>
    </Page>
  )
}
