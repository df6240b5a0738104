/** One filter of a list. */
import { Select } from 'antd'

export function Filter(p: {
  id: string
  title: string
  options: readonly { value: string; label: string }[]
  value: string | undefined
  set: (value: string | undefined) => void
}) {
  return (
    <label htmlFor={`filter-${p.id}`}>
      {p.title}
      <Select
        id={`filter-${p.id}`}
        allowClear
        placeholder="全部"
        value={p.value}
        onChange={v => p.set(v)}
        options={p.options as { value: string; label: string }[]}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        style={{ minWidth: 130 }}
      />
    </label>
  )
}
