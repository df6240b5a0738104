/** An account that was changed a few days ago is asked about before money goes there. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ActDialog } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { type Batch, type Line, reason } from './batch.ts'

export function CheckAccount({ line, batch }: { line: Line; batch: Batch }) {
  const me = useMe()
  const client = useQueryClient()
  const [stands, setStands] = useState<'asking' | 'checked'>()
  if (line.state !== 'held' || !line.reason?.includes('核实') || !may(me, 'payments.check')) return null
  if (stands === 'checked') return <span className="mark green">已核实，下次发放</span>
  return (
    <>
      <Button size="small" onClick={() => setStands('asking')}>
        核实账号
      </Button>
      <ActDialog
        isOpen={stands === 'asking'}
        close={() => setStands(undefined)}
        title={`核实 ${line.name ?? ''} 的账号`}
        verb="核实无误"
        explains={<p className="soft">账号新近变更过，须向本人核实后才发放，防止他人冒领。</p>}
        asks={[reason('why', '怎样核实的')]}
        send={typed => post(`/payments/accounts/${line.rowId}/check`, { ...typed, benefit: batch.benefit })}
        done={() => {
          setStands('checked')
          client.invalidateQueries({ queryKey: ['batch'] })
        }}
      />
    </>
  )
}
