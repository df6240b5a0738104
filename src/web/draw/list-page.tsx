/** 双随机抽查: past draws, those given up among them, and the announcing of a new one. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import type { ShownField } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type Drawable, type DrawLine, standsOf } from './draw.ts'

export function DrawListPage() {
  const me = useMe()
  const draws = useQuery({
    queryKey: ['draws'],
    queryFn: () => get<{ rows: DrawLine[]; procedures: Drawable[] }>('/draws'),
  })
  return (
    <Page
      title="双随机抽查"
      under={<span>随机抽取对象、随机选派执法人员；摘要先公布，种子后公布，任何人都能重算。</span>}
      acts={may(me, 'draws.make') && draws.data && <Announce procedures={draws.data.procedures} />}
    >
      <Panel flush>
        <Loaded of={draws}>
          {({ rows }) => (
            <Listing
              rows={rows}
              keyOf={d => d.id}
              linkTo={d => `/draws/${d.id}`}
              label="历次抽签"
              empty="还没有抽过签。"
              columns={[
                { id: 'title', title: '事项', isName: true, show: d => d.title },
                { id: 'on', title: '公告日期', show: d => <span className="num">{d.committedOn}</span> },
                {
                  id: 'stands',
                  title: '状态',
                  show: d => <span className={standsOf(d).tone}>{standsOf(d).text}</span>,
                },
                { id: 'objects', title: '名单', isNumber: true, show: d => `${d.objects} 个` },
                { id: 'share', title: '比例', isNumber: true, show: d => `${d.share}%` },
                { id: 'drawn', title: '抽中', isNumber: true, show: d => (d.drawnOn ? `${d.drawn} 个` : '—') },
                { id: 'ended', title: '已办结', isNumber: true, show: d => (d.drawnOn ? `${d.ended} 个` : '—') },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

function Announce({ procedures }: { procedures: readonly Drawable[] }) {
  const navigate = useNavigate()
  const ask = useAct()
  const options = Object.fromEntries(procedures.map(p => [p.id, `${p.title}（从「${p.from}」中抽取）`]))
  const [only, ...others] = procedures
  const share: ShownField = {
    id: 'share',
    title: '抽取比例（%）',
    type: 'count',
    mayBeMissing: true,
    hint: '不填按当地标准',
  }
  const open = () =>
    ask({
      title: '公告抽签',
      verb: '固定名单并公布摘要',
      explains: (
        <>
          {only && !others.length && <p>{options[only.id]}</p>}
          <p>对象和执法人员两份名单从现在起固定，种子的摘要即时公布；由另一人抽签。</p>
        </>
      ),
      asks: others.length ? [{ id: 'procedure', title: '抽查事项', type: 'choice', options }, share] : [share],
      send: typed =>
        post<{ id: string }>('/draws', {
          procedure: typed.procedure ?? only?.id,
          ...(typed.share ? { share: Number(typed.share) } : {}),
        }),
      told: '已公告',
      done: made => navigate({ to: `/draws/${made.id}` }),
    })
  return (
    <Button type="primary" onClick={open}>
      公告抽签
    </Button>
  )
}
