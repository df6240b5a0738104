/** Six digits of the authenticator; a pasted code with spaces is taken too. */
import { Input } from 'antd'

export function CodeInput(p: { value: string; onChange: (code: string) => void }) {
  return (
    <div>
      <label htmlFor="code">动态验证码</label>
      <Input
        id="code"
        size="large"
        className="num"
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        value={p.value}
        onChange={e => p.onChange(e.target.value.replace(/\D/g, '').slice(0, 6))}
      />
    </div>
  )
}
