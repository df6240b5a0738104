/** Funds: what there is, what came in and went out in a month, to the fen. */
import { useQuery } from '@tanstack/react-query'
import { MonthInput } from '../field/day-input.tsx'
import { Listing } from '../list/listing.tsx'
import { useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import { Allocation } from './allocation.tsx'
import { accounts, type FundFile, kinds, sums } from './fund.ts'
import './payment.css'

export function FundsPage() {
  const me = useMe()
  const { today } = useCatalogue()
  const { search, set } = useAddress()
  const funds = useQuery({
    queryKey: ['funds', search.month],
    queryFn: () => get<{ month: string; rows: FundFile[] }>(`/funds${query({ month: search.month })}`),
    placeholderData: old => old,
  })
  return (
    <Page
      title="资金收支"
      under="每笔资金分可用、在途、已发三个账户，每月月初＋增减＝月末"
      acts={may(me, 'funds.allocate') && funds.data && <Allocation funds={funds.data.rows} />}
    >
      <div className="filters">
        <label htmlFor="funds-month">
          月份
          <MonthInput
            id="funds-month"
            value={search.month ?? today.slice(0, 7)}
            onChange={month => set({ month })}
            allowClear={false}
          />
        </label>
      </div>
      <Loaded of={funds}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Empty says="还没有资金记录。" next="登记第一笔资金到账后，这里按资金列出收支。" />}
            {rows.map(f => (
              <Fund key={f.fund} fund={f} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Fund({ fund: f }: { fund: FundFile }) {
  const own = f.statement.filter(s => s.account && accounts[s.account])
  return (
    <Panel
      title={f.title}
      mark={
        <>
          可用 <strong className="num">{yuan(f.balance.available ?? '0')}</strong> 元
        </>
      }
      flush
    >
      {own.length > 0 && (
        <Listing
          rows={own}
          keyOf={s => s.account!}
          label={`${f.title}收支`}
          columns={[
            { id: 'account', title: '账户（元）', isName: true, show: s => accounts[s.account!] },
            ...sums.map(([id, title]) => ({
              ...{ id, title, isNumber: true },
              show: (s: (typeof own)[number]) => yuan(s[id]),
            })),
          ]}
        />
      )}
      <h3 className="fund-head">本月流水</h3>
      <Listing
        rows={f.movements}
        keyOf={m => String(m.id)}
        label={`${f.title}流水`}
        empty="本月没有收支。"
        columns={[
          { id: 'on', title: '日期', isName: true, show: m => <span className="num">{m.on}</span>, width: 110 },
          { id: 'kind', title: '摘要', show: m => kinds[m.kind] ?? m.kind },
          { id: 'document', title: '文号、批次', show: m => m.documentNo ?? m.batch ?? '—' },
          { id: 'amount', title: '可用增减（元）', isNumber: true, show: m => yuan(m.amount) },
        ]}
      />
    </Panel>
  )
}
