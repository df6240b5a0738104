/** Organisations: found by a part of the name, by initials or by number. */
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { Filter } from '../list/filter.tsx'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import type { ListedOrganisation } from './organisation.ts'

export const kinds = [
  { value: 'association', label: '社会团体' },
  { value: 'service', label: '民办非企业单位' },
]
export function OrganisationListPage() {
  const me = useMe()
  const { search, set } = useAddress()
  const found = useQuery({
    queryKey: ['organisations', search],
    queryFn: () => get<{ rows: ListedOrganisation[]; next: string | null }>(`/organisations${query(search)}`),
    placeholderData: old => old,
  })
  // An organisation's own account has one file to see: its own.
  const only = me?.post === 'organisation' && found.data?.rows.length === 1 ? found.data.rows[0] : undefined
  if (only) return <Navigate to={`/organisations/${only.id}`} replace />
  return (
    <Page title="社会组织">
      <div className="filters">
        <Input.Search
          allowClear
          aria-label="名称、拼音首字母或统一社会信用代码"
          placeholder="名称、首字母或信用代码"
          defaultValue={search.q}
          onSearch={q => set({ q: q.trim() || undefined })}
          style={{ width: 280, maxWidth: '100%' }}
        />
        <Filter id="kind" title="类型" options={kinds} value={search.kind} set={v => set({ kind: v })} />
      </div>
      <Panel flush>
        <Loaded of={found}>
          {({ rows, next }) => (
            <>
              <Listing
                rows={rows}
                keyOf={o => o.id}
                linkTo={o => `/organisations/${o.id}`}
                label="社会组织"
                empty="没有符合条件的社会组织。"
                columns={[
                  { id: 'name', title: '名称', isName: true, show: o => o.name },
                  { id: 'kind', title: '类型', show: o => o.kindTitle },
                  {
                    id: 'code',
                    title: '统一社会信用代码',
                    show: o => <span className="num">{o.creditCode ?? '—'}</span>,
                  },
                  { id: 'sponsor', title: '业务主管单位', show: o => o.sponsor ?? '—' },
                  { id: 'division', title: '住所所在地', show: o => o.division, deskOnly: true },
                ]}
              />
              <Pages next={next} shown={rows.length} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
