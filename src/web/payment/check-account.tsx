/** An account that was changed a few days ago is asked about before money goes there. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { type Batch, type Line, reason } from './batch.ts'

export function CheckAccount({ line, batch }: { line: Line; batch: Batch }) {
  const me = useMe()
  const client = useQueryClient()
  const ask = useAct()
  if (line.state !== 'held' || !line.reason?.includes('核实') || !may(me, 'payments.check')) return null
  const open = () =>
    ask({
      title: `核实 ${line.name ?? ''} 的账号`,
      verb: '核实无误',
      explains: <p className="soft">账号新近变更过，须向本人核实后才发放，防止他人冒领。</p>,
      asks: [reason('why', '怎样核实的')],
      send: typed => post(`/payments/accounts/${line.rowId}/check`, { ...typed, benefit: batch.benefit }),
      told: '已核实，下次发放',
      done: () => client.invalidateQueries({ queryKey: ['batch'] }),
    })
  return (
    <Button size="small" onClick={open}>
      核实账号
    </Button>
  )
}
