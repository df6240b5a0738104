/** Accounts: who holds which post where; a change is proposed by one administrator and approved by another. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { businessTitle, postTitle, useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import type { Account } from './account.ts'
import { Changes } from './changes.tsx'
import { ProposeChange } from './propose.tsx'

export function AccountsPage() {
  const me = useMe()
  const c = useCatalogue()
  const [target, setTarget] = useState<Account | 'new'>()
  const mayChange = may(me, 'accounts.change')
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => get<{ rows: Account[] }>('/accounts') })
  const isOver = (x: Account) => !!x.until && x.until <= c.today
  return (
    <Page
      title="账号"
      under="开立、变更和停用由一名管理员提出、另一名管理员批准"
      acts={
        <>
          <Link to="/rights" className="act-link">
            岗位权限
          </Link>
          {mayChange && (
            <Button type="primary" onClick={() => setTarget('new')}>
              提出新账号
            </Button>
          )}
        </>
      }
    >
      <Changes mayChange={mayChange} />
      <Panel flush>
        <Loaded of={accounts}>
          {({ rows }) => (
            <Listing
              rows={rows}
              keyOf={x => String(x.id)}
              label="账号"
              columns={[
                { id: 'name', title: '姓名', isName: true, show: x => <span className="strong">{x.name}</span> },
                { id: 'login', title: '账号', show: x => x.login },
                { id: 'post', title: '岗位', show: x => postTitle(c, x.post) },
                { id: 'division', title: '辖区或单位', show: x => x.of ?? x.division },
                {
                  id: 'businesses',
                  title: '业务',
                  show: x =>
                    x.businesses.includes('*') ? '全部' : x.businesses.map(b => businessTitle(c, b)).join('、') || '—',
                },
                { id: 'decide', title: '审核确认权', show: x => (x.mayDecide ? '有' : '—') },
                { id: 'factor', title: '动态口令', show: x => (x.needsSecondFactor ? '须' : '—') },
                {
                  id: 'stands',
                  title: '状态',
                  show: x => <span className={isOver(x) ? 'mark' : 'mark green'}>{isOver(x) ? '已停用' : '正常'}</span>,
                },
                ...(mayChange
                  ? [
                      {
                        id: 'acts',
                        title: '办理',
                        isActs: true,
                        show: (x: Account) =>
                          !isOver(x) && (
                            <Button size="small" onClick={() => setTarget(x)}>
                              变更
                            </Button>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </Panel>
      {target && <ProposeChange target={target} close={() => setTarget(undefined)} />}
    </Page>
  )
}
