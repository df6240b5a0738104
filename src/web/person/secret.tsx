/** A masked value; the whole of it is shown for a purpose, which is written down, and only for a minute. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Popover } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { RefusedNote } from '../style/panel.tsx'

interface Props {
  readonly personId: string
  readonly secret: { readonly field: string; readonly title: string; readonly masked: string }
  readonly caseId?: string
}
export function Secret({ personId, secret, caseId }: Props) {
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const [purpose, setPurpose] = useState('')
  const [shown, setShown] = useState<string>()
  const ask = useMutation({
    mutationFn: () =>
      post<{ value: string }>(`/people/${personId}/unmask`, {
        field: secret.field,
        purpose,
        ...(caseId && { caseId }),
      }),
    onSuccess: r => {
      setShown(r.value)
      setOpen(false)
    },
  })
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(undefined), 60_000)
    return () => clearTimeout(timer)
  }, [shown])
  const submit = (e: FormEvent) => {
    e.preventDefault()
    ask.mutate()
  }
  return (
    <span className="row">
      <span className="num">{shown ?? secret.masked}</span>
      {!shown && may(me, 'people.unmask') && (
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          trigger="click"
          title={`查看完整${secret.title}`}
          content={
            <form className="stack" onSubmit={submit} style={{ width: 260 }}>
              <div>
                <label htmlFor={`purpose-${secret.field}`}>用途（将记入审计）</label>
                <Input
                  id={`purpose-${secret.field}`}
                  autoFocus
                  value={purpose}
                  onChange={e => setPurpose(e.target.value)}
                />
              </div>
              <RefusedNote error={ask.error} />
              <Button type="primary" htmlType="submit" disabled={purpose.trim().length < 4} loading={ask.isPending}>
                查看
              </Button>
            </form>
          }
        >
          <button type="button" className="link-button" aria-label={`查看完整${secret.title}`}>
            查看
          </button>
        </Popover>
      )}
    </span>
  )
}
