/** One draw: what was fixed before, what came out, and the recomputation, with all that anybody needs to do it again. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { Listing } from '../list/listing.tsx'
import { get, post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type ShownDraw, standsOf } from './draw.ts'
import { Lists } from './lists.tsx'
import { Proof } from './proof.tsx'
import './draw.css'
import '../field/field.css'

export function DrawPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const draw = useQuery({ queryKey: ['draw', id], queryFn: () => get<ShownDraw>(`/draws/${id}`) })
  return (
    <Loaded asPage of={draw}>
      {d => <Shown d={d} />}
    </Loaded>
  )
}

function Shown({ d }: { d: ShownDraw }) {
  const me = useMe()
  const stands = standsOf(d)
  const isOpen = !d.drawnOn && !d.cancelledOn
  return (
    <Page
      name={d.title}
      title={
        <span className="row">
          {d.title}
          <span className={stands.tone}>{stands.text}</span>
        </span>
      }
      under={
        <span>
          {d.committedOn} 公告；{d.objects.length} 个对象抽 {d.share}%，每个对象 {d.each} 名执法人员
        </span>
      }
      acts={isOpen && may(me, 'draws.make') && <Acts d={d} />}
    >
      <div className="columns-2">
        <div className="stack">
          {d.cancelledWhy && <Panel title="作废理由">{d.cancelledWhy}</Panel>}
          {d.drawnOn && <Drawn d={d} />}
          <Lists d={d} />
        </div>
        <aside className="stack" aria-label="核验">
          <Proof d={d} />
        </aside>
      </div>
    </Page>
  )
}

function Drawn({ d }: { d: ShownDraw }) {
  return (
    <Panel title={`抽中 ${d.drawn.length} 个`} flush>
      <Listing
        rows={d.drawn}
        keyOf={x => x.key}
        linkTo={x => `/cases/${x.caseId}`}
        label="抽签结果"
        columns={[
          { id: 'number', title: '次序', isNumber: true, show: x => x.number, width: 60 },
          { id: 'name', title: '对象', isName: true, show: x => x.name },
          { id: 'inspectors', title: '执法人员', show: x => x.inspectors.join('、') },
          { id: 'stands', title: '办理', show: x => x.stands },
        ]}
      />
    </Panel>
  )
}
function Acts({ d }: { d: ShownDraw }) {
  const client = useQueryClient()
  const ask = useAct()
  const done = () => {
    client.invalidateQueries({ queryKey: ['draw', d.id] })
    client.invalidateQueries({ queryKey: ['draws'] })
  }
  const draw = () =>
    ask({
      title: '抽签',
      explains: <p>请监督人当场报出一个字词，与已封存的种子合用，任何一方都不能单独左右结果。</p>,
      asks: [{ id: 'word', title: '监督人报出的字词', type: 'text' }],
      send: typed => post<{ drawn: number }>(`/draws/${d.id}/draw`, typed),
      told: x => `已抽中 ${x.drawn} 个，办件已派给执法人员`,
      done,
    })
  const cancel = () =>
    ask({
      title: '作废这次抽签',
      verb: '作废',
      isGrave: true,
      explains: <p>作废的抽签和理由会一直公开。</p>,
      asks: [{ id: 'why', title: '理由', type: 'text', isLong: true }],
      send: typed => post(`/draws/${d.id}/cancel`, typed),
      told: '已作废',
      done,
    })
  return (
    <>
      <Button
        type="primary"
        disabled={d.isMine}
        onClick={draw}
        title={d.isMine ? '公告抽签的人不能自己抽签' : undefined}
      >
        {d.isMine ? '由另一人抽签' : '抽签'}
      </Button>
      <Button onClick={cancel}>作废</Button>
    </>
  )
}
