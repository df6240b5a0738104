/** 值得过问的查看: whoever looked at whole numbers of relatives, of many without a case, or by night. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { Listing } from '../list/listing.tsx'
import { get, query } from '../server/call.ts'
import { Loaded } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { number } from '../style/words.ts'

interface Curious {
  readonly accountId: number
  readonly name: string
  readonly total: number
  readonly withoutCase: number
  readonly ofRelatives: number
  readonly atNight: number
}
export function CuriousPanel() {
  const [day, setDay] = useState<string>()
  const curious = useQuery({
    queryKey: ['curious', day],
    queryFn: () => get<{ rows: Curious[] }>(`/audit/curious${query({ day })}`),
  })
  return (
    <Panel
      title="值得过问的查看"
      flush
      extra={
        <label htmlFor="curious-day" className="row">
          哪一天 <DayInput id="curious-day" value={day} onChange={setDay} placeholder="今天" />
        </label>
      }
    >
      <Loaded of={curious} rows={2}>
        {({ rows }) => (
          <Listing
            rows={rows}
            keyOf={r => String(r.accountId)}
            label="值得过问的查看"
            linkTo={r => `/audit${query({ accountId: String(r.accountId), action: 'secret.unmasked' })}`}
            empty="这一天没有：没有人看近亲属的或者在夜间看完整号码，没有办件而看的也不多。"
            columns={[
              { id: 'name', title: '操作人', isName: true, show: r => r.name },
              { id: 'total', title: '看完整号码（次）', isNumber: true, show: r => number(r.total) },
              { id: 'withoutCase', title: '没有办件', isNumber: true, show: r => number(r.withoutCase) },
              { id: 'ofRelatives', title: '近亲属的', isNumber: true, show: r => number(r.ofRelatives) },
              { id: 'atNight', title: '夜间', isNumber: true, show: r => number(r.atNight) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
