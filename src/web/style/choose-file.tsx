/** A button that asks for one file; the same one may be chosen again. */
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'

interface Props {
  readonly label: string
  /** '.xlsx,.csv' */
  readonly accept: string
  readonly isFirst: boolean
  readonly isBusy: boolean
  readonly name?: string
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}
export function ChooseFile(p: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={p.accept}
        aria-label={p.label}
        onChange={e => {
          const [file] = e.target.files ?? []
          if (file) p.onFile(file)
          e.target.value = ''
        }}
      />
      <div className="row">
        <Button type={p.isFirst ? 'primary' : 'default'} loading={p.isBusy} onClick={() => input.current?.click()}>
          {p.children}
        </Button>
        {p.name && <span>{p.name}</span>}
      </div>
    </>
  )
}
