/** One day's appointments in the order of the hours, with what may be done with each. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import { Listing } from '../list/listing.tsx'
import { post, sentence } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'
import { type BookedDay, type Booking, dayTitle, standings, type Week } from './appointment.ts'

const marks = { booked: '', arrived: 'green', cancelled: 'soft', missed: 'red' }

export function DayList({ week, day }: { week: Week; day: BookedDay }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const ask = useAct()
  const again = () => client.invalidateQueries({ queryKey: ['appointments'] })
  const act = useMutation({
    mutationFn: (b: Booking) => post(`/appointments/${b.id}/arrive`, { register: week.register }),
    onSuccess: (_, b) => {
      message.success(`${b.name}：已登记到场`)
      again()
    },
    onError: e => message.error(sentence(e)),
  })
  const cancel = (b: Booking) =>
    ask({
      title: `取消预约：${b.name}`,
      verb: '取消预约',
      explains: `${dayTitle(b.day)} ${week.hours[b.hour]}的号随即放出，别人可以再约；不记爽约。`,
      asks: [],
      send: () => post(`/appointments/${b.id}/cancel`, { register: week.register }),
      told: `${b.name}：已取消预约`,
      done: again,
    })
  const change = (b: Booking) =>
    ask({
      title: `改约：${b.name}`,
      verb: '改约',
      asks: [
        { id: 'day', title: '改到', type: 'day' },
        { id: 'hour', title: '时段', type: 'choice', options: week.hours },
      ],
      send: typed => post(`/appointments/${b.id}/change`, { register: week.register, ...typed }),
      told: `${b.name}：已改约`,
      done: again,
    })
  return (
    <Panel title={`${dayTitle(day.day)}的预约`} mark={`${day.bookings.length} 件`} flush>
      <Listing
        rows={day.bookings}
        keyOf={b => b.id}
        label="当日预约"
        empty="这一天没有预约。"
        columns={[
          { id: 'hour', title: '时段', show: b => week.hours[b.hour] },
          { id: 'seat', title: '号位', isNumber: true, show: b => b.seat ?? '—' },
          { id: 'name', title: '预约人', isName: true, show: b => <Link to={`/people/${b.personId}`}>{b.name}</Link> },
          { id: 'id', title: '证件号码', show: b => <span className="num">{b.idNumberMasked ?? '—'}</span> },
          { id: 'service', title: '办理事项', show: b => week.services[b.service] },
          { id: 'number', title: '预约号', show: b => <span className="num">{b.number}</span> },
          {
            id: 'stands',
            title: '情况',
            show: b => <span className={`mark ${marks[b.stands]}`}>{standings[b.stands]}</span>,
          },
          {
            id: 'acts',
            title: '办理',
            isActs: true,
            show: b =>
              b.stands === 'booked' && b.day >= week.today ? (
                <div className="row">
                  {b.day === week.today && (
                    <Button size="small" type="primary" onClick={() => act.mutate(b)}>
                      到场
                    </Button>
                  )}
                  <Button size="small" onClick={() => change(b)}>
                    改约
                  </Button>
                  <Button size="small" onClick={() => cancel(b)}>
                    取消
                  </Button>
                </div>
              ) : b.stands === 'arrived' && b.day === week.today ? (
                <Link to="/apply">去办理</Link>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Panel>
  )
}
