/** 证件打印: a look first, then into the form; each window's printer has its own error in millimetres, measured with the test page. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useAct } from '../field/act-dialog.tsx'
import { download, get, post, sentence } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'
import type { CaseView } from './view.ts'

interface Printer {
  readonly id: string
  readonly name: string
  readonly dx: number
  readonly dy: number
}
interface Printers {
  readonly rows: readonly Printer[]
}
const offset = ({ dx, dy }: Pick<Printer, 'dx' | 'dy'>) =>
  `${dx < 0 ? '左' : '右'}移 ${Math.abs(dx)}、${dy < 0 ? '上' : '下'}移 ${Math.abs(dy)} 毫米`

export function CertificatesPanel({ view }: { view: CaseView }) {
  const { message } = App.useApp()
  const isAny = !!view.certificates?.length
  const printers = useQuery({ queryKey: ['printers'], queryFn: () => get<Printers>('/printers'), enabled: isAny })
  const [chosen, setChosen] = useState<string>()
  const client = useQueryClient()
  const ask = useAct()
  const print = useMutation({
    mutationFn: ({ form, kind }: { form: string; kind: string }) =>
      download(
        `/cases/${view.id}/certificates/${form}?kind=${kind}${printer ? `&printer=${printer.id}` : ''}`,
        `${form}-${kind}.pdf`,
      ),
    onError: e => message.error(sentence(e)),
  })
  if (!isAny) return null
  const all = printers.data?.rows ?? []
  const printer = all.find(p => p.id === chosen) ?? all[0]
  const calibrate = () =>
    ask<Printers>({
      title: '打印机校准',
      verb: '保存',
      begins: { name: printer?.name ?? '', dx: String(printer?.dx ?? 0), dy: String(printer?.dy ?? 0) },
      explains:
        '先在空白纸上打测试页，叠在证件上看：十字每格 10 毫米。字偏左，就把「向右」加大；偏下，就把「向下」减小（可为负数）。',
      asks: [
        { id: 'name', title: '打印机（如：一号窗口）', type: 'text' },
        { id: 'dx', title: '向右（毫米）', type: 'text' },
        { id: 'dy', title: '向下（毫米）', type: 'text' },
      ],
      send: async typed => {
        const after = await post<Printers>('/printers', {
          name: typed.name,
          dx: Number(typed.dx),
          dy: Number(typed.dy),
        })
        setChosen(after.rows.find(p => p.name === typed.name)?.id)
        return after
      },
      told: '已保存校准',
      done: async after => {
        await client.cancelQueries({ queryKey: ['printers'] })
        client.setQueryData(['printers'], after)
      },
    })
  return (
    <Panel title="证件打印">
      <div className="stack">
        <div className="row printer">
          <div className="field">
            <label htmlFor="printer">打印机</label>
            <Select
              id="printer"
              value={printer?.id}
              placeholder="尚未登记，不作校准"
              onChange={setChosen}
              options={all.map(p => ({ value: p.id, label: `${p.name}（${offset(p)}）` }))}
            />
          </div>
          <Button onClick={calibrate}>校准</Button>
        </div>
        {view.certificates!.map(c => (
          <div key={c.id} className="row">
            <span className="certificate">
              {c.title}（{c.copies} 份）
            </span>
            <Button onClick={() => print.mutate({ form: c.id, kind: 'preview' })}>预览</Button>
            <Button onClick={() => print.mutate({ form: c.id, kind: 'test' })}>测试页</Button>
            <Button type="primary" onClick={() => print.mutate({ form: c.id, kind: 'print' })}>
              套打
            </Button>
          </div>
        ))}
      </div>
    </Panel>
  )
}
