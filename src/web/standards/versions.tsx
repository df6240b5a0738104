/** What a county has decided, quantity by quantity, the newest first: one table at a desk, a card a quantity on a phone. */
import { Fragment } from 'react'
import { type ShownField, useCatalogue } from '../server/catalogue.ts'
import { Empty } from '../style/panel.tsx'
import { useIsPhone } from '../style/screen.ts'
import { isOpen, type Standards, type StandardValue, written } from './standard.ts'

type Add = (quantity: string) => void
interface Kept {
  readonly quantity: ShownField
  /** The newest first. */
  readonly values: readonly StandardValue[]
}
export function Versions(p: { standards: Standards; add?: Add }) {
  const isPhone = useIsPhone()
  const { quantities, values } = p.standards
  if (!quantities.length) return <Empty says="这项业务没有由当地确定的标准。" />
  const kept = quantities.map((quantity): Kept => {
    const own = values
      .filter(v => v.quantity === quantity.id && !isOpen(v))
      .sort((a, b) => (a.starts < b.starts ? 1 : -1))
    return { quantity, values: own }
  })
  return isPhone ? (
    <Cards kept={kept} {...(p.add && { add: p.add })} />
  ) : (
    <Desk kept={kept} {...(p.add && { add: p.add })} />
  )
}

function Desk({ kept, add }: { kept: readonly Kept[]; add?: Add }) {
  return (
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
          {add && <td className="head" />}
        </tr>
      </thead>
      <tbody>
        {kept.map(({ quantity: q, values }) => (
          <Fragment key={q.id}>
            {(values.length ? values : [undefined]).map((v, i) => (
              <tr key={v?.id ?? q.id} className={isCurrent(v) ? 'current' : 'past'}>
                {i === 0 && (
                  <th scope="row" rowSpan={values.length || 1}>
                    {q.title}
                  </th>
                )}
                <td className="num">{v ? written(q, v) : '未设定'}</td>
                <td className="soft">{v && (v.unit ?? q.unit)}</td>
                <td className="date">{v && <Starts of={v} />}</td>
                <td className="fine">{v?.document ?? '—'}</td>
                <td className="fine">{v?.by ?? '—'}</td>
                <td className="fine">{v?.checkedBy ?? '—'}</td>
                {add && <td>{i === 0 && <Adjust of={q} add={add} />}</td>}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ kept, add }: { kept: readonly Kept[]; add?: Add }) {
  return (
    <ul className="cards">
      {kept.map(({ quantity: q, values }) => (
        <li key={q.id}>
          <div className="card-head">
            {q.title}
            {add && (
              <span className="push">
                <Adjust of={q} add={add} />
              </span>
            )}
          </div>
          {values.length === 0 && <div className="soft">未设定</div>}
          <ul className="version-list">
            {values.map(v => (
              <li key={v.id} className={isCurrent(v) ? undefined : 'soft'}>
                <div className="row">
                  <span className={isCurrent(v) ? 'strong num' : 'num'}>
                    {written(q, v)} {v.unit ?? q.unit}
                  </span>
                  <Starts of={v} />
                </div>
                <div className="small soft">
                  {[v.document, v.by && `录入 ${v.by}`, v.checkedBy && `复核 ${v.checkedBy}`]
                    .filter(Boolean)
                    .join('，')}
                </div>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

const isCurrent = (v: StandardValue | undefined) => v?.state === 'in force'
function Starts({ of: v }: { of: StandardValue }) {
  const { today } = useCatalogue()
  return (
    <span className="nowrap">
      <span className="num">{v.starts}</span> {v.area && <span className="mark">{v.area}</span>}{' '}
      {v.starts > today && <span className="mark yellow">未生效</span>}
      {isCurrent(v) && <span className="mark green">现行</span>}
    </span>
  )
}
function Adjust({ of: q, add }: { of: ShownField; add: Add }) {
  return (
    <button type="button" className="link-button" aria-label={`调整 ${q.title}`} onClick={() => add(q.id)}>
      调整
    </button>
  )
}
