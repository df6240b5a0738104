/** The period, the area and, for those who ask what was known earlier, the moment; all of it in the address. */
import { Input, Select } from 'antd'
import { useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { PlaceInput } from '../field/place-input.tsx'
import { useAddress } from '../list/pages.tsx'
import { useCatalogue } from '../server/catalogue.ts'

/** 2024H1 of a day in its second half is over; the half that runs is the other. */
const offeredPeriods = (today: string) => {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const half = month > 6 ? 2 : 1
  return [
    ...[0, 1, 2].map(back => {
      const n = year * 2 + half - 1 - back
      return {
        value: `${Math.floor(n / 2)}H${(n % 2) + 1}`,
        label: `${Math.floor(n / 2)} 年${n % 2 ? '下' : '上'}半年`,
      }
    }),
    ...[0, 1, 2].map(back => ({ value: String(year - back), label: `${year - back} 年` })),
    ...[0, 1, 2, 3].map(back => {
      const n = year * 4 + Math.ceil(month / 3) - 1 - back
      return {
        value: `${Math.floor(n / 4)}Q${(n % 4) + 1}`,
        label: `${Math.floor(n / 4)} 年第${'一二三四'[n % 4]}季度`,
      }
    }),
    ...[0, 1, 2, 3, 4, 5].map(back => {
      const n = year * 12 + month - 1 - back
      const m = String((n % 12) + 1).padStart(2, '0')
      return { value: `${Math.floor(n / 12)}-${m}`, label: `${Math.floor(n / 12)} 年 ${(n % 12) + 1} 月` }
    }),
  ]
}
/** In January and July it is the half-year just over that is reported on. */
const isJustBegun = (today: string) => Number(today.slice(5, 7)) % 6 === 1
export const usePeriod = () => {
  const { today, divisions } = useCatalogue()
  const { search, set } = useAddress()
  const period = search.period ?? offeredPeriods(today)[isJustBegun(today) ? 1 : 0]?.value ?? ''
  const areaName = divisions.find(d => d.code === search.area)?.name
  return { period, area: search.area, areaName, knownAt: search.knownAt, today, search, set }
}

export function PeriodChoice(p: { withKnownAt?: boolean }) {
  const { period, area, knownAt, today, set } = usePeriod()
  const { divisions } = useCatalogue()
  const [typed, setTyped] = useState('')
  const offered = offeredPeriods(today)
  const options = offered.some(o => o.value === period) ? offered : [{ value: period, label: period }, ...offered]
  return (
    <div className="filters">
      <label htmlFor="period">
        时期
        <Select
          id="period"
          value={period}
          onChange={v => set({ period: v })}
          options={options}
          style={{ width: 160 }}
        />
      </label>
      <label htmlFor="period-other">
        其他时期
        <Input
          id="period-other"
          placeholder="2023H2、2023-11"
          value={typed}
          onChange={e => setTyped(e.target.value)}
          onPressEnter={() => /^\d{4}(H[12]|Q[1-4]|-\d\d)?$/.test(typed.trim()) && set({ period: typed.trim() })}
          style={{ width: 140 }}
        />
      </label>
      <label htmlFor="area">
        范围
        <PlaceInput
          id="area"
          levels={['town']}
          value={divisions.find(d => d.code === area)?.id}
          onChange={v => set({ area: divisions.find(d => d.id === v)?.code })}
          allowClear
          placeholder="全部辖区"
          width={150}
        />
      </label>
      {p.withKnownAt && (
        <label htmlFor="known-at">
          按哪天的台账
          <DayInput
            id="known-at"
            value={knownAt?.slice(0, 10)}
            onChange={v => set({ knownAt: v })}
            placeholder="现在"
          />
        </label>
      )}
    </div>
  )
}
