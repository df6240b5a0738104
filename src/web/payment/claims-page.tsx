/** 追缴: what was paid too much, why, and what has come back; proposed by one, approved by another. */
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import { type Claim, ClaimActs } from './claim-acts.tsx'
import '../field/field.css'

export function ClaimsPage() {
  const { search, set } = useAddress()
  const claims = useQuery({
    queryKey: ['claims', search],
    queryFn: () => get<{ rows: Claim[]; next?: string | null } | Claim[]>(`/claims${query(search)}`),
    placeholderData: old => old,
  })
  return (
    <Page title="追缴" under="多发的待遇：追回、从以后的待遇中抵扣，或经批准免除">
      <div>
        <Segmented
          aria-label="状态"
          value={search.stands ?? 'open'}
          onChange={s => set({ stands: s === 'open' ? undefined : s })}
          options={[
            { value: 'open', label: '未结' },
            { value: 'settled', label: '已结' },
          ]}
        />
      </div>
      <Panel flush>
        <Loaded of={claims}>
          {page => {
            const { rows, next } = 'rows' in page ? page : { rows: page, next: undefined }
            return (
              <>
                <Listing
                  rows={rows}
                  keyOf={x => x.id}
                  linkTo={x => (x.householdId ? `/households/${x.householdId}` : undefined)}
                  label="追缴"
                  empty="没有追缴。"
                  columns={[
                    { id: 'head', title: '户主', isName: true, show: x => x.headName },
                    { id: 'division', title: '所在地', show: x => x.division ?? '—' },
                    { id: 'cause', title: '原因', show: x => x.cause },
                    {
                      id: 'months',
                      title: '月份',
                      show: x => (
                        <span className="num">{Array.isArray(x.months) ? x.months.join('、') : x.months}</span>
                      ),
                    },
                    { id: 'due', title: '应追（元）', isNumber: true, show: x => yuan(x.due) },
                    { id: 'recovered', title: '已追（元）', isNumber: true, show: x => yuan(x.recovered) },
                    { id: 'left', title: '未追（元）', isNumber: true, show: x => yuan(x.left) },
                    { id: 'acts', title: '办理', show: x => <ClaimActs claim={x} /> },
                  ]}
                />
                <Pages next={next} shown={rows.length} />
              </>
            )
          }}
        </Loaded>
      </Panel>
    </Page>
  )
}
