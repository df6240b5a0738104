/** Where a case comes from, of the ways that its definition allows. */
import { Radio } from 'antd'
import type { ShownProcedure } from '../server/catalogue.ts'

const titles: Readonly<Record<string, string>> = { application: '本人申请', discovery: '主动发现', clue: '线索转办' }

export function SourceChoice(p: { procedure: ShownProcedure; value: string; onChange: (source: string) => void }) {
  const ways = p.procedure.starts.filter((s): s is string => typeof s === 'string' && s in titles)
  if (ways.length < 2) return null
  return (
    <div className="row">
      <span id="source-label">来源</span>
      <Radio.Group
        aria-labelledby="source-label"
        value={p.value}
        onChange={e => p.onChange(e.target.value)}
        options={ways.map(w => ({ value: w, label: titles[w] }))}
      />
    </div>
  )
}
