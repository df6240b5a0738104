/** The releaser holds the maker's 封存单 beside the screen: sums are compared, and the code that only the sheet has is typed. */
import type { Act } from '../field/act.ts'
import { post } from '../server/call.ts'
import { number, yuan } from '../style/words.ts'
import { type Batch, reason } from './batch.ts'

export const release = (b: Batch, done: () => void): Act => ({
  title: '放行批次',
  verb: '放行',
  explains: (
    <>
      <p>请对照封存人签名的封存单，批次、笔数和金额一致的，输入单上的核对码。放行后只能冲正，不能修改。</p>
      <dl className="facts">
        <div>
          <dt>批次</dt>
          <dd className="strong num">{b.number}</dd>
        </div>
        <div>
          <dt>待遇、月份</dt>
          <dd className="strong">
            {b.benefitTitle} <span className="num">{b.month}</span>
          </dd>
        </div>
        <div>
          <dt>转账笔数</dt>
          <dd className="strong num">{number(b.transfers)}</dd>
        </div>
        <div>
          <dt>金额（元）</dt>
          <dd className="strong num">{yuan(b.total)}</dd>
        </div>
      </dl>
    </>
  ),
  asks: [{ id: 'check', title: '核对码', hint: '封存单上的八位', type: 'text' }],
  send: ({ check }) => post(`/payments/batches/${b.id}/release`, { hash: String(check).replace(/[\s-]/g, '') }),
  told: '已放行',
  done,
})

export const withdraw = (b: Batch, done: () => void): Act => ({
  title: '撤回批次',
  verb: '撤回',
  isGrave: true,
  explains: <p className="soft">批次作废，封存单同时作废；应发的款项由下一次核发或补核重新计算。</p>,
  asks: [reason('why', '撤回原因')],
  send: typed => post(`/payments/batches/${b.id}/withdraw`, typed),
  told: '已撤回',
  done,
})
