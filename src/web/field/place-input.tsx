/** A village or a town of this county, found by typing a part of its name. */
import { Select } from 'antd'
import { useMemo } from 'react'
import { type Division, useCatalogue } from '../server/catalogue.ts'

interface Props {
  readonly id?: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly status?: 'error'
  /** Which levels can be named; a place to live is a village. */
  readonly levels?: readonly Division['level'][]
  readonly under?: string
  /** Also outside the actor's own area: where somebody moves to. */
  readonly anywhere?: boolean
  readonly allowClear?: boolean
  readonly placeholder?: string
  readonly width?: number
}
export function PlaceInput({ levels = ['village'], under, anywhere, value, onChange, width = 280, ...rest }: Props) {
  const { divisions } = useCatalogue()
  const options = useMemo(() => {
    const byId = new Map(divisions.map(d => [d.id, d]))
    return divisions
      .filter(
        d =>
          levels.includes(d.level) &&
          (anywhere || d.isMine !== false) &&
          (!under || d.parentId === under || d.id === under),
      )
      .map(d => {
        const parent = d.level === 'village' && !under ? byId.get(d.parentId ?? '') : undefined
        return { value: d.id, label: parent ? `${parent.name} ${d.name}` : d.name }
      })
  }, [divisions, levels, under, anywhere])
  return (
    <Select
      {...rest}
      value={value}
      onChange={v => onChange(v)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={rest.placeholder ?? '请选择'}
      popupMatchSelectWidth={false}
      style={{ width, maxWidth: '100%' }}
    />
  )
}
export const useDivisionName = () => {
  const { divisions } = useCatalogue()
  return (id: string | undefined) => divisions.find(d => d.id === id)?.name ?? id ?? ''
}
