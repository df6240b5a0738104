/** 部门意见: which department has answered, and how; the others are waited for. */
import { Radio, Select } from 'antd'
import type { ShownStep } from '../server/catalogue.ts'

interface Said {
  readonly department?: string
  readonly agrees?: boolean
}
export function OpinionChoice(p: { step: ShownStep; value: Said; onChange: (said: Said) => void }) {
  if (!p.step.opinions) return null
  return (
    <div className="row">
      <div className="field">
        <label htmlFor="department">部门</label>
        <Select
          id="department"
          value={p.value.department}
          onChange={department => p.onChange({ department })}
          options={p.step.opinions.map(d => ({ value: d.id, label: d.title }))}
        />
      </div>
      <div className="field">
        <div id="agrees-label">意见</div>
        <Radio.Group
          aria-labelledby="agrees-label"
          value={p.value.agrees}
          onChange={e => p.onChange({ agrees: e.target.value })}
          options={[
            { value: true, label: '同意' },
            { value: false, label: '不同意' },
          ]}
        />
      </div>
    </div>
  )
}
