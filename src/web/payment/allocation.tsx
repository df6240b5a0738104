/** Money that the treasury has allocated, or taken back: one document, once. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import type { FundFile } from './fund.ts'

export function Allocation({ funds }: { funds: readonly FundFile[] }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const ask = useAct()
  const open = () =>
    ask({
      title: '登记资金到账',
      verb: '登记',
      asks: [
        {
          ...{ id: 'fund', title: '资金', type: 'choice' },
          options: Object.fromEntries(funds.map(f => [f.fund, f.title])),
        },
        { id: 'way', title: '收支', type: 'choice', options: { in: '财政拨入', out: '财政收回' } },
        { id: 'amount', title: '金额', type: 'money' },
        { id: 'on', title: '到账日期', type: 'day' },
        { id: 'documentNo', title: '文号', type: 'text' },
      ],
      begins: { ...(funds.length === 1 && { fund: funds[0]!.fund }), way: 'in', on: today },
      send: ({ way, amount, ...typed }) =>
        post('/funds/allocations', { ...typed, amount: way === 'out' ? `-${amount}` : amount }),
      told: '已登记',
      done: () => client.invalidateQueries({ queryKey: ['funds'] }),
    })
  return (
    <Button type="primary" onClick={open}>
      登记资金到账
    </Button>
  )
}
