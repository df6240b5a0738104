/** A value that waits for its check: what it would change, before somebody else says yes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { get, post, query } from '../server/call.ts'
import type { ShownField } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { type Effect, type StandardValue, written } from './standard.ts'

export function CheckValue(p: { value: StandardValue; quantity: ShownField | undefined; business: string }) {
  const { value } = p
  const me = useMe()
  const client = useQueryClient()
  const { message } = App.useApp()
  const mayTry = may(me, 'standards.set', 'standards.check')
  const effect = useQuery({
    queryKey: ['standards', p.business, 'preview', value.id],
    queryFn: () => get<Effect>(`/standards/${p.business}/preview${query({ id: value.id })}`),
    enabled: mayTry,
  })
  const check = useMutation({
    mutationFn: () => post<{ rows?: number }>(`/standards/${value.id}/check`),
    onSuccess: done => {
      message.success(done.rows === undefined ? '已复核生效' : `已复核，重新计算 ${number(done.rows)} 户（人）`)
      // What has been checked is tried out no more.
      client.invalidateQueries({ predicate: q => q.queryKey[0] === 'standards' && q.queryKey[3] !== value.id })
    },
  })
  const mayCheck = may(me, 'standards.check') && value.mayCheck !== false
  return (
    <Panel
      title={`待复核：${p.quantity?.title ?? value.quantity}`}
      extra={
        mayCheck ? (
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
            复核生效
          </Button>
        ) : (
          <span className="soft">须由录入人以外的人复核</span>
        )
      }
    >
      <dl className="facts">
        <div>
          <dt>新数值</dt>
          <dd className="strong num">
            {written(p.quantity, value)} {value.unit ?? p.quantity?.unit}
          </dd>
        </div>
        <div>
          <dt>生效日期</dt>
          <dd className="num">{value.starts}</dd>
        </div>
        <div>
          <dt>适用</dt>
          <dd>{value.area ?? '全县'}</dd>
        </div>
        <div>
          <dt>文号</dt>
          <dd>{value.document ?? '—'}</dd>
        </div>
        <div>
          <dt>录入</dt>
          <dd>{value.by ?? '—'}</dd>
        </div>
        <div className="wide">
          <dt>影响</dt>
          <dd>
            {effect.data ? (
              <>
                涉及 <strong className="num">{number(effect.data.rows)}</strong> 户（人），每月合计{' '}
                <span className="num">{yuan(effect.data.before)}</span> →{' '}
                <strong className="num">{yuan(effect.data.after)}</strong> 元
                {effect.data.raised !== undefined && (
                  <span className="soft">
                    ；增发 <span className="num">{number(effect.data.raised)}</span>，不变{' '}
                    <span className="num">{number(effect.data.same)}</span>，减少{' '}
                    <span className="num">{number(effect.data.lowered)}</span>
                  </span>
                )}
              </>
            ) : effect.error ? (
              <RefusedNote error={effect.error} />
            ) : mayTry ? (
              '正在试算…'
            ) : (
              '复核前由县级试算'
            )}
          </dd>
        </div>
      </dl>
      <RefusedNote error={check.error} />
    </Panel>
  )
}
