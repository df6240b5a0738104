/** One of those in another register, found by typing a part of its name: the meal point. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect } from 'react'
import { get } from '../server/call.ts'

interface Props {
  readonly id?: string
  /** The register in which it has a live row. */
  readonly of: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly status?: 'error'
  readonly allowClear?: boolean
  readonly placeholder?: string
  readonly width?: number
  /** Must be answered: where there is only one, that one is meant. */
  readonly isMeant?: boolean
}
interface Found {
  readonly rows: readonly {
    readonly subject: string
    readonly town?: string
    readonly subjects: readonly { readonly id: string }[]
  }[]
}
const subjectsOf = (of: string) => ({
  queryKey: ['subjects', of],
  staleTime: 60_000,
  queryFn: () => get<Found>(`/registers/${of}?limit=200`),
})
/** A list says the name itself; a case has only which it is. */
export function SubjectName({ of, value }: { of: string; value: string }) {
  const isNumber = /^\d+$/.test(value)
  const found = useQuery({ ...subjectsOf(of), enabled: isNumber && !!of })
  if (!isNumber) return <span>{value}</span>
  return (
    <span>{found.data?.rows.find(r => r.subjects[0]?.id === value)?.subject ?? (found.isPending ? '…' : value)}</span>
  )
}
export function SubjectInput({ of, value, onChange, width = 280, isMeant, ...rest }: Props) {
  const found = useQuery(subjectsOf(of))
  const all = found.data?.rows ?? []
  const only = all.length === 1 && isMeant ? all[0]!.subjects[0]!.id : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: chosen once, when it is known that there is no other
  useEffect(() => {
    if (only && !value) onChange(only)
  }, [only])
  return (
    <Select
      placeholder="请选择"
      {...rest}
      value={value}
      onChange={v => onChange(v)}
      loading={found.isPending}
      options={all.map(r => ({
        value: r.subjects[0]!.id,
        label: r.town ? `${r.subject}（${r.town}）` : r.subject,
      }))}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ width, maxWidth: '100%' }}
    />
  )
}
