/** A panel, its empty state and its refusal: what every page is made of. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refused, sentence } from '../server/call.ts'

export function Panel(p: { title?: ReactNode; extra?: ReactNode; flush?: boolean; children: ReactNode; id?: string }) {
  return (
    <section className="panel" id={p.id}>
      {p.title && (
        <header>
          <h2>{p.title}</h2>
          {p.extra && <div className="push">{p.extra}</div>}
        </header>
      )}
      <div className={p.flush ? 'body flush' : 'body'}>{p.children}</div>
    </section>
  )
}

export function Empty(p: { says: string; next?: ReactNode }) {
  return (
    <div className="empty">
      <div>{p.says}</div>
      {p.next && <div className="small">{p.next}</div>}
    </div>
  )
}

/** One sentence of what, why and what to do, next to what caused it. */
export function RefusedNote(p: { error: unknown; again?: () => void }) {
  const says = sentence(p.error)
  if (!says) return null
  const basis = p.error instanceof Refused ? p.error.basis : undefined
  return (
    <div className="refused" role="alert">
      <span>{says}</span>
      {basis && <div className="basis">依据：{basis}</div>}
      {p.again && (
        <Button size="small" type="link" onClick={p.again}>
          重试
        </Button>
      )}
    </div>
  )
}
