/** The check that nothing has been tampered with, asked for by a person; each part says what it looked at. */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { get } from '../server/call.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { number } from '../style/words.ts'

interface Verified {
  readonly ok: boolean
  readonly chain: { readonly ok: boolean; readonly checked: number; readonly firstBroken?: { readonly why: string } }
  readonly money: { readonly ok: boolean; readonly batches: number; readonly problems: readonly string[] }
  readonly identities: {
    readonly checked: number
    readonly broken: readonly { readonly title: string; readonly month: string }[]
  }
}
export function Verify() {
  const verify = useMutation({ mutationFn: () => get<Verified>('/verify') })
  const v = verify.data
  const checks = v && [
    {
      title: '审计链',
      ok: v.chain.ok,
      says: v.chain.firstBroken?.why ?? `${number(v.chain.checked)} 条记录，前后相连，没有改动`,
    },
    {
      title: '台账、批次、银行文件与回盘',
      ok: v.money.problems.length === 0,
      says: v.money.problems[0] ?? `${number(v.money.batches)} 个批次逐笔相符`,
    },
    {
      title: '期初 + 新增 − 退出 = 期末',
      ok: v.identities.broken.length === 0,
      says: v.identities.broken[0]
        ? `${v.identities.broken[0].title} ${v.identities.broken[0].month} 不平衡`
        : `${number(v.identities.checked)} 项平衡`,
    },
  ]
  return (
    <Panel
      title="核验"
      extra={
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
          开始核验
        </Button>
      }
    >
      <RefusedNote error={verify.error} />
      {!v || !checks ? (
        <p className="soft">核验审计链是否完整、台账与发放是否逐笔相符；数据多时需要几分钟。</p>
      ) : (
        <div className="stack">
          <div className={v.ok ? 'told-good' : 'refused'} role="status">
            {v.ok ? '全部相符，没有发现改动。' : '有不相符之处，请保留现场并报告。'}
          </div>
          <ul className="stack">
            {checks.map(c => (
              <li key={c.title}>
                <span className={c.ok ? 'mark green' : 'mark red'}>{c.ok ? '✓ 相符' : '✗ 不符'}</span> {c.title}：
                <span className="soft">{c.says}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
