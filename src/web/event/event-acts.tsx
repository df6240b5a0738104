/** Checking what another has reported: true, not true, or recorded by mistake. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'
import type { LifeEvent } from './event.ts'

export function EventActs(p: { event: LifeEvent; refreshes?: readonly unknown[] }) {
  const me = useMe()
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (what: 'confirm' | 'refuse' | 'undo') => post(`/events/${p.event.id}/${what}`),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['events'] })
      if (p.refreshes) client.invalidateQueries({ queryKey: p.refreshes })
    },
  })
  const mayCheck = p.event.mayCheck ?? may(me, 'events.confirm')
  const mayUndo = p.event.mayUndo ?? may(me, 'events.confirm')
  return (
    <>
      <span className="row">
        {p.event.stands === 'open' && mayCheck && (
          <>
            <Popconfirm
              title="确认属实？"
              description={p.event.does?.length ? p.event.does.join('；') : '确认后按规则影响相关待遇。'}
              okText="确认属实"
              onConfirm={() => act.mutate('confirm')}
            >
              <Button size="small" type="primary" loading={act.isPending}>
                确认属实
              </Button>
            </Popconfirm>
            <Button size="small" onClick={() => act.mutate('refuse')}>
              不属实
            </Button>
          </>
        )}
        {p.event.stands === 'confirmed' && mayUndo && (
          <Popconfirm
            title="撤销这项变化？"
            description="用于登记有误，相关待遇重新计算。"
            okText="撤销"
            onConfirm={() => act.mutate('undo')}
          >
            <Button size="small">撤销</Button>
          </Popconfirm>
        )}
      </span>
      <RefusedNote error={act.error} />
    </>
  )
}
