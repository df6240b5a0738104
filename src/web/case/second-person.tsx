/** The second investigator: two people look, and the ledger knows both. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { get, query } from '../server/call.ts'

interface Colleague {
  readonly accountId: string
  readonly name: string
  readonly postTitle?: string
  readonly division?: string | { readonly name: string }
}
export function SecondPerson(p: { caseId: string; value: string | undefined; onChange: (id: string) => void }) {
  const colleagues = useQuery({
    queryKey: ['colleagues', p.caseId],
    queryFn: () => get<readonly Colleague[]>(`/colleagues${query({ caseId: p.caseId })}`),
    staleTime: 300_000,
  })
  const placeOf = (c: Colleague) => (typeof c.division === 'string' ? c.division : c.division?.name)
  return (
    <div className="field">
      <label htmlFor="second">同行人员（须两人办理）</label>
      <Select
        id="second"
        value={p.value}
        onChange={p.onChange}
        loading={colleagues.isLoading}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="请选择"
        style={{ width: 280, maxWidth: '100%' }}
        options={(colleagues.data ?? []).map(c => ({
          value: c.accountId,
          label: [c.name, c.postTitle, placeOf(c)].filter(Boolean).join(' · '),
        }))}
      />
    </div>
  )
}
