/** How much waits at each step of each matter; a number chosen narrows the list. */
import { Button } from 'antd'
import { Loaded } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'
import type { Light } from '../style/words.ts'

export interface Count {
  readonly procedure: string
  readonly procedureTitle: string
  readonly step: string
  readonly stepTitle: string
  readonly light: Light
  readonly count: number
}
type Chosen = Readonly<Record<string, string | undefined>>

export function Counts(p: {
  of: { data: unknown; error: unknown; refetch: () => unknown }
  counts: readonly Count[]
  /** There are more than were counted. */
  isPart: boolean
  chosen: Chosen
  choose: (v: Chosen) => void
}) {
  const steps = new Map<string, { at: Count; all: number; yellow: number; red: number }>()
  for (const c of p.counts) {
    const key = `${c.procedure}/${c.step}`
    const sum = steps.get(key) ?? { at: c, all: 0, yellow: 0, red: 0 }
    sum.all += c.count
    if (c.light !== 'green') sum[c.light] += c.count
    steps.set(key, sum)
  }
  const procedures = [...new Set(p.counts.map(c => c.procedure))]
  const isNarrowed = !!p.chosen.procedure || !!p.chosen.step
  return (
    <Panel
      title="按事项和步骤"
      extra={
        isNarrowed && (
          <Button size="small" type="link" onClick={() => p.choose({ procedure: undefined, step: undefined })}>
            全部
          </Button>
        )
      }
      flush
    >
      <Loaded of={p.of}>
        {() =>
          procedures.length === 0 ? (
            <Empty says="没有待办。" />
          ) : (
            <table className="counts">
              {p.isPart && <caption className="soft small">按期限先后，只数最先到期的 999 件</caption>}
              <thead>
                <tr>
                  <th scope="col">步骤</th>
                  <th scope="col" className="num">
                    待办
                  </th>
                  <th scope="col" className="num">
                    临期
                  </th>
                  <th scope="col" className="num">
                    逾期
                  </th>
                </tr>
              </thead>
              {procedures.map(id => {
                const own = [...steps.values()].filter(s => s.at.procedure === id)
                return (
                  <tbody key={id}>
                    <tr>
                      <th colSpan={4} scope="rowgroup">
                        {own[0]?.at.procedureTitle}
                      </th>
                    </tr>
                    {own.map(s => (
                      <tr
                        key={s.at.step}
                        className={p.chosen.procedure === id && p.chosen.step === s.at.step ? 'chosen' : undefined}
                      >
                        <td>
                          <button
                            type="button"
                            className="link-button"
                            onClick={() => p.choose({ procedure: id, step: s.at.step })}
                          >
                            {s.at.stepTitle}
                          </button>
                        </td>
                        <td className="num">{s.all}</td>
                        <td className={s.yellow ? 'num yellow' : 'num nil'}>{s.yellow}</td>
                        <td className={s.red ? 'num red' : 'num nil'}>{s.red}</td>
                      </tr>
                    ))}
                  </tbody>
                )
              })}
            </table>
          )
        }
      </Loaded>
    </Panel>
  )
}
