/** One person as typed: the number is checked at each key, and says birth, age and sex at once. */
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useCatalogue } from '../server/catalogue.ts'
import type { TypedPerson } from './entry.ts'
import { faultOf, isComplete, toldBy } from './id-number.ts'
import { relations } from './relations.ts'

const labours = [
  { value: 'able', label: '有劳动能力' },
  { value: 'partly', label: '部分丧失' },
  { value: 'unable', label: '完全丧失' },
  { value: 'none', label: '无（未成年、老年）' },
]
const standings = [
  { value: 'disability', label: '残疾' },
  { value: 'serious illness', label: '重病' },
  { value: 'student', label: '在校' },
]
const kinds = ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'].map(k => ({ value: k, label: k }))
const grades = [1, 2, 3, 4].map(g => ({ value: g, label: `${'一二三四'[g - 1]}级` }))

interface Props {
  readonly id: string
  readonly value: TypedPerson
  readonly onChange: (p: TypedPerson) => void
  readonly isHead?: boolean
}
export function PersonForm({ id, value, onChange, isHead }: Props) {
  const { today } = useCatalogue()
  const [left, setLeft] = useState(false)
  const fault = faultOf(value.idNumber, today, left)
  const told = isComplete(value.idNumber, today) ? toldBy(value.idNumber, today) : undefined
  const set = (part: Partial<TypedPerson>) => onChange({ ...value, ...part })
  return (
    <div className={isHead ? 'person-form of-head' : 'person-form'}>
      <div className="field">
        <label htmlFor={`${id}-name`}>姓名</label>
        <Input id={`${id}-name`} autoComplete="off" value={value.name} onChange={e => set({ name: e.target.value })} />
      </div>
      <div className="field number">
        <label htmlFor={`${id}-number`}>身份证号</label>
        <Input
          id={`${id}-number`}
          className="num"
          autoComplete="off"
          maxLength={24}
          status={fault ? 'error' : undefined}
          aria-invalid={!!fault || undefined}
          aria-describedby={`${id}-told`}
          value={value.idNumber}
          onChange={e => set({ idNumber: e.target.value })}
          onBlur={() => setLeft(true)}
        />
        <div id={`${id}-told`} className={fault ? 'under-input fault' : 'under-input soft'} aria-live="polite">
          {fault ?? (told && `${told.sex}，${told.age} 岁，${told.born} 出生`) ?? ' '}
        </div>
      </div>
      {!isHead && (
        <div className="field">
          <label htmlFor={`${id}-relation`}>与户主关系</label>
          <Select
            id={`${id}-relation`}
            value={value.relation}
            onChange={relation => set({ relation })}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择"
            options={Object.entries(relations).map(([v, label]) => ({ value: v, label }))}
          />
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}-labour`}>劳动能力</label>
        <Select
          id={`${id}-labour`}
          value={value.labour}
          onChange={labour => set({ labour })}
          allowClear
          placeholder="请选择"
          options={labours}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-phone`}>
          手机<span className="soft small">（可不填）</span>
        </label>
        <Input
          id={`${id}-phone`}
          className="num"
          inputMode="tel"
          autoComplete="off"
          value={value.phone ?? ''}
          onChange={e => set({ phone: e.target.value })}
        />
      </div>
      <div className="field standings">
        <span className="label">情况</span>
        <div className="row">
          <Checkbox.Group
            options={standings}
            value={[...(value.standings ?? [])]}
            onChange={v => set({ standings: v })}
          />
          {value.standings?.includes('disability') && (
            <>
              <Select
                aria-label="残疾类别"
                placeholder="类别"
                options={kinds}
                value={value.disabilityKind}
                onChange={disabilityKind => set({ disabilityKind })}
                style={{ width: 90 }}
              />
              <Select
                aria-label="残疾等级"
                placeholder="等级"
                options={grades}
                value={value.disabilityGrade}
                onChange={disabilityGrade => set({ disabilityGrade })}
                style={{ width: 90 }}
              />
            </>
          )}
        </div>
      </div>
    </div>
  )
}
