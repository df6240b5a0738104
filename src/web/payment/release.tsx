/** The releaser types the end of the hash as the maker reads it out: the two have seen the same batch. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import type { Batch } from './batch.ts'

export function Release({ id, b, done }: { id: string; b: Batch; done: () => void }) {
  const [typed, setTyped] = useState('')
  const tail = b.hash.slice(-6)
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
      <p className="hash">{b.hash.match(/.{1,8}/g)?.join(' ')}</p>
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
