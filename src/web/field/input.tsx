/** One input a kind of field: whatever page a field is on, it is typed in the same way. */
import { Input, InputNumber, Radio } from 'antd'
import type { ShownField } from '../server/catalogue.ts'
import { Choice, PersonChoice } from './choice-input.tsx'
import { DayInput, MonthInput } from './day-input.tsx'
import { FilesInput } from './files-input.tsx'
import type { InnerProps, InputProps } from './input-props.ts'
import { PlaceInput } from './place-input.tsx'
import { SignatureInput } from './signature-input.tsx'
import { SubjectInput } from './subject-input.tsx'

export function FieldInput(p: InputProps) {
  const { field, id, value, onChange } = p
  const aria = {
    id,
    'aria-invalid': p.wrong || undefined,
    'aria-describedby': p.describedBy,
    ...(p.inCell && { 'aria-label': field.title }),
  }
  const status = p.wrong ? ('error' as const) : undefined
  switch (field.type) {
    case 'choice':
    case 'rounding':
      return <Choice {...p} aria={aria} />
    case 'yes-no':
      return (
        <Radio.Group
          {...aria}
          aria-label={field.title}
          value={value as boolean | undefined}
          onChange={e => onChange(e.target.value)}
          options={[
            { label: '是', value: true },
            { label: '否', value: false },
          ]}
        />
      )
    case 'count':
      return (
        <InputNumber<number>
          {...aria}
          status={status}
          value={value as number | undefined}
          min={0}
          onChange={v => onChange(v ?? undefined)}
          suffix={p.inCell ? undefined : field.unit}
          style={{ width: p.inCell ? '100%' : 160 }}
        />
      )
    case 'money':
      return (
        <InputNumber<string>
          {...aria}
          status={status}
          stringMode
          value={value as string | undefined}
          {...(!field.mayBeNegative && { min: '0' })}
          precision={2}
          controls={false}
          onChange={v => onChange(v === null || v === '' ? undefined : String(v))}
          suffix={p.inCell ? undefined : (field.unit ?? '元')}
          className="money-input"
          style={{ width: p.inCell ? '100%' : 220 }}
        />
      )
    case 'day':
      return <DayInput {...aria} status={status} value={value as string | undefined} onChange={onChange} />
    case 'month':
      return <MonthInput {...aria} status={status} value={value as string | undefined} onChange={onChange} />
    case 'person':
      return <PersonChoice {...p} aria={aria} />
    case 'place':
      return <PlaceInput {...aria} anywhere status={status} value={value as string | undefined} onChange={onChange} />
    case 'subject':
      return (
        <SubjectInput
          {...aria}
          of={field.of ?? ''}
          status={status}
          value={value as string | undefined}
          onChange={onChange}
          allowClear={!!field.mayBeMissing}
          isMeant={!field.mayBeMissing}
        />
      )
    case 'files':
      return (
        <FilesInput id={id} title={field.title} value={value as readonly string[] | undefined} onChange={onChange} />
      )
    case 'signature':
      return (
        <SignatureInput
          id={id}
          title={field.title}
          value={value as string | undefined}
          onChange={onChange}
          small={p.inCell}
        />
      )
    case 'serial':
    case 'instant':
      return <span className="soft">{(value as string) || '办理时自动产生'}</span>
    case 'text':
      return <TextInput {...p} aria={aria} status={status} />
  }
}

function TextInput(p: InnerProps & { status?: 'error' }) {
  const { field } = p
  const common = {
    ...p.aria,
    status: p.status,
    value: (p.value as string | undefined) ?? '',
    onChange: (e: { target: { value: string } }) => p.onChange(e.target.value || undefined),
  }
  if (field.isSecret)
    return (
      <Input
        {...common}
        inputMode="numeric"
        autoComplete="off"
        className="num"
        style={{ maxWidth: p.inCell ? undefined : 280 }}
      />
    )
  if (field.isTime)
    return (
      <Input {...common} className="num" autoComplete="off" maxLength={5} placeholder="09:30" style={{ width: 100 }} />
    )
  if (p.inCell) return <Input {...common} autoComplete="off" />
  return <Input.TextArea {...common} autoSize={{ minRows: field.isLong ? 3 : 1, maxRows: 10 }} />
}
