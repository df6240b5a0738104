/** The two lists as they were fixed when the draw was announced. */
import { Panel } from '../style/panel.tsx'
import type { ShownDraw } from './draw.ts'

export function Lists({ d }: { d: ShownDraw }) {
  const nameOf = new Map([...d.objects, ...d.inspectors].map(x => [x.key, x.name]))
  return (
    <Panel title="公告时固定的名单">
      <details>
        <summary>抽查对象 {d.objects.length} 个</summary>
        <ol className="lots">
          {d.objects.map(o => (
            <li key={o.key}>
              <span className="num soft">{o.key}</span> {o.name}
            </li>
          ))}
        </ol>
      </details>
      <details open>
        <summary>执法人员 {d.inspectors.length} 名</summary>
        <ol className="lots">
          {d.inspectors.map(i => (
            <li key={i.key}>
              <span className="num soft">{i.key}</span> {i.name}
            </li>
          ))}
        </ol>
      </details>
      {d.apart.length > 0 && (
        <p className="soft small">
          回避：{d.apart.map(([o, i]) => `${nameOf.get(i)}不检查${nameOf.get(o)}`).join('；')}。
        </p>
      )}
    </Panel>
  )
}
