/** The filters of a register: name, place, day, standing, and each field that is a choice. All of it stands in the address. */
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { DayInput } from '../field/day-input.tsx'
import { PlaceInput } from '../field/place-input.tsx'
import { SubjectInput } from '../field/subject-input.tsx'
import { Filter } from '../list/filter.tsx'
import { useAddress } from '../list/pages.tsx'
import { partiesOf, type ShownRegister, useCatalogue } from '../server/catalogue.ts'
import { useSoon } from '../shell/soon.ts'
import { useIsPhone } from '../style/screen.ts'

const yesNo = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
]
export function RegisterFilters({ register }: { register: ShownRegister }) {
  const { divisions } = useCatalogue()
  const { search, set } = useAddress()
  const isPhone = useIsPhone()
  const [typed, setTyped] = useState(search.q ?? '')
  const q = useSoon(typed.trim(), 300)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed moves the address
  useEffect(() => {
    if (q !== (search.q ?? '')) set({ q })
  }, [q])
  const towns = divisions.filter(d => d.level === 'town' && d.isMine !== false)
  const offered = register.fields.filter(f => (f.type === 'choice' && f.options) || f.type === 'yes-no')
  const [isAll, setAll] = useState(false)
  const shown = offered.filter((f, i) => isAll || i < 3 || search[f.id])
  const name = (
    <label htmlFor="filter-q">
      {partiesOf(register).every(p => p.kind === 'person' || p.kind === 'household') ? '姓名' : '名称'}
      <Input id="filter-q" allowClear value={typed} onChange={e => setTyped(e.target.value)} style={{ width: 150 }} />
    </label>
  )
  const rest = (
    <>
      {towns.length > 1 && (
        <label htmlFor="filter-town">
          乡镇
          <PlaceInput
            id="filter-town"
            levels={['town']}
            value={search.town}
            onChange={town => set({ town, village: undefined })}
            allowClear
            placeholder="全部"
            width={130}
          />
        </label>
      )}
      {(search.town || towns.length <= 1) && (
        <label htmlFor="filter-village">
          村（居）
          <PlaceInput
            id="filter-village"
            under={search.town ?? towns[0]?.id}
            value={search.village}
            onChange={village => set({ village })}
            allowClear
            placeholder="全部"
            width={150}
          />
        </label>
      )}
      {register.over === 'period' && (
        <>
          <label htmlFor="filter-state">
            在册
            <Select
              id="filter-state"
              value={search.state ?? 'live'}
              onChange={state => set({ state: state === 'live' ? undefined : state })}
              options={[
                { value: 'live', label: '在册' },
                { value: 'ended', label: '已终止' },
                { value: 'all', label: '全部' },
              ]}
              style={{ width: 92 }}
            />
          </label>
          <label htmlFor="filter-on">
            截至
            <DayInput id="filter-on" value={search.on} onChange={on => set({ on })} placeholder="今天" />
          </label>
        </>
      )}
      {register.over === 'day' && <Days />}
      {shown.map(f => (
        <Filter
          key={f.id}
          id={f.id}
          title={f.title}
          value={search[f.id]}
          set={v => set({ [f.id]: v })}
          options={
            f.type === 'yes-no' ? yesNo : Object.entries(f.options ?? {}).map(([value, label]) => ({ value, label }))
          }
        />
      ))}
      {register.fields.map(
        f =>
          f.of && (
            <label key={f.id} htmlFor={`filter-${f.id}`}>
              {f.title}
              <SubjectInput
                id={`filter-${f.id}`}
                of={f.of}
                value={search[f.id]}
                onChange={v => set({ [f.id]: v })}
                allowClear
                placeholder="全部"
                width={190}
              />
            </label>
          ),
      )}
      {shown.length < offered.length && (
        <Button type="link" onClick={() => setAll(true)}>
          更多筛选（{offered.length - shown.length}）
        </Button>
      )}
    </>
  )
  const used = Object.keys(search).filter(k => k !== 'after' && k !== 'q').length
  return isPhone ? (
    <div className="filters">
      {name}
      <details className="filters-fold">
        <summary>筛选{used > 0 && `（已用 ${used} 项）`}</summary>
        <div className="filters">{rest}</div>
      </details>
    </div>
  ) : (
    <div className="filters">
      {name}
      {rest}
    </div>
  )
}

/** What happened in a span of days. */
function Days() {
  const { search, set } = useAddress()
  return (
    <>
      <label htmlFor="filter-since">
        自
        <DayInput id="filter-since" value={search.since} onChange={since => set({ since })} placeholder="不限" />
      </label>
      <label htmlFor="filter-until">
        至
        <DayInput id="filter-until" value={search.until} onChange={until => set({ until })} placeholder="今天" />
      </label>
    </>
  )
}
