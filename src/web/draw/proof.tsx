/** The hash before, the seed after, the formula; and what the server found when it did it again. */
import { Panel } from '../style/panel.tsx'
import type { ShownDraw } from './draw.ts'

export function Proof({ d }: { d: ShownDraw }) {
  const c = d.check
  const found: [string, boolean][] = c
    ? [
        ['种子与公布的摘要相符', c.isSeedRight],
        ['名单与公布的摘要相符', c.areListsRight],
        ['按公式重算，结果相同', c.isResultRight],
      ]
    : []
  const shown: [string, string | null][] = [
    ['种子摘要', d.seedHash],
    ['名单摘要', d.listsHash],
    ['种子', d.seed],
    ['监督人字词', d.word],
  ]
  return (
    <Panel title="任何人都能重算">
      <div className="stack">
        {found.map(([says, holds]) => (
          <div key={says}>
            <span className={holds ? 'mark green' : 'mark red'}>{holds ? '是' : '否'}</span> {says}
          </div>
        ))}
        <dl className="facts proof">
          {shown.map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd className="num">{value ?? '抽签后公布'}</dd>
            </div>
          ))}
        </dl>
        <ol className="formula">
          {d.formula.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </div>
    </Panel>
  )
}
