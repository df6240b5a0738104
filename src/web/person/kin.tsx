/** 近亲属 (民法典第一千零四十五条): as declared; nobody decides about their own, and the county visits. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { Listing } from '../list/listing.tsx'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Panel } from '../style/panel.tsx'
import type { PersonFile } from './person-file.ts'

const relations = ['配偶', '父母', '子女', '兄弟姐妹', '祖父母', '外祖父母', '孙子女', '外孙子女']

export function KinPanel({ p }: { p: PersonFile }) {
  const me = useMe()
  const ask = useAct()
  const client = useQueryClient()
  const declare = () =>
    ask({
      title: `登记${p.name}的近亲属`,
      verb: '登记',
      explains: '经办人员、村（居）干部是近亲属的，在这里备案：本人不得经手，低保由县级先入户核查。登记后双方互见。',
      asks: [
        {
          ...{ id: 'relation', title: `是${p.name}的`, type: 'choice' },
          options: Object.fromEntries(relations.map(r => [r, r])),
        },
        { id: 'name', title: '姓名', type: 'text' },
        { id: 'idNumber', title: '身份证号', type: 'text', isSecret: true },
      ],
      send: ({ relation, ...relative }) => post(`/people/${p.id}/kin`, { relation, relative }),
      told: '已登记',
      done: () => client.invalidateQueries({ queryKey: ['person', p.id] }),
    })
  return (
    <Panel title="近亲属" flush extra={may(me, 'people.enter') && <Button onClick={declare}>登记近亲属</Button>}>
      <Listing
        rows={p.kin ?? []}
        keyOf={k => k.id}
        linkTo={k => (k.isElsewhere ? undefined : `/people/${k.id}`)}
        empty="没有备案的近亲属；同住的家庭成员见「家庭」。"
        columns={[
          { id: 'name', title: '姓名', isName: true, show: k => k.name },
          { id: 'relation', title: '关系', show: k => k.relation },
          { id: 'on', title: '备案日期', show: k => <span className="num">{k.declaredOn}</span> },
        ]}
      />
    </Panel>
  )
}
