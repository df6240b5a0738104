/** What one has entered on a claim, for another to approve or to refuse with a reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import { yuan } from '../style/words.ts'
import type { Claim } from './claim.ts'

export function ClaimCheck({ entry, maySettle }: { entry: Claim['entries'][number]; maySettle: boolean }) {
  const client = useQueryClient()
  const ask = useAct()
  const refresh = () => client.invalidateQueries({ queryKey: ['claims'] })
  const approve = useMutation({ mutationFn: () => post(`/claims/entries/${entry.id}/approve`), onSuccess: refresh })
  const what = `${entry.kindTitle} ${yuan(entry.amount)} 元`
  const refuse = () =>
    ask({
      title: `不批准：${what}`,
      verb: '不批准',
      isGrave: true,
      asks: [{ id: 'why', title: '理由', type: 'text', isLong: true }],
      send: typed => post(`/claims/entries/${entry.id}/refuse`, typed),
      done: refresh,
    })
  return (
    <div className="small">
      {what}，{entry.by}提出：{entry.why}
      {entry.documentNo && `（${entry.documentNo}）`}{' '}
      {!maySettle || !entry.mayApprove ? (
        <span className="mark yellow">待另一人批准</span>
      ) : (
        <>
          <Popconfirm title={`批准${what}？`} okText="批准" onConfirm={() => approve.mutate()}>
            <Button size="small" type="link" loading={approve.isPending}>
              批准
            </Button>
          </Popconfirm>
          <Button size="small" type="link" danger onClick={refuse}>
            不批准
          </Button>
        </>
      )}
      <RefusedNote error={approve.error} />
    </div>
  )
}
