/** Which matter is applied for: office by office, and by a word where there are many. */
import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { byOffice, useCatalogue } from '../server/catalogue.ts'
import { Page } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'
import { isApplied } from './offers.ts'

const many = 12
export function ChooseProcedure() {
  const c = useCatalogue()
  const [typed, setTyped] = useState('')
  const word = typed.trim()
  const offices = byOffice(c, c.businesses).map(o => ({
    ...o,
    matters: o.own.flatMap(b =>
      b.procedures.filter(p => isApplied(p)).map(p => ({ ...p, words: `${o.title} ${b.title} ${p.title}` })),
    ),
  }))
  const all = offices.reduce((n, o) => n + o.matters.length, 0)
  const shown = offices
    .map(o => ({ ...o, matters: o.matters.filter(m => m.words.includes(word)) }))
    .filter(o => o.matters.length)
  return (
    <Page title="新申请" under="选择要办理的事项">
      {all > many && (
        <Input
          allowClear
          autoFocus
          className="matter-find"
          aria-label="查找事项"
          placeholder="查找事项，如：低保、离婚、成立登记"
          value={typed}
          onChange={e => setTyped(e.target.value)}
        />
      )}
      {shown.length === 0 && (
        <Empty says={word ? '没有这个事项，或您的岗位不受理。' : '您的岗位没有可以受理的事项。'} />
      )}
      {shown.map(o => (
        <Panel key={o.id} title={o.title} flush>
          <ul className="menu-list">
            {o.matters.map(p => (
              <li key={p.id}>
                <Link to={`/apply/${p.id}`}>
                  <span className="strong">{p.title}</span>
                  <div className="soft small">{p.steps.map(s => s.title).join(' → ')}</div>
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </Page>
  )
}
