/** 死亡后仍在享受: nobody is paid beyond the month of their death for long; seen where deaths are confirmed, gone when there are none. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'

interface AfterDeath {
  readonly personId: string
  readonly person: string
  readonly diedOn: string
  readonly source: string
  readonly isSure: boolean
  readonly benefit: string
  readonly register: string
  readonly rowId: string
  readonly days: number
}
/** 红色, one to three days. */
const isLate = (a: AfterDeath) => a.isSure || a.days >= 3

export function AfterDeathPanel() {
  const found = useQuery({
    queryKey: ['events', 'after-death'],
    queryFn: () => get<{ rows: AfterDeath[] }>('/events/after-death'),
  })
  const rows = found.data?.rows ?? []
  if (!rows.length) return null
  return (
    <Panel title="死亡后仍在享受待遇" mark={<span className="mark red num">{rows.length}</span>} flush>
      <Listing
        rows={rows}
        keyOf={a => `${a.personId}:${a.register}:${a.rowId}`}
        label="死亡后仍在享受待遇"
        columns={[
          { id: 'who', title: '姓名', isName: true, show: a => <Link to={`/people/${a.personId}`}>{a.person}</Link> },
          { id: 'died', title: '死亡日期', show: a => <span className="num">{a.diedOn}</span> },
          { id: 'source', title: '来源', show: a => a.source },
          {
            id: 'benefit',
            title: '仍在享受',
            show: a => <Link to={`/registers/${a.register}/${a.rowId}`}>{a.benefit}</Link>,
          },
          {
            id: 'stands',
            title: '状态',
            show: a => (
              <span className={`mark ${isLate(a) ? 'red' : 'yellow'}`}>
                {a.isSure ? '死亡已确认，尚未停发' : `等待核实，已 ${a.days} 天`}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  )
}
