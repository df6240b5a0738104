/** All papers handed in with the case. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef } from 'react'
import { smallerPhoto } from '../field/photo.ts'
import { Empty, Panel, RefusedNote } from '../style/panel.tsx'
import { keepFile } from './desk.ts'
import { type CaseView, caseKey } from './view.ts'

export function AttachmentsPanel({ view }: { view: CaseView }) {
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const f of files) await keepFile(view.id, await smallerPhoto(f))
    },
    onSettled: () => client.invalidateQueries({ queryKey: caseKey(view.id) }),
  })
  const files = view.attachments ?? []
  return (
    <Panel
      title="附件"
      folds="closed"
      extra={
        <Button size="small" loading={add.isPending} onClick={() => input.current?.click()}>
          上传
        </Button>
      }
      flush
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,.pdf"
        aria-label="上传附件"
        onChange={e => {
          add.mutate([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
      <RefusedNote error={add.error} />
      {files.length === 0 ? (
        <Empty says="还没有附件。" />
      ) : (
        <ul className="papers">
          {files.map(f => (
            <li key={f.id}>
              <a href={`/api/attachments/${f.id}`} target="_blank" rel="noreferrer" className="wrap">
                {f.name}
              </a>
              {!!f.bytes && <span className="soft small push num">{size(f.bytes)}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
const size = (bytes: number) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`
