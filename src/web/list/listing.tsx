/** A list of things: a dense table at a desk, cards on a phone; each line opens by a link, so that it opens by key too. */

import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Empty } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'

export interface Column<R> {
  readonly id: string
  readonly title: string
  readonly show: (row: R) => ReactNode
  readonly isNumber?: boolean
  readonly width?: number
  /** The name of the line: the head of its card, the link of its row. */
  readonly isName?: boolean
  /** Words that may be many: they take a second line before the table grows wider than the screen. */
  readonly wraps?: boolean
  /** Not on a card. */
  readonly deskOnly?: boolean
  /** What can be done: on a card below all that is told. */
  readonly isActs?: boolean
}
interface Props<R> {
  readonly rows: readonly R[]
  readonly columns: readonly Column<R>[]
  readonly keyOf: (row: R, index: number) => string
  readonly linkTo?: (row: R) => string | undefined
  readonly empty?: string
  readonly emptyNext?: ReactNode
  readonly label?: string
  readonly foot?: ReactNode
}
export function Listing<R extends object>(p: Props<R>) {
  const isPhone = useIsPhone()
  if (p.rows.length === 0) return <Empty says={p.empty ?? '没有记录。'} next={p.emptyNext} />
  return isPhone ? <Cards {...p} /> : <Desk {...p} />
}

function Desk<R extends object>(p: Props<R>) {
  const named = new Map(p.rows.map((row, i) => [row, p.keyOf(row, i)]))
  return (
    <Table<R>
      size="small"
      dataSource={p.rows as R[]}
      rowKey={row => named.get(row) ?? ''}
      pagination={false}
      scroll={{ x: 'max-content' }}
      aria-label={p.label}
      summary={p.foot ? () => p.foot : undefined}
      columns={p.columns.map(c => ({
        key: c.id,
        title: c.title,
        width: c.width,
        className: c.isNumber ? 'num' : undefined,
        render: (_: unknown, row: R) => {
          const to = c.isName ? p.linkTo?.(row) : undefined
          return to ? (
            <Link to={to} className="strong row-name">
              {c.show(row)}
            </Link>
          ) : c.wraps ? (
            <span className="cell-wrap">{c.show(row)}</span>
          ) : (
            c.show(row)
          )
        },
      }))}
    />
  )
}

function Cards<R extends object>(p: Props<R>) {
  const name = p.columns.find(c => c.isName) ?? p.columns[0]
  const rest = p.columns.filter(c => c !== name && !c.deskOnly)
  return (
    <ul className="cards" aria-label={p.label}>
      {p.rows.map((row, i) => {
        const to = p.linkTo?.(row)
        return (
          <li key={p.keyOf(row, i)}>
            <div className="card-head">{to ? <Link to={to}>{name?.show(row)}</Link> : name?.show(row)}</div>
            <dl>
              {rest
                .map(c => ({ c, shown: c.show(row) }))
                .filter(({ shown }) => ![undefined, null, false, '', '—'].includes(shown as string))
                .map(({ c, shown }) => (
                  <div key={c.id} className={c.isActs ? 'card-acts' : undefined}>
                    <dt>{c.title}</dt>
                    <dd className={c.isNumber ? 'num' : undefined}>{shown}</dd>
                  </div>
                ))}
            </dl>
          </li>
        )
      })}
    </ul>
  )
}
