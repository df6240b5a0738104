/** Recovered or waived: entered by one, approved by another. What is set off against later payments happens in the run. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { may, useMe } from '../session/me.ts'
import { yuan } from '../style/words.ts'
import type { Claim } from './claim.ts'
import { ClaimCheck } from './claim-check.tsx'

const acts = {
  recover: { title: '登记追回', paper: '收款凭证号' },
  waive: { title: '申请免除', paper: '批准文号' },
} as const

export function ClaimActs({ claim }: { claim: Claim }) {
  const client = useQueryClient()
  const ask = useAct()
  const maySettle = may(useMe(), 'claims.settle')
  const open = (act: keyof typeof acts) =>
    ask({
      title: `${acts[act].title}：${claim.name ?? ''}`,
      verb: acts[act].title,
      explains: (
        <p>
          {claim.benefitTitle}，{claim.months.join('、')}；未收{' '}
          <strong className="num">{yuan(claim.outstanding)}</strong> 元
        </p>
      ),
      asks: [
        { id: 'amount', title: '金额', type: 'money' },
        { id: 'documentNo', title: acts[act].paper, type: 'text' },
        { id: 'why', title: '说明', type: 'text', isLong: true },
      ],
      begins: { amount: claim.outstanding },
      note: '由另一人批准后记账。',
      send: typed => post(`/claims/${claim.id}/${act}`, typed),
      told: '已提出，等待另一人批准',
      done: () => client.invalidateQueries({ queryKey: ['claims'] }),
    })
  return (
    <>
      {maySettle && claim.stands === 'open' && (
        <span className="row">
          {(Object.keys(acts) as (keyof typeof acts)[]).map(a => (
            <Button key={a} size="small" onClick={() => open(a)}>
              {acts[a].title}
            </Button>
          ))}
        </span>
      )}
      {claim.entries
        .filter(e => e.stands === 'proposed')
        .map(e => (
          <ClaimCheck key={e.id} entry={e} maySettle={maySettle} />
        ))}
    </>
  )
}
