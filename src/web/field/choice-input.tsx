/** One of several: few ways are seen at once, many are searched. */
import { Radio, Select } from 'antd'
import { relationTitle } from '../household/relations.ts'
import type { InnerProps } from './input-props.ts'
import { usePeopleToChoose } from './person-choice.ts'

/** Few ways are seen at once; many are searched. */
export function Choice(p: InnerProps) {
  const options = Object.entries(p.field.options ?? {}).map(([value, label]) => ({ value, label }))
  const few = !p.inCell && options.length <= 4 && options.every(o => o.label.length <= 12)
  if (few)
    return (
      <Radio.Group
        {...p.aria}
        aria-label={p.field.title}
        value={p.value}
        onChange={e => p.onChange(e.target.value)}
        options={options}
      />
    )
  return (
    <Select
      {...p.aria}
      value={p.value as string | undefined}
      onChange={v => p.onChange(v)}
      options={options}
      status={p.wrong ? 'error' : undefined}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!!p.field.mayBeMissing}
      placeholder="请选择"
      popupMatchSelectWidth={false}
      style={{ width: p.inCell ? '100%' : 280, maxWidth: '100%' }}
    />
  )
}

export function PersonChoice(p: InnerProps) {
  const people = usePeopleToChoose()
  return (
    <Select
      {...p.aria}
      value={p.value === undefined || p.value === null ? undefined : String(p.value)}
      onChange={v => p.onChange(v)}
      options={people.map(m => ({
        value: String(m.id),
        label: m.relation ? `${m.name}（${relationTitle(m.relation)}）` : m.name,
      }))}
      status={p.wrong ? 'error' : undefined}
      allowClear={!!p.field.mayBeMissing}
      placeholder={people.length ? '请选择成员' : '先填写家庭成员'}
      popupMatchSelectWidth={false}
      style={{ width: p.inCell ? '100%' : 280, maxWidth: '100%' }}
    />
  )
}
