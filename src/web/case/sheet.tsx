/** The calculation, line by line: what, from where, under which clause, with what effect. */
import { Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import type { CaseView, SheetLine } from './view.ts'

export function SheetPanel(p: { lines: readonly SheetLine[]; worth?: CaseView['worth']; title?: string }) {
  if (!p.lines.length) return null
  return (
    <Panel
      title={p.title ?? '核算表'}
      folds="closed"
      mark={
        p.worth && (
          <span>
            {p.worth.isPreview && <span className="soft">试算 </span>}
            {p.worth.before && <span className="soft num">{yuan(p.worth.before)} → </span>}
            {p.worth.amount !== null && (
              <>
                {p.worth.isOnce ? '一次' : '每月'} <strong className="num">{yuan(p.worth.amount)}</strong> 元
              </>
            )}
            {p.worth.firstMonth && (
              <>
                ，自 <span className="num">{p.worth.firstMonth}</span> 起
              </>
            )}
            {p.worth.stopsFrom && (
              <>
                自 <span className="num">{p.worth.stopsFrom}</span> 起停发
              </>
            )}
          </span>
        )
      }
      flush
    >
      <table className="sheet">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">依据</th>
            <th scope="col" className="num">
              金额（元）
            </th>
          </tr>
        </thead>
        <tbody>
          {p.lines.map((l, i) => (
            <tr key={`${l.title}${i}`} className={effectOf(l)}>
              <td>{l.title}</td>
              <td className="soft small">{l.law}</td>
              <td className="num">
                {isMoney(l.amount) ? yuan(l.amount) : String(l.amount)}
                {l.unit && <span className="soft small"> {l.unit}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
const isMoney = (a: string | number) => /^-?\d+(\.\d+)?$/.test(String(a))
/** Sums stand out, what is not counted steps back. */
const effectOf = (l: SheetLine) =>
  /合计|差额|应发/.test(l.title) ? 'total' : /不计入|不推算/.test(l.title) ? 'apart' : undefined
