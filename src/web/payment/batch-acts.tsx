/** What may be done with a batch now: release, withdraw, bank file, return file. Money moves by two people. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown, Modal } from 'antd'
import { useRef, useState } from 'react'
import { download, post, sentence } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import type { Batch } from './batch.ts'
import { Release } from './release.tsx'
import { Withdraw } from './withdraw.tsx'
import '../field/field.css'
import './payment.css'

export function BatchActs({ id, b }: { id: string; b: Batch }) {
  const me = useMe()
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState<'release' | 'withdraw'>()
  const refresh = () => {
    client.invalidateQueries({ queryKey: ['batch', id] })
    client.invalidateQueries({ queryKey: ['payments'] })
  }
  const refused = (e: unknown) => {
    modal.error({ title: '没有办成', content: sentence(e) })
  }
  const answer = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file, file.name)
      return post(`/payments/batches/${id}/return`, form)
    },
    onSuccess: () => {
      message.success('回盘已登记')
      refresh()
    },
    onError: refused,
  })
  const bankFile = (format: string) =>
    void download(`/payments/batches/${id}/bank-file?format=${format}`, `${b.number}.${format}`).then(refresh, refused)
  const isReleased = b.stands === 'released'
  const isAwaited = b.counts.some(c => c.state === 'sent' || c.state === 'unknown')
  const done = () => {
    setOpen(undefined)
    refresh()
  }
  return (
    <>
      {b.stands === 'sealed' &&
        may(me, 'payments.release') &&
        (b.mayRelease ? (
          <Button type="primary" onClick={() => setOpen('release')}>
            放行
          </Button>
        ) : (
          <span className="soft">制单、封存人不能放行，须由另一人放行</span>
        ))}
      {b.stands === 'sealed' && may(me, 'payments.make') && (
        <Button onClick={() => setOpen('withdraw')}>撤回批次</Button>
      )}
      {isReleased && may(me, 'payments.release') && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'xlsx', label: 'Excel', onClick: () => bankFile('xlsx') },
              { key: 'txt', label: '文本（GB18030）', onClick: () => bankFile('txt') },
            ],
          }}
        >
          <Button>银行文件</Button>
        </Dropdown>
      )}
      {isReleased && isAwaited && may(me, 'payments.return') && (
        <Button type="primary" loading={answer.isPending} onClick={() => input.current?.click()}>
          上传回盘文件
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.txt,.csv"
        aria-label="回盘文件"
        onChange={e => {
          const file = e.target.files?.[0]
          if (file) answer.mutate(file)
          e.target.value = ''
        }}
      />
      <Modal
        open={!!open}
        title={open === 'release' ? '放行批次' : '撤回批次'}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(undefined)}
      >
        {open === 'release' ? <Release id={id} b={b} done={done} /> : <Withdraw id={id} done={done} />}
      </Modal>
    </>
  )
}
