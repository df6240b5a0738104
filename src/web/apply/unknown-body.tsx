/** 无名遗体: who died is not known; the police have given a number, and say about how old and of which sex. */
import { Checkbox, Input, Radio } from 'antd'
import { DayInput } from '../field/day-input.tsx'

export interface Unknown {
  readonly number: string
  readonly sex?: '男' | '女'
  readonly born?: string
}
export const nameless = '无名氏'
export const missingOf = (u: Unknown) =>
  !u.number.trim()
    ? '公安机关的编号还没有填写。'
    : !u.sex
      ? '性别还没有选择。'
      : !u.born
        ? '推定的出生日期还没有填写。'
        : undefined
/** 99: other papers; the number is that of the police. */
export const unknownPerson = (u: Unknown) => ({
  ...{ name: nameless, idKind: '99', idNumber: u.number.trim(), sex: u.sex, born: u.born },
})

interface Props {
  readonly isAsked: boolean
  readonly value: Unknown | undefined
  readonly onChange: (u: Unknown | undefined) => void
}
export function WhoDied({ isAsked, value, onChange }: Props) {
  if (!isAsked) return null
  return (
    <>
      <Checkbox
        className="unknown-body"
        checked={!!value}
        onChange={e => onChange(e.target.checked ? { number: '' } : undefined)}
      >
        身份不明（无名遗体，由公安机关出具证明）
      </Checkbox>
      {value && (
        <div className="person-form">
          <div className="field number">
            <label htmlFor="unknown-number">公安机关编号</label>
            <Input
              id="unknown-number"
              className="num"
              autoComplete="off"
              maxLength={40}
              value={value.number}
              onChange={e => onChange({ ...value, number: e.target.value })}
            />
          </div>
          <div className="field">
            <span id="unknown-sex" className="label">
              性别
            </span>
            <Radio.Group
              aria-labelledby="unknown-sex"
              options={['男', '女']}
              value={value.sex}
              onChange={e => onChange({ ...value, sex: e.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor="unknown-born">推定出生日期</label>
            <DayInput
              id="unknown-born"
              value={value.born}
              onChange={born =>
                onChange({ number: value.number, ...(value.sex && { sex: value.sex }), ...(born && { born }) })
              }
            />
          </div>
        </div>
      )}
    </>
  )
}
