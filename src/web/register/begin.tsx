/** Begins a matter that changes this row: its first fields if somebody asks for it, else at once. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { SourceChoice } from '../apply/source-choice.tsx'
import { askedIn } from '../case/asked.ts'
import { FieldForm, noValues, type Values } from '../field/form.tsx'
import { firstMissing, placeOf } from '../field/place-of.ts'
import { post } from '../server/call.ts'
import { registerWritten, type ShownProcedure, useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'

interface BeginProps {
  readonly procedure: ShownProcedure
  readonly rowId: string
  /** Somebody came here to begin it. */
  readonly isMeant?: boolean
}
export function Begin({ procedure, rowId, isMeant }: BeginProps) {
  const c = useCatalogue()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(!!isMeant)
  const [source, setSource] = useState(() => procedure.starts.find(s => typeof s === 'string') as string | undefined)
  const [values, setValues] = useState<Values>(noValues)
  const [fault, setFault] = useState<unknown>()
  const first = procedure.steps[0]
  const asked = first?.id === 'apply' || first?.who === 'applicant' ? askedIn(first, registerWritten(c, procedure)) : []
  const send = useMutation({
    mutationFn: () =>
      post<{ caseId: string; number: string }>(`/cases/${procedure.id}`, {
        rowId,
        source: source ?? 'application',
        ...(asked.length > 0 && values),
      }),
    onSuccess: made => {
      message.success(`已登记，编号 ${made.number}`)
      navigate({ to: `/cases/${made.caseId}` })
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = firstMissing(asked, values)
    setFault(missing)
    if (!missing) send.mutate()
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{procedure.title}</Button>
      <Modal open={isOpen} title={procedure.title} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <form onSubmit={submit} className="stack" noValidate>
          <p className="soft">{procedure.steps.map(s => s.title).join(' → ')}</p>
          <SourceChoice procedure={procedure} value={source ?? ''} onChange={setSource} />
          <FieldForm id="begin" asked={asked} values={values} onChange={setValues} error={fault} />
          {!placeOf(fault, asked) && <RefusedNote error={fault} />}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              开始办理
            </Button>
            <Button onClick={() => setOpen(false)}>取消</Button>
          </div>
        </form>
      </Modal>
    </>
  )
}
