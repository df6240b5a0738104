/** 核对: what a run came to and what is otherwise than a month ago, before it is sealed; each number opens to its lines. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { get } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import type { RunView } from './run.ts'
import { RunLines } from './run-lines.tsx'
import { Seal } from './seal.tsx'
import './payment.css'

export function RunPage() {
  const { run: id } = useParams({ strict: false }) as { run: string }
  const run = useQuery({ queryKey: ['payments', 'run', id], queryFn: () => get<RunView>(`/payments/runs/${id}`) })
  return (
    <Loaded asPage of={run}>
      {u => <View u={u} />}
    </Loaded>
  )
}

function View({ u }: { u: RunView }) {
  const mayMake = may(useMe(), 'payments.make')
  return (
    <Page
      name={`核对 ${u.benefitTitle} ${u.month}`}
      title={
        <span className="row">
          {u.benefitTitle}
          <span className="num">{u.month}</span>
          <span className={`mark ${u.batchId ? '' : 'yellow'}`}>{u.batchId ? '已封存' : '待封存'}</span>
        </span>
      }
      under={
        <>
          <span>{u.kindTitle}</span>
          <span>{u.fundTitle}</span>
          <span>
            {u.madeBy} <span className="num">{u.madeOn}</span> 制单
          </span>
        </>
      }
      acts={
        u.batchId ? (
          <Link to={`/payments/${u.batchId}`}>
            <Button>打开批次</Button>
          </Link>
        ) : (
          mayMake && <Seal run={u.id} />
        )
      }
    >
      {!u.batchId && <p className="told">请核对下面的笔数、金额和与上月相比的变化，无误后封存。封存后内容不能再改。</p>}
      <div className="run-sums">
        <Panel title="本次发放" flush>
          <table className="fund-table">
            <thead>
              <tr>
                <th>类别</th>
                <th className="num">笔数</th>
                <th className="num">金额（元）</th>
              </tr>
            </thead>
            <tbody>
              {u.kinds.map(k => (
                <tr key={k.kind}>
                  <th scope="row">
                    <Share of={k.kind}>{k.title}</Share>
                  </th>
                  <td className="num">{number(k.count)}</td>
                  <td className="num">{yuan(k.total)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">送银行合计</th>
                <td />
                <td className="num">
                  <strong>{yuan(u.total)}</strong>
                </td>
              </tr>
              {u.claims.count > 0 && (
                <tr>
                  <th scope="row">
                    <Link to="/claims">另立追缴</Link>
                  </th>
                  <td className="num">{number(u.claims.count)}</td>
                  <td className="num">{yuan(u.claims.total)}</td>
                </tr>
              )}
            </tfoot>
          </table>
        </Panel>
        {u.against && <Against of={u.against} />}
      </div>
      <RunLines u={u} />
    </Page>
  )
}

function Against({ of: a }: { of: NonNullable<RunView['against']> }) {
  return (
    <Panel title={`与 ${a.month} 相比`} flush>
      <table className="fund-table">
        <thead>
          <tr>
            <th>变化</th>
            <th className="num">户（人）数</th>
            <th className="num">差额（元）</th>
          </tr>
        </thead>
        <tbody>
          {a.changes.map(c => (
            <tr key={c.change}>
              <th scope="row">{c.count ? <Share of={c.change}>{c.title}</Share> : c.title}</th>
              <td className="num">{number(c.count)}</td>
              <td className="num">{yuan(c.difference)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">不变</th>
            <td className="num">{number(a.same)}</td>
            <td className="num">0.00</td>
          </tr>
        </tfoot>
      </table>
    </Panel>
  )
}

function Share({ of, children }: { of: string; children: string }) {
  return (
    <Link to="." search={{ share: of } as never}>
      {children}
    </Link>
  )
}
