/** The files of a source that were matched before, and by when the next is due. */
import { useQuery } from '@tanstack/react-query'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'

interface Told {
  readonly department: string
  readonly last: string | null
  readonly due: string | null
  readonly isLate: boolean
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly rows: number
    readonly hits: number
    readonly added: number
    readonly raised: number
    readonly on: string
    readonly by: string
  }[]
}
export const matchedKey = (register: string) => ['matched', register]
export function MatchedFiles({ register: id }: { register: string }) {
  const told = useQuery({ queryKey: matchedKey(id), queryFn: () => get<Told>(`/registers/${id}/files`) })
  return (
    <Panel
      title="比对过的文件"
      mark={told.data?.due && `下次应于 ${told.data.due} 前${told.data.isLate ? '（已逾期）' : ''}`}
      flush
    >
      <Loaded of={told}>
        {({ files }) => (
          <Listing
            rows={files}
            keyOf={f => f.id}
            empty="还没有比对过。"
            columns={[
              { id: 'name', title: '文件', isName: true, show: f => f.name },
              { id: 'on', title: '日期', show: f => f.on, width: 120 },
              { id: 'rows', title: '行数', show: f => <span className="num">{f.rows}</span>, width: 100 },
              { id: 'hits', title: '命中', show: f => <span className="num">{f.hits}</span>, width: 90 },
              { id: 'added', title: '新增', show: f => <span className="num">{f.added}</span>, width: 90 },
              { id: 'raised', title: '线索', show: f => <span className="num">{f.raised}</span>, width: 90 },
              { id: 'by', title: '经办', show: f => f.by, width: 120 },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
