/** 代行职责: what I hand to a colleague while I am away, what was handed to me; an administrator lets it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { type Colleague, delegationsKey, HandOver } from './hand-over.tsx'
import '../field/field.css'

interface Line {
  readonly id: number
  readonly fromName: string
  readonly toName: string
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly stands: 'waiting' | 'approved' | 'ended'
  readonly isMine: boolean
}
interface Answer {
  readonly rows: readonly Line[]
  readonly colleagues: readonly Colleague[]
}
const stands = { waiting: '等待批准', approved: '已批准', ended: '已结束' }

export function DelegationsPage() {
  const me = useMe()
  const client = useQueryClient()
  const found = useQuery({ queryKey: delegationsKey, queryFn: () => get<Answer>('/delegations') })
  const act = useMutation({
    mutationFn: ({ id, what }: { id: number; what: 'approve' | 'end' }) => post(`/delegations/${id}/${what}`),
    onSuccess: () => client.invalidateQueries({ queryKey: delegationsKey }),
  })
  const mayApprove = may(me, 'accounts.change')
  return (
    <Page title="代行职责" under="请假、外出期间把职责交给同岗位、同辖区的同事；由管理员批准后，在起止之内有效">
      <RefusedNote error={act.error} />
      <Loaded of={found}>
        {({ rows, colleagues }) => (
          <>
            {colleagues.length > 0 && !mayApprove && <HandOver colleagues={colleagues} />}
            <Panel flush>
              <Listing
                rows={rows}
                keyOf={x => String(x.id)}
                label="代行职责"
                empty="没有代行。"
                columns={[
                  { id: 'from', title: '交出', isName: true, show: x => x.fromName },
                  { id: 'to', title: '代行', show: x => x.toName },
                  {
                    id: 'days',
                    title: '起止',
                    show: x => (
                      <span className="num">
                        {x.from} 至 {x.until}
                      </span>
                    ),
                  },
                  { id: 'reason', title: '理由', show: x => x.reason },
                  {
                    id: 'stands',
                    title: '状态',
                    show: x => (
                      <span className={x.stands === 'approved' ? 'mark green' : 'mark'}>{stands[x.stands]}</span>
                    ),
                  },
                  {
                    id: 'acts',
                    title: '办理',
                    show: x => (
                      <span className="row">
                        {x.stands === 'waiting' && mayApprove && (
                          <Button size="small" onClick={() => act.mutate({ id: x.id, what: 'approve' })}>
                            批准
                          </Button>
                        )}
                        {x.stands !== 'ended' && (x.isMine || mayApprove) && (
                          <Button size="small" onClick={() => act.mutate({ id: x.id, what: 'end' })}>
                            结束
                          </Button>
                        )}
                      </span>
                    ),
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
