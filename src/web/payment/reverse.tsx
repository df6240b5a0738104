/** 冲正: a line that was wrong is answered by another line, never changed. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { yuan } from '../style/words.ts'
import { type Line, reason } from './batch.ts'

export function Reverse({ line, batch }: { line: Line; batch: string }) {
  const client = useQueryClient()
  const ask = useAct()
  const open = () =>
    ask({
      title: `冲正：${line.name ?? '（未登记）'}`,
      verb: '冲正',
      isGrave: true,
      explains: (
        <p>
          <span className="num">{line.forMonth}</span> {line.kindTitle}{' '}
          <strong className="num">{yuan(line.amount)}</strong> 元。原行不改，另记一行冲销，并列入追缴。
        </p>
      ),
      asks: [reason('reason', '冲正原因')],
      send: typed => post(`/payments/lines/${line.id}/reverse`, typed),
      told: '已冲正',
      done: () => client.invalidateQueries({ queryKey: ['batch', batch] }),
    })
  return (
    <Button size="small" onClick={open}>
      冲正
    </Button>
  )
}
