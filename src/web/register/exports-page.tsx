/** Lists that somebody wants to take out, and who has agreed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Listing } from '../list/listing.tsx'
import { get, post, query } from '../server/call.ts'
import { registerOf, useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number } from '../style/words.ts'

interface Asked {
  readonly id: number
  readonly register: string
  readonly filter: Readonly<Record<string, unknown>>
  readonly rows: number
  readonly purpose: string
  readonly by: string | null
  readonly on: string
  readonly approvedOn: string | null
  readonly used: boolean
  readonly mayApprove: boolean
}
export function ExportsPage() {
  const c = useCatalogue()
  const asked = useQuery({ queryKey: ['exports'], queryFn: () => get<{ rows: Asked[] }>('/exports') })
  /** The very list, to be looked at before it is agreed to. */
  const listOf = (x: Asked) => {
    const { where, on: _, ...rest } = x.filter
    return `/registers/${x.register}${query({ ...rest, ...(where as object) })}`
  }
  return (
    <Page title="导出申请" under="较长的名单须由另一人批准后导出">
      <Panel flush>
        <Loaded of={asked}>
          {({ rows }) => (
            <Listing
              rows={rows}
              keyOf={x => String(x.id)}
              label="导出申请"
              empty="没有导出申请。"
              columns={[
                {
                  id: 'register',
                  title: '名单',
                  isName: true,
                  show: x => <Link to={listOf(x)}>{registerOf(c, x.register)?.title ?? x.register}</Link>,
                },
                { id: 'rows', title: '行数', isNumber: true, show: x => number(x.rows) },
                { id: 'purpose', title: '用途', show: x => x.purpose },
                { id: 'by', title: '申请人', show: x => x.by ?? '—' },
                { id: 'on', title: '日期', show: x => <span className="num">{x.on}</span> },
                {
                  id: 'stands',
                  title: '状态',
                  show: x =>
                    x.used ? (
                      <span className="mark">已导出</span>
                    ) : x.approvedOn ? (
                      <span className="mark green">已批准</span>
                    ) : (
                      <span className="mark yellow">待批准</span>
                    ),
                },
                { id: 'act', title: '办理', isActs: true, show: x => x.mayApprove && <Approve id={x.id} /> },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

function Approve({ id }: { id: number }) {
  const client = useQueryClient()
  const approve = useMutation({
    mutationFn: () => post(`/exports/${id}/approve`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['exports'] }),
  })
  return (
    <>
      <Button size="small" type="primary" loading={approve.isPending} onClick={() => approve.mutate()}>
        批准
      </Button>
      <RefusedNote error={approve.error} />
    </>
  )
}
