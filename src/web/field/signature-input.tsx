/** Signed with a finger, a pen or the mouse; kept as the strokes of the hand, a few hundred bytes of path. */
import { Button, Modal } from 'antd'
import { type PointerEvent, useRef, useState } from 'react'

interface Props {
  readonly id: string
  readonly title: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly small?: boolean
}
const wide = 600
const high = 220

export function SignatureInput(p: Props) {
  const [open, setOpen] = useState(false)
  return (
    <span className="signature">
      {p.value && <Signed value={p.value} title={p.title} />}
      <Button id={p.id} size={p.small ? 'small' : 'middle'} onClick={() => setOpen(true)}>
        {p.value ? '重签' : '签名'}
      </Button>
      <Modal open={open} title={p.title} footer={null} width={648} destroyOnHidden onCancel={() => setOpen(false)}>
        <Pad
          done={value => {
            p.onChange(value)
            setOpen(false)
          }}
        />
      </Modal>
    </span>
  )
}

/** What was signed, as a picture. What another program signed is told of in words. */
export function Signed(p: { value: string; title?: string }) {
  if (p.value.startsWith('data:image/')) return <img className="signed" src={p.value} alt={`${p.title ?? ''}签名`} />
  if (!/^M[\d\s.,MLml-]+$/.test(p.value)) return <span>{p.value}</span>
  return (
    <svg className="signed" viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={`${p.title ?? ''}签名`}>
      <path d={p.value} fill="none" stroke="#111" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

function Pad(p: { done: (value: string) => void }) {
  const [path, setPath] = useState('')
  const drawing = useRef(false)
  const at = (e: PointerEvent<SVGSVGElement>) => {
    const box = e.currentTarget.getBoundingClientRect()
    const x = ((e.clientX - box.left) / box.width) * wide
    const y = ((e.clientY - box.top) / box.height) * high
    return `${Math.round(x)} ${Math.round(y)}`
  }
  const start = (e: PointerEvent<SVGSVGElement>) => {
    e.currentTarget.setPointerCapture(e.pointerId)
    drawing.current = true
    const here = at(e)
    setPath(d => `${d}M${here}`)
  }
  const move = (e: PointerEvent<SVGSVGElement>) => {
    if (!drawing.current) return
    const here = at(e)
    setPath(d => `${d}L${here}`)
  }
  const stop = () => {
    drawing.current = false
  }
  return (
    <div className="stack">
      <svg
        className="pad"
        viewBox={`0 0 ${wide} ${high}`}
        role="img"
        aria-label="签名区，请用手指、手写笔或鼠标书写"
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={stop}
        onPointerCancel={stop}
      >
        <line x1="30" x2={wide - 30} y1={high - 40} y2={high - 40} stroke="#b9c4cf" strokeDasharray="4 6" />
        <path d={path} fill="none" stroke="#111" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <div className="row">
        <Button onClick={() => setPath('')} disabled={!path}>
          清除
        </Button>
        <Button type="primary" className="push" disabled={path.length < 20} onClick={() => p.done(path)}>
          确认签名
        </Button>
      </div>
    </div>
  )
}
