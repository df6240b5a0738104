/** What is filtered, as a file, for a purpose; a long list leaves only when another person has agreed to it. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { download, post, query } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'

interface Props {
  readonly register: string
  readonly search: Readonly<Record<string, string | undefined>>
}
export function Export(p: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>导出</Button>
      <Modal open={isOpen} title="导出" footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <ExportForm {...p} done={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function ExportForm(p: Props & { done: () => void }) {
  const [format, setFormat] = useState('xlsx')
  const [purpose, setPurpose] = useState('')
  const { after: _, ...filters } = p.search
  const fetchFile = useMutation({
    mutationFn: () =>
      download(`/registers/${p.register}/export${query({ format, purpose, ...filters })}`, `export.${format}`),
    onSuccess: p.done,
  })
  const ask = useMutation({
    mutationFn: () => post<{ rows: number }>('/exports', { register: p.register, filters, purpose }),
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    fetchFile.mutate()
  }
  const isReady = purpose.trim().length >= 4
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <p className="soft">导出当前筛选的名单，号码已掩码，文件带有导出人和时间的标记；导出记入审计。</p>
      <Radio.Group
        aria-label="格式"
        value={format}
        onChange={e => setFormat(e.target.value)}
        options={[
          { value: 'xlsx', label: 'Excel' },
          { value: 'csv', label: 'CSV' },
        ]}
      />
      <div>
        <label htmlFor="export-purpose">用途（不少于四个字）</label>
        <Input id="export-purpose" autoFocus value={purpose} onChange={e => setPurpose(e.target.value)} />
      </div>
      <RefusedNote error={fetchFile.error} />
      {ask.data ? (
        <div className="told-good">
          已申请导出 <span className="num">{ask.data.rows}</span> 行，另一人批准后按同样的筛选再导出一次。
        </div>
      ) : (
        <RefusedNote error={ask.error} />
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={fetchFile.isPending}>
          导出
        </Button>
        {fetchFile.isError && !ask.data && (
          <Button disabled={!isReady} loading={ask.isPending} onClick={() => ask.mutate()}>
            申请批准
          </Button>
        )}
      </div>
    </form>
  )
}
