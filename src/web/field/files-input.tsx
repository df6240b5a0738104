/** Papers and photos: chosen, photographed on the spot, or dropped; large photos are made smaller before they travel. */
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { sentence } from '../server/call.ts'
import { useFileDesk } from './case-files.ts'
import { smallerPhoto } from './photo.ts'

interface Props {
  readonly id: string
  readonly title: string
  readonly value: readonly string[] | undefined
  readonly onChange: (value: readonly string[] | undefined) => void
}
export function FilesInput(p: Props) {
  const desk = useFileDesk()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(0)
  const [fault, setFault] = useState<string>()
  const held = p.value ?? []
  const add = async (files: readonly File[]) => {
    if (!desk || !files.length) return
    setFault(undefined)
    setBusy(files.length)
    const kept: string[] = []
    for (const file of files) {
      try {
        kept.push((await desk.keep(await smallerPhoto(file))).id)
      } catch (e) {
        setFault(`「${file.name}」没有传上：${sentence(e)}`)
      }
      setBusy(n => n - 1)
    }
    if (kept.length) p.onChange([...held, ...kept])
  }
  if (!desk) return <span className="soft">案件建立后可上传。</span>
  return (
    <fieldset
      className="files"
      aria-label={p.title}
      onDragOver={e => e.preventDefault()}
      onDrop={e => {
        e.preventDefault()
        add([...e.dataTransfer.files])
      }}
    >
      <ul>
        {held.map(file => (
          <li key={file}>
            <a href={`/api/attachments/${file}`} target="_blank" rel="noreferrer">
              {desk.nameOf(file) ?? `附件 ${file}`}
            </a>
            <button
              type="button"
              className="link-button"
              aria-label={`移除 ${desk.nameOf(file) ?? file}`}
              onClick={() => p.onChange(held.filter(f => f !== file))}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        id={p.id}
        type="file"
        accept="image/*,.pdf"
        multiple
        hidden
        onChange={e => {
          add([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()} loading={busy > 0}>
        {busy > 0 ? `正在上传，还有 ${busy} 个` : '拍照或选择文件'}
      </Button>
      {fault && (
        <div className="fault" role="alert">
          {fault}
        </div>
      )}
    </fieldset>
  )
}
