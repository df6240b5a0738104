/** 公布基数: what other departments publish, with its source; one enters, another holds it against the source. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number } from '../style/words.ts'
import { type BaseName, EnterBase } from './enter-base.tsx'

interface Line {
  readonly id: number
  readonly what: string
  readonly area: string
  readonly from: string
  readonly to: string
  readonly value: number
  readonly source: string
  readonly by: string | null
  readonly stands: 'waiting' | 'counted' | 'refused'
  readonly refusedWhy: string | null
  readonly mayCheck: boolean
}
interface Answer {
  readonly names: readonly BaseName[]
  readonly rows: readonly Line[]
}
const stands = { waiting: '等待核对', counted: '已计入', refused: '已退回' }

export function BasesPage() {
  const me = useMe()
  const client = useQueryClient()
  const bases = useQuery({ queryKey: ['bases'], queryFn: () => get<Answer>('/bases') })
  const check = useMutation({
    mutationFn: (id: number) => post(`/bases/${id}/check`, { holds: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bases'] }),
  })
  const ask = useAct()
  const refuse = (x: Line) =>
    ask({
      title: `退回：${x.what} ${number(x.value)}`,
      verb: '退回',
      asks: [{ id: 'says', title: '哪里与来源不符', type: 'text', isLong: true }],
      send: typed => post(`/bases/${x.id}/check`, { holds: false, ...typed }),
      done: () => client.invalidateQueries({ queryKey: ['bases'] }),
    })
  const mayCheck = may(me, 'bases.check')
  return (
    <Page title="公布基数" under="别的部门公布的人口、死亡等数字；一人录入，另一人对照来源核对后计入指标">
      <RefusedNote error={check.error} />
      <Loaded of={bases}>
        {({ names, rows }) => (
          <>
            {may(me, 'bases.enter') && <EnterBase names={names} />}
            <Panel flush>
              <Listing
                rows={rows}
                keyOf={x => String(x.id)}
                label="公布基数"
                empty="还没有录入的基数。"
                columns={[
                  { id: 'what', title: '名称', isName: true, show: x => x.what },
                  { id: 'area', title: '区划', show: x => x.area },
                  {
                    id: 'days',
                    title: '日期',
                    show: x => <span className="num">{x.from === x.to ? x.from : `${x.from} 至 ${x.to}`}</span>,
                  },
                  { id: 'value', title: '数值', isNumber: true, show: x => number(x.value) },
                  { id: 'source', title: '来源', show: x => x.source },
                  { id: 'by', title: '录入', show: x => x.by ?? '—' },
                  {
                    id: 'stands',
                    title: '状态',
                    show: x =>
                      x.mayCheck && mayCheck ? (
                        <span className="row">
                          <Button size="small" loading={check.isPending} onClick={() => check.mutate(x.id)}>
                            核对相符
                          </Button>
                          <Button size="small" onClick={() => refuse(x)}>
                            不符，退回
                          </Button>
                        </span>
                      ) : (
                        <span className={x.stands === 'counted' ? 'mark green' : 'mark'}>
                          {stands[x.stands]}
                          {x.refusedWhy && `：${x.refusedWhy}`}
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
