/** One batch: its hash and who sealed and released it, what the bank answered, what stands out. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Listing } from '../list/listing.tsx'
import { get } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number, yuan } from '../style/words.ts'
import { type Batch, type Line, markOf, rowAddress, stateMark } from './batch.ts'
import { BatchActs } from './batch-acts.tsx'
import { CheckAccount } from './check-account.tsx'
import { Lines } from './lines.tsx'

export function BatchPage() {
  const { batch: id } = useParams({ strict: false }) as { batch: string }
  const batch = useQuery({ queryKey: ['batch', id], queryFn: () => get<Batch>(`/payments/batches/${id}`) })
  return (
    <Loaded asPage of={batch}>
      {b => <BatchView id={id} b={b} />}
    </Loaded>
  )
}

function BatchView({ id, b }: { id: string; b: Batch }) {
  const benefits = useCatalogue().businesses.flatMap(x => x.benefits)
  return (
    <Page
      name={`${b.benefitTitle} ${b.month}`}
      title={
        <span className="row">
          {b.benefitTitle}
          <span className="num">{b.month}</span>
          <span className={`mark ${markOf(b.stands)}`}>{b.standsTitle}</span>
        </span>
      }
      under={
        <>
          <span className="num">批次 {b.number}</span>
          <span>{b.fundTitle}</span>
          <Link to={`/payments/runs/${b.runId}`}>核对单：与上月相比</Link>
        </>
      }
      acts={<BatchActs id={id} b={b} />}
    >
      {b.stands === 'sealed' && b.hash && (
        <p className="told">请打印封存单，签名后交另一人放行：本批次由您制单或封存，不能由您放行。</p>
      )}
      <Panel>
        <dl className="facts batch-facts">
          <div>
            <dt>金额（元）</dt>
            <dd className="big num">{yuan(b.total)}</dd>
          </div>
          <div>
            <dt>明细 / 转账笔数</dt>
            <dd className="big num">
              {number(b.count)} / {number(b.transfers)}
            </dd>
          </div>
          <div>
            <dt>制单、封存</dt>
            <dd>
              {[...new Set([b.runBy, b.madeBy])].filter(Boolean).join('、') || '—'}{' '}
              <span className="soft small num">{b.madeOn}</span>
            </dd>
          </div>
          <div>
            <dt>放行</dt>
            <dd>
              {b.releasedBy ?? '—'} <span className="soft small num">{b.releasedOn}</span>
            </dd>
          </div>
          <div className="wide">
            <dt>批次指纹（SM3），末八位为核对码</dt>
            <dd>
              {b.hash ? <Hash of={b.hash} /> : <span className="soft">由制单、封存人打印在封存单上，凭单放行</span>}
            </dd>
          </div>
        </dl>
      </Panel>
      {b.returns.length > 0 && (
        <Panel title="银行回盘" flush>
          <Listing
            rows={b.returns}
            keyOf={r => String(r.id)}
            columns={[
              { id: 'on', title: '日期', isName: true, show: r => <span className="num">{r.on}</span> },
              { id: 'name', title: '文件', show: r => r.name },
              { id: 'transfers', title: '笔数', isNumber: true, show: r => number(r.transfers) },
              { id: 'paid', title: '到账（元）', isNumber: true, show: r => yuan(r.paid) },
              { id: 'back', title: '退票（元）', isNumber: true, show: r => yuan(r.cameBack) },
              { id: 'unknown', title: '不明（元）', isNumber: true, show: r => yuan(r.unknown) },
            ]}
          />
        </Panel>
      )}
      {b.exceptions.length > 0 && (
        <Panel title={`须处理（${b.exceptions.length}${b.exceptions.length >= 100 ? ' 以上' : ''}）`} flush>
          <Listing
            rows={b.exceptions}
            keyOf={x => String(x.id)}
            linkTo={x => rowAddress(benefits, b.benefit, x)}
            columns={[
              { id: 'name', title: '收款人', isName: true, show: x => x.name ?? '（未登记）' },
              { id: 'village', title: '所在地', show: x => x.village },
              { id: 'amount', title: '金额（元）', isNumber: true, show: x => yuan(x.amount) },
              {
                id: 'state',
                title: '状态',
                show: x => <span className={`mark ${stateMark(x.state)}`}>{x.stateTitle}</span>,
              },
              { id: 'reason', title: '原因', show: x => x.reason ?? '—' },
              ...(b.exceptions.some(x => x.state === 'held')
                ? [{ id: 'act', title: '办理', isActs: true, show: (x: Line) => <CheckAccount line={x} batch={b} /> }]
                : []),
            ]}
          />
        </Panel>
      )}
      <Lines id={id} b={b} />
    </Page>
  )
}

function Hash({ of: hash }: { of: string }) {
  return (
    <span className="hash">
      {hash
        .slice(0, -8)
        .match(/.{1,8}/g)
        ?.join(' ')}{' '}
      <strong>{hash.slice(-8)}</strong>
    </span>
  )
}
