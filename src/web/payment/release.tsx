/** The releaser holds the maker's 封存单 beside the screen: sums are compared, and the code that only the sheet has is typed. */
import { ActDialog } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { number, yuan } from '../style/words.ts'
import type { Batch } from './batch.ts'

export function Release(p: { b: Batch; isOpen: boolean; close: () => void; done: () => void }) {
  const { b } = p
  return (
    <ActDialog
      isOpen={p.isOpen}
      close={p.close}
      title="放行批次"
      verb="放行"
      explains={
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
      }
      asks={[{ id: 'check', title: '核对码', hint: '封存单上的八位', type: 'text' }]}
      send={({ check }) => post(`/payments/batches/${b.id}/release`, { hash: String(check).replace(/[\s-]/g, '') })}
      told="已放行"
      done={p.done}
    />
  )
}
