/** What may be done with a batch now: seal, release, bank file, return file, withdraw. Money moves by two people. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown, Input, Modal } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { download, post, sentence } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import type { BatchFile } from './batch.ts'
import './payment.css'

/** Where the server does not say, by the standing and the post. */
const guessed = (b: BatchFile, can: (thing: string) => boolean) => [
  ...(b.stands === 'made' && can('payments.make') ? ['seal'] : []),
  ...(b.stands === 'sealed' && can('payments.release') ? ['release'] : []),
  ...(['released', 'sent', 'returned'].includes(b.stands) && can('payments') ? ['bank-file'] : []),
  ...(['released', 'sent'].includes(b.stands) && can('payments.return') ? ['return'] : []),
]
export function BatchActs({ id, b }: { id: string; b: BatchFile }) {
  const me = useMe()
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [isReleasing, setReleasing] = useState(false)
  const acts = b.can?.acts ?? guessed(b, thing => may(me, thing))
  const refresh = () => {
    client.invalidateQueries({ queryKey: ['batch', id] })
    client.invalidateQueries({ queryKey: ['payments'] })
  }
  const refused = (e: unknown) => {
    modal.error({ title: '没有办成', content: sentence(e) })
  }
  const seal = useMutation({
    mutationFn: () => post(`/payments/runs/${b.id}/seal`),
    onSuccess: refresh,
    onError: refused,
  })
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
    void download(`/payments/batches/${id}/bank-file?format=${format}`, `${b.number ?? b.month}.${format}`).then(
      refresh,
      refused,
    )
  const whyNot = b.can?.whyNot?.release
  return (
    <>
      {acts.includes('seal') && (
        <Button type="primary" loading={seal.isPending} onClick={() => seal.mutate()}>
          封存批次
        </Button>
      )}
      {acts.includes('release') ? (
        <Button type="primary" onClick={() => setReleasing(true)}>
          放行
        </Button>
      ) : (
        b.stands === 'sealed' && whyNot && <span className="soft">{whyNot}</span>
      )}
      {acts.includes('bank-file') && (
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
      {acts.includes('return') && (
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
      <Modal open={isReleasing} title="放行批次" footer={null} destroyOnHidden onCancel={() => setReleasing(false)}>
        <Release
          id={id}
          b={b}
          done={() => {
            setReleasing(false)
            refresh()
          }}
        />
      </Modal>
    </>
  )
}

/** The releaser types the end of the hash as the maker reads it out: the two have seen the same batch. */
function Release({ id, b, done }: { id: string; b: BatchFile; done: () => void }) {
  const [typed, setTyped] = useState('')
  const tail = b.hash?.slice(-6) ?? ''
  const release = useMutation({
    mutationFn: () => post(`/payments/batches/${id}/release`, { hash: b.hash }),
    onSuccess: done,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (typed.toLowerCase() === tail) release.mutate()
  }
  return (
    <form onSubmit={submit} className="stack" noValidate>
      <p>
        放行 <strong className="num">{number(b.count)}</strong> 笔，共 <strong className="num">{yuan(b.total)}</strong>{' '}
        元。放行后只能冲正，不能修改。
      </p>
      <p className="hash">{b.hash?.match(/.{1,8}/g)?.join(' ')}</p>
      <div className="field">
        <label htmlFor="tail">请输入封存人所报指纹的末六位</label>
        <Input
          id="tail"
          autoFocus
          className="num"
          autoComplete="off"
          maxLength={6}
          value={typed}
          onChange={e => setTyped(e.target.value.trim())}
        />
        {typed.length === 6 && typed.toLowerCase() !== tail && (
          <div className="fault" role="alert">
            与本批指纹末六位不一致，请与封存人核对。
          </div>
        )}
      </div>
      <RefusedNote error={release.error} />
      <div>
        <Button type="primary" htmlType="submit" disabled={typed.toLowerCase() !== tail} loading={release.isPending}>
          放行
        </Button>
      </div>
    </form>
  )
}
