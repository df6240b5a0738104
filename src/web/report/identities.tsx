/** 期初 + 新增 − 退出 = 期末, month by month: asked for when wanted, because it counts everything again. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Listing } from '../list/listing.tsx'
import { get, query } from '../server/call.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number } from '../style/words.ts'

interface Identity {
  readonly title: string
  readonly month: string
  readonly start: number
  readonly entered: number
  readonly movedIn: number
  readonly left: number
  readonly movedOut: number
  readonly end: number
  readonly holds: boolean
}
export function Identities(p: { period: string; area?: string | undefined; knownAt?: string | undefined }) {
  const [isAsked, setAsked] = useState(false)
  const found = useQuery({
    queryKey: ['identities', p.period, p.area, p.knownAt],
    queryFn: () => get<{ identities: Identity[] }>(`/figures/identities${query(p)}`),
    enabled: isAsked,
  })
  return (
    <Panel
      title="平衡核对：期初 + 新增 − 退出 = 期末"
      extra={
        !isAsked && (
          <Button size="small" onClick={() => setAsked(true)}>
            核对
          </Button>
        )
      }
      flush
    >
      {isAsked && (
        <Loaded of={found}>
          {({ identities }) => (
            <Listing
              rows={identities}
              keyOf={(i, n) => `${i.title}${i.month}${n}`}
              label="平衡核对"
              columns={[
                { id: 'title', title: '台账', isName: true, show: i => i.title },
                { id: 'month', title: '月份', show: i => <span className="num">{i.month}</span> },
                { id: 'start', title: '期初', isNumber: true, show: i => number(i.start) },
                { id: 'entered', title: '新增', isNumber: true, show: i => number(i.entered) },
                { id: 'in', title: '迁入', isNumber: true, show: i => number(i.movedIn) },
                { id: 'left', title: '退出', isNumber: true, show: i => number(i.left) },
                { id: 'out', title: '迁出', isNumber: true, show: i => number(i.movedOut) },
                { id: 'end', title: '期末', isNumber: true, show: i => number(i.end) },
                {
                  id: 'holds',
                  title: '结果',
                  show: i => (
                    <span className={i.holds ? 'mark green' : 'mark red'}>{i.holds ? '✓ 平衡' : '✗ 不平衡'}</span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      )}
    </Panel>
  )
}
