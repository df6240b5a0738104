/** Of whom an account from outside is: an organisation, a place, or the department that sponsors organisations. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { get } from '../server/call.ts'

const kinds: Readonly<Record<string, { of: string; key: 'organisationId' | 'placeId' | 'unit'; title: string }>> = {
  organisation: { of: 'organisation', key: 'organisationId', title: '社会组织' },
  provider: { of: 'place', key: 'placeId', title: '场所' },
  facility: { of: 'place', key: 'placeId', title: '场所（本局自办的可不选）' },
  sponsor: { of: 'unit', key: 'unit', title: '业务主管单位' },
}
export interface Belonging {
  readonly organisationId?: string
  readonly placeId?: string
  readonly unit?: string
}
export const belongingOf = (post: string | undefined) => (post ? kinds[post] : undefined)
/** The sentence for a binding that is missing. */
export const missingBelonging = (post: string | undefined, of: Belonging) => {
  const kind = belongingOf(post)
  return kind && post !== 'facility' && !of[kind.key] ? `请选择${kind.title}。` : undefined
}

export function BelongingInput(p: { post: string; value: Belonging; onChange: (v: Belonging) => void }) {
  const kind = belongingOf(p.post)
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['belongings', kind?.of, q],
    queryFn: () =>
      get<{ rows: { id: string; name: string }[] }>(`/accounts/belongings?of=${kind?.of}&q=${encodeURIComponent(q)}`),
    enabled: !!kind,
  })
  if (!kind) return null
  return (
    <div className="field">
      <label htmlFor="account-of">{kind.title}</label>
      <Select
        id="account-of"
        showSearch
        allowClear
        filterOption={false}
        onSearch={setQ}
        value={p.value[kind.key]}
        onChange={v => p.onChange(v ? { [kind.key]: v } : {})}
        options={(found.data?.rows ?? []).map(r => ({ value: r.id, label: r.name }))}
        notFoundContent="没有找到，请换个名称"
        style={{ width: '100%' }}
      />
    </div>
  )
}
