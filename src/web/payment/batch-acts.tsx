/** What may be done with a batch now: print its sheet, release, withdraw, bank file, return file. Money moves by two people. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { download, post, sentence } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { ChooseFile } from '../style/choose-file.tsx'
import type { Batch } from './batch.ts'
import { release, withdraw } from './release.tsx'
import './payment.css'

export function BatchActs({ id, b }: { id: string; b: Batch }) {
  const me = useMe()
  const client = useQueryClient()
  const { modal } = App.useApp()
  const ask = useAct()
  const refresh = () => {
    client.invalidateQueries({ queryKey: ['batch', id] })
    client.invalidateQueries({ queryKey: ['payments'] })
  }
  const refused = (e: unknown) => {
    modal.error({ title: '没有办成', content: sentence(e) })
  }
  const file = (path: string, name: string) =>
    void download(`/payments/batches/${id}/${path}`, name).then(refresh, refused)
  const isSealed = b.stands === 'sealed'
  const isReleased = b.stands === 'released'
  const isAwaited = b.counts.some(c => c.state === 'sent' || c.state === 'unknown')
  return (
    <>
      {isSealed && may(me, 'payments.release') && b.mayRelease && (
        <Button type="primary" onClick={() => ask(release(b, refresh))}>
          放行
        </Button>
      )}
      {b.hash && may(me, 'payments.make') && (
        <Button type={isSealed ? 'primary' : 'default'} onClick={() => file('sheet', `封存单-${b.number}.pdf`)}>
          打印封存单
        </Button>
      )}
      {isSealed && may(me, 'payments.make') && <Button onClick={() => ask(withdraw(b, refresh))}>撤回批次</Button>}
      {isReleased && may(me, 'payments.release') && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'xlsx', label: 'Excel', onClick: () => file('bank-file?format=xlsx', `${b.number}.xlsx`) },
              { key: 'txt', label: '文本（GB18030）', onClick: () => file('bank-file?format=txt', `${b.number}.txt`) },
            ],
          }}
        >
          <Button>银行文件</Button>
        </Dropdown>
      )}
      {isReleased && isAwaited && may(me, 'payments.return') && <ReturnFile id={id} read={refresh} refused={refused} />}
    </>
  )
}

function ReturnFile(p: { id: string; read: () => void; refused: (e: unknown) => void }) {
  const { message } = App.useApp()
  const answer = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file, file.name)
      return post(`/payments/batches/${p.id}/return`, form)
    },
    onSuccess: () => {
      message.success('回盘已登记')
      p.read()
    },
    onError: p.refused,
  })
  return (
    <ChooseFile
      label="回盘文件"
      accept=".xlsx,.txt,.csv"
      isFirst
      isBusy={answer.isPending}
      onFile={file => answer.mutate(file)}
    >
      上传回盘文件
    </ChooseFile>
  )
}
