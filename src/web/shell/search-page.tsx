/** The search as a page, for a phone. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { Loaded, Page } from '../style/page.tsx'
import { Empty, Panel } from '../style/panel.tsx'
import { addressOf, FoundLine, findThings, tooShort } from './found.tsx'
import { useSoon } from './soon.ts'

export function SearchPage() {
  const [typed, setTyped] = useState('')
  const asked = useSoon(typed.trim(), 250)
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: () => findThings(asked),
    enabled: !tooShort(asked),
    gcTime: 0,
  })
  return (
    <Page title="查找">
      <Input
        size="large"
        allowClear
        autoFocus
        aria-label="查找人员、家庭、案件"
        placeholder="姓名、身份证号、拼音首字母、编号"
        value={typed}
        onChange={e => setTyped(e.target.value)}
      />
      <Panel flush>
        {tooShort(asked) ? (
          <Empty says="输入姓名、完整身份证号、拼音首字母或案件编号。" />
        ) : (
          <Loaded of={found}>
            {rows =>
              rows.length === 0 ? (
                <Empty says="没有找到。" next="请核对姓名或证件号码；只能找到本辖区、本业务范围内的对象。" />
              ) : (
                <ul className="menu-list">
                  {rows.map(r => (
                    <li key={`${r.kind}:${r.id}`}>
                      <Link to={addressOf(r)}>
                        <FoundLine thing={r} />
                      </Link>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </Panel>
    </Page>
  )
}
