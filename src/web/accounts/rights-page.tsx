/** 岗位权限: what each post may do, as the definitions say it; nothing here is set by hand. */
import { useQuery } from '@tanstack/react-query'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { useAddress } from '../list/pages.tsx'
import { get } from '../server/call.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'

interface Line {
  readonly post: string
  readonly kind: string
  readonly of: string
  readonly title: string
  readonly area: string
  readonly may: readonly string[]
}
export function RightsPage() {
  const { search, set } = useAddress()
  const matrix = useQuery({ queryKey: ['matrix'], queryFn: () => get<{ rows: Line[] }>('/accounts/matrix') })
  const all = [...new Set((matrix.data?.rows ?? []).map(l => l.post))]
  const post = search.post ?? all[0]
  return (
    <Page title="岗位权限" under="由各项业务的定义得出：谁办哪一步，就有哪一步的权限，不另行设置">
      <div className="filters">
        <Filter
          id="matrix-post"
          title="岗位"
          options={all.map(value => ({ value, label: value }))}
          value={post}
          set={chosen => set({ post: chosen })}
        />
      </div>
      <Panel flush>
        <Loaded of={matrix}>
          {({ rows }) => (
            <Listing
              rows={rows.filter(l => l.post === post)}
              keyOf={l => `${l.kind} ${l.of}`}
              label="岗位权限"
              columns={[
                { id: 'title', title: '事项、台账、待遇', isName: true, show: l => l.title, width: 260 },
                { id: 'kind', title: '种类', show: l => l.kind, width: 70 },
                { id: 'area', title: '范围', show: l => l.area, width: 110 },
                { id: 'may', title: '可以', show: l => <span className="wide-text">{l.may.join('、')}</span> },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
