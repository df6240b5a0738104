/** A panel, its empty state and its refusal: what every page is made of. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refused, sentence } from '../server/call.ts'
import { seen } from './in-view.ts'
import { useIsPhone } from './screen.ts'

interface PanelProps {
  readonly title?: ReactNode
  /** Said in the head. */
  readonly mark?: ReactNode
  /** Pressed in the head. */
  readonly extra?: ReactNode
  readonly flush?: boolean
  readonly children: ReactNode
  readonly id?: string
  /** On a phone only its head is seen until it is opened; 'open' begins open. */
  readonly folds?: 'open' | 'closed'
}
export function Panel(p: PanelProps) {
  const isPhone = useIsPhone()
  const body = <div className={p.flush ? 'body flush' : 'body'}>{p.children}</div>
  if (p.folds && isPhone)
    return (
      <details className="panel" open={p.folds === 'open'}>
        <summary>
          <h2>{p.title}</h2>
          {p.mark && <div className="push">{p.mark}</div>}
        </summary>
        {p.extra && <div className="folded-extra">{p.extra}</div>}
        {body}
      </details>
    )
  return (
    <section className="panel" id={p.id}>
      {p.title && (
        <header>
          <h2>{p.title}</h2>
          {(p.mark || p.extra) && (
            <div className="push">
              {p.mark}
              {p.extra}
            </div>
          )}
        </header>
      )}
      {body}
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
    <div className="refused" role="alert" key={says} ref={seen}>
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
