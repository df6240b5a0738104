/** 预约: a week at a glance, and one day's list, from which people come to the counter. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAddress } from '../list/pages.tsx'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { type BookedDay, dayTitle, free, moved, type Slot, type Week, weekOf } from './appointment.ts'
import { DayList } from './day-list.tsx'
import { NewBooking } from './new-booking.tsx'
import './appointment.css'

export function AppointmentPage() {
  const { search, set } = useAddress()
  const week = useQuery({
    queryKey: ['appointments', search.from],
    queryFn: () => weekOf(search.from),
    placeholderData: old => old,
  })
  const [slot, setSlot] = useState<Slot>()
  return (
    <Page title={week.data?.title ?? '预约'} under="点一个时段即可预约；当天终了未到场的，记为爽约">
      <Loaded of={week}>
        {w => {
          const first = w.days[0]!.day
          const day = w.days.find(d => d.day === search.day) ?? w.days.find(d => d.day === w.today) ?? w.days[0]!
          return (
            <>
              <Panel
                title="一周"
                flush
                extra={
                  <>
                    <Button onClick={() => set({ from: moved(first, -7), day: undefined })}>上一周</Button>
                    <Button onClick={() => set({ from: undefined, day: undefined })}>本周</Button>
                    <Button onClick={() => set({ from: moved(first, 7), day: undefined })}>下一周</Button>
                  </>
                }
              >
                <WeekTable
                  week={w}
                  shown={day}
                  show={d => set({ day: d })}
                  choose={s => {
                    set({ day: s.day })
                    setSlot(s)
                  }}
                />
              </Panel>
              {slot && (
                <NewBooking key={`${slot.day} ${slot.hour}`} week={w} slot={slot} close={() => setSlot(undefined)} />
              )}
              <DayList week={w} day={day} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface WeekProps {
  readonly week: Week
  readonly shown: BookedDay
  readonly show: (day: string) => void
  readonly choose: (s: Slot) => void
}
function WeekTable({ week, shown, show, choose }: WeekProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <div className="week" tabIndex={0} role="region" aria-label="一周预约">
      <table>
        <thead>
          <tr>
            <th scope="col">时段</th>
            {week.days.map(d => (
              <th key={d.day} scope="col" className={d.day === shown.day ? 'shown' : ''}>
                <button type="button" aria-pressed={d.day === shown.day} onClick={() => show(d.day)}>
                  {dayTitle(d.day)}
                  {d.day === week.today && <span className="mark">今天</span>}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(week.hours).map(([hour, title]) => (
            <tr key={hour}>
              <th scope="row">{title}</th>
              {week.days.map(d => {
                const h = d.hours.find(x => x.hour === hour)!
                const isOpen = h.seats > 0 && d.day >= week.today
                return (
                  <td key={d.day} className={d.day === shown.day ? 'shown' : ''}>
                    {isOpen && free(h) > 0 ? (
                      <button
                        type="button"
                        className="free"
                        aria-label={`${dayTitle(d.day)} ${title}，余${free(h)}个号，预约`}
                        onClick={() => choose({ day: d.day, hour })}
                      >
                        余 <span className="num">{free(h)}</span>
                      </button>
                    ) : h.seats ? (
                      <span className="soft">{d.day < week.today ? `约 ${h.taken}` : '约满'}</span>
                    ) : (
                      <span className="soft">{d.works ? '—' : '休'}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
