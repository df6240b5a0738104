/** 追缴: what was paid too much, why, and what has come back; entered by one, approved by another. */
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Listing } from '../list/listing.tsx'
import { useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import type { Claim } from './claim.ts'
import { ClaimActs } from './claim-acts.tsx'

export function ClaimsPage() {
  const benefits = useCatalogue().businesses.flatMap(b => b.benefits)
  const { search, set } = useAddress()
  const isAll = search.stands === 'all'
  const claims = useQuery({
    queryKey: ['claims', isAll],
    queryFn: () => get<{ rows: Claim[] }>(`/claims${query({ open: isAll ? undefined : '1' })}`),
    placeholderData: old => old,
  })
  return (
    <Page title="追缴" under="多发的待遇：收回、从以后的待遇中抵扣，或经批准减免">
      <div>
        <Segmented
          aria-label="状态"
          value={isAll ? 'all' : 'open'}
          onChange={s => set({ stands: s === 'open' ? undefined : s })}
          options={[
            { value: 'open', label: '未结清' },
            { value: 'all', label: '全部' },
          ]}
        />
      </div>
      <Panel flush>
        <Loaded of={claims}>
          {({ rows }) => (
            <Listing
              rows={rows}
              keyOf={x => String(x.id)}
              linkTo={x => {
                const register = benefits.find(b => b.id === x.benefit)?.register
                return register && `/registers/${register}/${x.rowId}`
              }}
              label="追缴"
              empty="没有追缴。"
              columns={[
                { id: 'name', title: '姓名', isName: true, show: x => x.name ?? '（外辖区）' },
                { id: 'benefit', title: '待遇', show: x => x.benefitTitle },
                { id: 'cause', title: '原因', show: x => x.cause },
                { id: 'months', title: '月份', show: x => <span className="num">{x.months.join('、')}</span> },
                { id: 'due', title: '应收（元）', isNumber: true, show: x => yuan(x.due) },
                { id: 'recovered', title: '已收（元）', isNumber: true, show: x => yuan(x.recovered) },
                { id: 'offset', title: '已抵扣（元）', isNumber: true, show: x => yuan(x.offset) },
                { id: 'left', title: '未收（元）', isNumber: true, show: x => yuan(x.outstanding) },
                { id: 'acts', title: '办理', isActs: true, show: x => <ClaimActs claim={x} /> },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
