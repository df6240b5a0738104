/** One of those in another register, found by typing a part of its name: the meal point. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { get } from '../server/call.ts'

interface Props {
  readonly id?: string
  /** The register in which it has a live row. */
  readonly of: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly status?: 'error'
  readonly allowClear?: boolean
}
interface Found {
  readonly rows: readonly {
    readonly subject: string
    readonly town?: string
    readonly subjects: readonly { readonly id: string }[]
  }[]
}
export function SubjectInput({ of, value, onChange, ...rest }: Props) {
  const found = useQuery({
    queryKey: ['subjects', of],
    staleTime: 60_000,
    queryFn: () => get<Found>(`/registers/${of}?limit=200`),
  })
  return (
    <Select
      {...rest}
      value={value}
      onChange={v => onChange(v)}
      loading={found.isPending}
      options={(found.data?.rows ?? []).map(r => ({
        value: r.subjects[0]!.id,
        label: r.town ? `${r.subject}（${r.town}）` : r.subject,
      }))}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择"
      popupMatchSelectWidth={false}
      style={{ width: 280, maxWidth: '100%' }}
    />
  )
}
