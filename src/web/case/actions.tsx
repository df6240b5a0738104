/** The acts beside the step: each a button, and a window that asks only what it needs. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { FieldForm, noValues, type Values } from '../field/form.tsx'
import { firstMissing, placeOf } from '../field/place-of.ts'
import { post, Refused } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import { type SideAct, sideActOf } from './side-acts.ts'
import { type CaseView, caseKey } from './view.ts'

export function Actions({ view }: { view: CaseView }) {
  const [open, setOpen] = useState<SideAct>()
  const acts = [...new Set(view.can.acts.map(sideActOf))].filter(a => a !== undefined)
  if (!acts.length) return null
  return (
    <>
      <div className="acts-row">
        {acts.map(a => (
          <Button key={a.route} danger={a.isGrave} onClick={() => setOpen(a)}>
            {a.title}
          </Button>
        ))}
      </div>
      <Modal open={!!open} title={open?.title} footer={null} destroyOnHidden onCancel={() => setOpen(undefined)}>
        {open && <ActForm view={view} act={open} done={() => setOpen(undefined)} />}
      </Modal>
    </>
  )
}

function ActForm({ view, act, done }: { view: CaseView; act: SideAct; done: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [says, setSays] = useState('')
  const [values, setValues] = useState<Values>(noValues)
  const [fault, setFault] = useState<unknown>()
  const send = useMutation({
    mutationFn: () =>
      post<CaseView>(`/cases/${view.id}/${act.route}`, {
        version: view.version,
        says: act.isList ? linesOf(says).join('\n') : says.trim(),
        ...values.fields,
      }),
    onSuccess: after => {
      message.success(`已办理：${act.title}`)
      client.setQueryData(caseKey(view.id), after)
      client.invalidateQueries({ queryKey: ['tasks'] })
      done()
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing =
      firstMissing(act.asks ?? [], values) ?? (says.trim() ? undefined : new Refused(422, `请填写${act.says}。`))
    setFault(missing)
    if (!missing) send.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      {act.explains && <p className="soft">{act.explains}</p>}
      <FieldForm id="act" asked={act.asks ?? []} values={values} onChange={setValues} error={fault} />
      <div className="field">
        <label htmlFor="act-says">{act.says}</label>
        <Input.TextArea
          id="act-says"
          autoFocus
          autoSize={{ minRows: 3, maxRows: 10 }}
          value={says}
          onChange={e => setSays(e.target.value)}
        />
      </div>
      {!placeOf(fault, act.asks ?? []) && <RefusedNote error={fault} />}
      <div className="row">
        <Button type="primary" danger={act.isGrave} htmlType="submit" loading={send.isPending}>
          {act.title}
        </Button>
        <Button onClick={done}>取消</Button>
      </div>
    </form>
  )
}
const linesOf = (text: string) =>
  text
    .split('\n')
    .map(l => l.trim())
    .filter(Boolean)
