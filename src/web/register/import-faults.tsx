/** What is wrong of a file that was tried, row by row. */
import { Listing } from '../list/listing.tsx'
import { Panel } from '../style/panel.tsx'

export interface ImportFault {
  readonly row: number
  readonly column?: string
  readonly why: string
}
export function ImportFaults({ faults }: { faults: readonly ImportFault[] }) {
  return (
    <Panel title="错误" flush>
      <Listing
        rows={faults.slice(0, 200)}
        keyOf={(_, i) => String(i)}
        columns={[
          {
            id: 'row',
            title: '行',
            isName: true,
            show: e => <span className="num">第 {e.row} 行</span>,
            width: 90,
          },
          { id: 'column', title: '列', show: e => e.column ?? '—', width: 160 },
          { id: 'why', title: '错误', show: e => <span className="cell-said">{e.why}</span> },
        ]}
      />
    </Panel>
  )
}
