/** No such page, or the frame itself could not be loaded: one sentence and the way back. */
import { Button } from 'antd'
import { RefusedNote } from '../style/panel.tsx'

export function Lost(p: { error?: unknown; reset?: () => void }) {
  return (
    <div className="page">
      <h1>{p.error ? '页面没有打开' : '没有这个页面'}</h1>
      {p.error ? (
        <RefusedNote error={p.error} again={() => window.location.reload()} />
      ) : (
        <p className="soft">地址可能已变更，或您没有权限查看。</p>
      )}
      <div>
        <Button href="/">回到工作台</Button>
      </div>
    </div>
  )
}

/** Outside the frame. */
export function LostAlone() {
  return (
    <main>
      <Lost />
    </main>
  )
}
