/** A day or a month: typed or picked at a desk, the phone's own wheel on a phone. */
import { DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useIsPhone } from '../style/screen.ts'

interface Props {
  readonly id?: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly status?: 'error'
  readonly placeholder?: string
  readonly allowClear?: boolean
}
export const DayInput = (p: Props) => (
  <Picked {...p} kind="date" formats={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY-M-D']} />
)
export const MonthInput = (p: Props) => <Picked {...p} kind="month" formats={['YYYY-MM', 'YYYYMM', 'YYYY.M']} />

function Picked({ kind, formats, value, onChange, ...rest }: Props & { kind: 'date' | 'month'; formats: string[] }) {
  const isPhone = useIsPhone()
  if (isPhone)
    return <Input {...rest} type={kind} value={value ?? ''} onChange={e => onChange(e.target.value || undefined)} />
  return (
    <DatePicker
      {...rest}
      picker={kind}
      format={formats}
      value={value ? dayjs(value) : null}
      onChange={d => onChange(d ? d.format(formats[0]) : undefined)}
      style={{ width: 160 }}
    />
  )
}
