/** 当地标准: each quantity with its versions by start date; a new one is proposed by one and checked by another. */
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { Fragment, useState } from 'react'
import { useAddress } from '../list/pages.tsx'
import { get } from '../server/call.ts'
import { type ShownField, useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { CheckValue } from './check-value.tsx'
import { NewValue } from './new-value.tsx'
import { isOpen, type Standards, type StandardValue } from './standard.ts'
import './standards.css'

export function StandardsPage() {
  const c = useCatalogue()
  const me = useMe()
  const { search, set } = useAddress()
  const businesses = c.businesses.filter(b => b.benefits.length || b.registers.some(r => r.over === 'period'))
  const business = search.business ?? businesses[0]?.id ?? ''
  const [adding, setAdding] = useState<string | true>()
  const standards = useQuery({
    queryKey: ['standards', business],
    queryFn: () => get<Standards>(`/standards/${business}`),
    enabled: !!business,
  })
  const mayAdd = may(me, 'standards.set')
  return (
    <Page
      title="当地标准"
      under="每项标准按生效日期分段，注明文号；录入与复核不得为同一人"
      acts={
        mayAdd && (
          <Button type="primary" onClick={() => setAdding(true)}>
            录入新标准
          </Button>
        )
      }
    >
      {businesses.length > 1 && (
        <div>
          <Segmented
            aria-label="业务"
            value={business}
            onChange={b => set({ business: b })}
            options={businesses.map(b => ({ value: b.id, label: b.title }))}
          />
        </div>
      )}
      <Loaded of={standards} rows={12}>
        {s => (
          <>
            {s.values.filter(isOpen).map(v => (
              <CheckValue
                key={v.id}
                value={v}
                quantity={s.quantities.find(q => q.id === v.quantity)}
                business={business}
              />
            ))}
            <Panel flush>
              <Versions standards={s} {...(mayAdd && { add: setAdding })} />
            </Panel>
            {adding && (
              <NewValue
                business={business}
                quantities={s.quantities}
                {...(adding !== true && { quantity: adding })}
                close={() => setAdding(undefined)}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Versions(p: { standards: Standards; add?: (quantity: string) => void }) {
  const { today } = useCatalogue()
  if (!p.standards.quantities.length) return <Empty says="这项业务没有由当地确定的标准。" />
  return (
    <div className="scroll-x" tabIndex={0}>
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">标准</th>
            <th scope="col" className="num">
              数值
            </th>
            <th scope="col">单位</th>
            <th scope="col">生效日期</th>
            <th scope="col">文号</th>
            <th scope="col">录入</th>
            <th scope="col">复核</th>
            {p.add && <td className="head" />}
          </tr>
        </thead>
        <tbody>
          {p.standards.quantities.map(q => {
            const own = p.standards.values
              .filter(v => v.quantity === q.id && !isOpen(v))
              .sort((a, b) => (a.starts < b.starts ? 1 : -1))
            const current = own.find(v => v.starts <= today)
            return (
              <Fragment key={q.id}>
                {(own.length ? own : [undefined]).map((v, i) => (
                  <tr key={v?.id ?? q.id} className={v && v === current ? 'current' : 'past'}>
                    {i === 0 && (
                      <th scope="row" rowSpan={own.length || 1}>
                        {q.title}
                      </th>
                    )}
                    <td className="num">{v ? written(q, v) : '未设定'}</td>
                    <td className="soft">{v && (v.unit ?? q.unit)}</td>
                    <td className="date">
                      {v?.starts} {v && v.starts > today && <span className="mark yellow">未生效</span>}
                      {v && v === current && <span className="mark green">现行</span>}
                    </td>
                    <td className="fine">{v?.document ?? '—'}</td>
                    <td className="fine">{v?.by ?? '—'}</td>
                    <td className="fine">{v?.checkedBy ?? '—'}</td>
                    {p.add && (
                      <td>
                        {i === 0 && (
                          <button
                            type="button"
                            className="link-button"
                            aria-label={`调整 ${q.title}`}
                            onClick={() => p.add?.(q.id)}
                          >
                            调整
                          </button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
export const written = (q: Pick<ShownField, 'type' | 'options'> | undefined, v: Pick<StandardValue, 'value'>) =>
  q?.options
    ? (q.options[v.value] ?? v.value)
    : q?.type === 'money'
      ? yuan(v.value)
      : q?.type === 'count'
        ? number(v.value)
        : v.value
