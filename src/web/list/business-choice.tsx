/** One business of those that are offered: seen at once where they are few, searched office by office where they are many. */
import { Segmented, Select } from 'antd'
import { byOffice, type ShownBusiness, useCatalogue } from '../server/catalogue.ts'

interface Props {
  readonly offered: readonly ShownBusiness[]
  readonly value: string
  readonly onChange: (id: string) => void
}
export function BusinessChoice({ offered, value, onChange }: Props) {
  const c = useCatalogue()
  const option = (b: ShownBusiness) => ({ value: b.id, label: b.title })
  if (offered.length < 2) return null
  if (offered.length <= 4)
    return (
      <div>
        <Segmented
          className="scrolling"
          aria-label="业务"
          value={value}
          onChange={onChange}
          options={offered.map(option)}
        />
      </div>
    )
  return (
    <div className="filters">
      <label htmlFor="business">
        业务
        <Select
          id="business"
          value={value}
          onChange={onChange}
          showSearch={{ optionFilterProp: 'label' }}
          options={byOffice(c, offered).map(o => ({ label: o.title, options: o.own.map(option) }))}
          style={{ width: 260 }}
        />
      </label>
    </div>
  )
}
