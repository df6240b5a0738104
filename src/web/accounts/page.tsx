/** Accounts: who holds which post where; a change is proposed by one administrator and approved by another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import { businessTitle, useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { instant } from '../style/words.ts'
import { type Account, type Change, ProposeChange } from './propose.tsx'

export function AccountsPage() {
  const me = useMe()
  const c = useCatalogue()
  const [target, setTarget] = useState<Account | 'new'>()
  const mayChange = may(me, 'accounts.change')
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => get<{ rows: Account[]; changes?: Change[] }>('/accounts'),
  })
  return (
    <Page
      title="账号"
      under="账号的开立、变更和停用由一名管理员提出、另一名管理员批准"
      acts={
        mayChange && (
          <Button type="primary" onClick={() => setTarget('new')}>
            提出新账号
          </Button>
        )
      }
    >
      <Loaded of={accounts}>
        {a => (
          <>
            {a.changes?.map(x => (
              <WaitingChange key={x.id} change={x} mayChange={mayChange} />
            ))}
            <Panel flush>
              <Listing
                rows={a.rows}
                keyOf={x => x.id}
                label="账号"
                columns={[
                  { id: 'name', title: '姓名', isName: true, show: x => <span className="strong">{x.name}</span> },
                  { id: 'login', title: '账号', show: x => <span className="num">{x.login}</span> },
                  { id: 'post', title: '岗位', show: x => x.postTitle ?? x.post },
                  {
                    id: 'division',
                    title: '辖区',
                    show: x => (typeof x.division === 'string' ? x.division : x.division?.name),
                  },
                  {
                    id: 'businesses',
                    title: '业务',
                    show: x =>
                      x.businesses === 'all'
                        ? '全部'
                        : (x.businesses ?? []).map(b => businessTitle(c, b)).join('、') || '—',
                  },
                  {
                    id: 'stands',
                    title: '状态',
                    show: x => (
                      <span className={x.stands === 'closed' ? 'mark' : 'mark green'}>
                        {x.standsTitle ?? (x.stands === 'closed' ? '已停用' : '正常')}
                      </span>
                    ),
                  },
                  { id: 'last', title: '最近登录', show: x => <span className="num">{instant(x.lastSignIn)}</span> },
                  ...(mayChange
                    ? [
                        {
                          id: 'acts',
                          title: '办理',
                          show: (x: Account) =>
                            x.stands !== 'closed' && (
                              <Button size="small" onClick={() => setTarget(x)}>
                                变更
                              </Button>
                            ),
                        },
                      ]
                    : []),
                ]}
              />
            </Panel>
            {target && <ProposeChange target={target} close={() => setTarget(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function WaitingChange({ change, mayChange }: { change: Change; mayChange: boolean }) {
  const client = useQueryClient()
  const answer = useMutation({
    mutationFn: (what: 'approve' | 'refuse') => post(`/accounts/changes/${change.id}/${what}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  })
  return (
    <div className="told">
      <div className="row">
        <span>
          待批准：{change.kindTitle ?? change.kind} {change.name ?? change.login} {change.postTitle} {change.division}，
          {change.by}提出：
          {change.reason}
        </span>
        {mayChange && change.mayCheck !== false && (
          <span className="push row">
            <Popconfirm title="批准这项账号变更？" okText="批准" onConfirm={() => answer.mutate('approve')}>
              <Button size="small" type="primary">
                批准
              </Button>
            </Popconfirm>
            <Button size="small" onClick={() => answer.mutate('refuse')}>
              不批准
            </Button>
          </span>
        )}
      </div>
      <RefusedNote error={answer.error} />
    </div>
  )
}
