/** The head of a page, and the state of what it loads: a page never jumps from one frame to another. */
import { Skeleton } from 'antd'
import { type ReactNode, useEffect } from 'react'
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
/** What was loaded before stays on the screen while it is loaded again. */
export function Loaded<T>(p: { of: Loading<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (p.of.data !== undefined) return <>{p.children(p.of.data)}</>
  if (p.of.error) return <RefusedNote error={p.of.error} again={() => p.of.refetch()} />
  return <Skeleton active={false} paragraph={{ rows: p.rows ?? 6 }} title={false} style={{ padding: 14 }} />
}
