/** Funds: what there is, what came in and went out in a month, to the fen. */
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
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
import '../field/field.css'
import './payment.css'

export interface FundFile {
  readonly fund: string
  readonly title: string
  readonly balance: Readonly<Record<string, string>>
  readonly statement: readonly Readonly<Record<string, string>>[]
  readonly movements: readonly {
    readonly id: number
    readonly on: string
    readonly kind: string
    readonly documentNo: string | null
    readonly batch: string | null
    readonly amount: string
  }[]
}
const accounts: Readonly<Record<string, string>> = { available: '可用', transit: '在途', paid: '已发' }
const kinds: Readonly<Record<string, string>> = {
  allocated: '财政拨入',
  released: '放行出账',
  settled: '银行回盘',
  recovered: '追缴收回',
}
const sums = [
  ['opening', '月初'],
  ['allocated', '拨入'],
  ['released', '放行'],
  ['settled', '回盘'],
  ['recovered', '收回'],
  ['closing', '月末'],
] as const

export function FundsPage() {
  const me = useMe()
  const { today } = useCatalogue()
  const { search, set } = useAddress()
  const [isOpen, setOpen] = useState(false)
  const funds = useQuery({
    queryKey: ['funds', search.month],
    queryFn: () => get<{ month: string; rows: FundFile[] }>(`/funds${query({ month: search.month })}`),
    placeholderData: old => old,
  })
  return (
    <Page
      title="资金收支"
      acts={
        may(me, 'funds.allocate') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            登记资金到账
          </Button>
        )
      }
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
            {rows.length === 0 && <Empty says="还没有资金记录。" />}
            {rows.map(f => (
              <Fund key={f.fund} fund={f} />
            ))}
            <Modal open={isOpen} title="登记资金到账" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
              <Allocation funds={rows} done={() => setOpen(false)} />
            </Modal>
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
        <div className="scroll-x" tabIndex={0}>
          <table className="fund-table">
            <thead>
              <tr>
                <th scope="col">账户（元）</th>
                {sums.map(([id, title]) => (
                  <th key={id} scope="col" className="num">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {own.map(s => (
                <tr key={s.account}>
                  <th scope="row">{accounts[s.account ?? '']}</th>
                  {sums.map(([id]) => (
                    <td key={id} className="num">
                      {yuan(s[id])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
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
