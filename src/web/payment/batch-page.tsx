/** One batch: its hash and who sealed and released it, what the bank answered, the lines by state, what was held back. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { Listing } from '../list/listing.tsx'
import { Pages, useAddress } from '../list/pages.tsx'
import { get, query } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { instant, number, yuan } from '../style/words.ts'
import { type BatchFile, type Exception, type Line, markOf, standing, stateMark } from './batch.ts'
import { BatchActs } from './batch-acts.tsx'
import { Reverse } from './reverse.tsx'

export function BatchPage() {
  const { batch: id } = useParams({ strict: false }) as { batch: string }
  const { search } = useAddress()
  const batch = useQuery({
    queryKey: ['batch', id, search],
    queryFn: () => get<BatchFile>(`/payments/batches/${id}${query(search)}`),
    placeholderData: old => old,
  })
  return <Loaded of={batch}>{b => <BatchView id={id} b={b} />}</Loaded>
}

function BatchView({ id, b }: { id: string; b: BatchFile }) {
  const c = useCatalogue()
  const { search, set } = useAddress()
  const benefit = c.businesses.flatMap(x => x.benefits).find(x => x.id === b.benefit)
  const title = b.title ?? benefit?.title ?? b.benefit
  const exceptions = typeof b.exceptions === 'object' ? b.exceptions : []
  return (
    <Page
      name={`${title} ${b.month}`}
      title={
        <span className="row">
          {title}
          <span className="num">{b.month}</span>
          <span className={`mark ${markOf(b.stands)}`}>{standing(b)}</span>
        </span>
      }
      under={b.number && <span className="num">批次 {b.number}</span>}
      acts={<BatchActs id={id} b={b} />}
    >
      <Panel>
        <dl className="facts batch-facts">
          <div>
            <dt>笔数</dt>
            <dd className="big num">{number(b.count)}</dd>
          </div>
          <div>
            <dt>金额（元）</dt>
            <dd className="big num">{yuan(b.total)}</dd>
          </div>
          <div>
            <dt>封存</dt>
            <dd>
              {b.sealedBy ?? b.by ?? '—'}{' '}
              <span className="soft small num">{b.sealedAt ? instant(b.sealedAt) : ''}</span>
            </dd>
          </div>
          <div>
            <dt>放行</dt>
            <dd>
              {b.releasedBy ?? '—'} <span className="soft small num">{b.releasedAt ? instant(b.releasedAt) : ''}</span>
            </dd>
          </div>
          <div className="wide">
            <dt>批次指纹（SM3，放行人须与封存人核对一致）</dt>
            <dd className="hash">{b.hash ? b.hash.match(/.{1,8}/g)?.join(' ') : '封存后产生'}</dd>
          </div>
        </dl>
      </Panel>
      {exceptions.length > 0 && (
        <Panel title={`未列入本批（${exceptions.length}）`} flush>
          <Listing<Exception>
            rows={exceptions}
            keyOf={(x, i) => `${x.rowId}${i}`}
            {...(exceptions.some(x => x.register) && { linkTo: x => `/registers/${x.register}/${x.rowId}` })}
            columns={[
              { id: 'subject', title: '姓名', isName: true, show: x => x.subject },
              { id: 'division', title: '所在地', show: x => x.division ?? '—' },
              { id: 'amount', title: '金额（元）', isNumber: true, show: x => yuan(x.amount) },
              { id: 'reason', title: '原因', show: x => x.reason },
            ]}
          />
        </Panel>
      )}
      <Panel
        title="明细"
        extra={
          !!b.states?.length && (
            <Segmented
              aria-label="按状态"
              value={search.state ?? ''}
              onChange={s => set({ state: s || undefined })}
              options={[
                { value: '', label: `全部 ${number(b.states.reduce((n, s) => n + s.count, 0))}` },
                ...b.states.map(s => ({ value: s.state, label: `${s.title} ${number(s.count)}` })),
              ]}
            />
          )
        }
        flush
      >
        <Listing<Line>
          rows={b.lines}
          keyOf={l => l.id}
          label="发放明细"
          {...(b.lines.some(l => l.register) && {
            linkTo: l => (l.rowId ? `/registers/${l.register}/${l.rowId}` : undefined),
          })}
          empty="没有这种状态的明细。"
          columns={[
            { id: 'payee', title: '收款人', isName: true, show: l => l.payee },
            { id: 'account', title: '账号', show: l => <span className="num">{l.accountMasked ?? '—'}</span> },
            { id: 'division', title: '所在地', show: l => l.division ?? '—' },
            { id: 'kind', title: '类别', show: l => l.kindTitle ?? l.kind ?? '—' },
            { id: 'amount', title: '金额（元）', isNumber: true, show: l => yuan(l.amount) },
            {
              id: 'state',
              title: '状态',
              show: l => <span className={`mark ${stateMark(l.state)}`}>{l.stateTitle ?? l.state}</span>,
            },
            { id: 'reason', title: '原因', show: l => l.reason ?? '' },
            ...(b.lines.some(l => l.may?.includes('reverse'))
              ? [
                  {
                    id: 'act',
                    title: '办理',
                    show: (l: Line) => l.may?.includes('reverse') && <Reverse line={l} batch={id} />,
                  },
                ]
              : []),
          ]}
        />
        <Pages next={b.next} shown={b.lines.length} />
      </Panel>
    </Page>
  )
}
