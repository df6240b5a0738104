/** 婚姻登记预约: an hour and a seat in it; whoever stays away too often waits a while before booking again. */
import { field, figures, local, register, setByCounty } from '#define'

const seats = (title: string, example: string) => local.count(`${title}可预约（对）`, example)
const hours = {
  at09: '9时至10时',
  at10: '10时至11时',
  at11: '11时至12时',
  at14: '14时至15时',
  at15: '15时至16时',
  at16: '16时至17时',
}

/** An hour with no seats is not open. */
export const standards = setByCounty('婚姻登记预约规定', {
  at09: seats(hours.at09, '6'),
  at10: seats(hours.at10, '6'),
  at11: seats(hours.at11, '4'),
  at14: seats(hours.at14, '6'),
  at15: seats(hours.at15, '6'),
  at16: seats(hours.at16, '4'),
  daysAhead: local.count('最多提前预约（日）', '30'),
  misses: local.count('爽约几次后暂停预约', '3'),
  missesWithin: local.monthsLong('爽约次数按最近几个月计', '12'),
  pausedFor: local.count('暂停预约（日）', '30'),
})

export const appointments = register('婚姻登记预约台账', {
  about: 'person',
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  isBooked: true,
  keptBy: 'registry',
  standards,
  unique: ['day', 'hour', 'seat'],
  fields: {
    number: field.serial('预约号', 'Y{year}{n6}'),
    hour: field.choice('时段', hours),
    seat: field.perhaps(field.count('号位')),
    service: field.choice('办理事项', {
      marriage: '结婚登记',
      divorce: '离婚登记申请',
      collect: '离婚登记申领',
      reissue: '补领证件',
      record: '出具记录证明',
    }),
    stands: field.choice('情况', { booked: '已预约', arrived: '已到场', cancelled: '已取消', missed: '爽约' }),
    booker: field.perhaps(field.text('联系方式或备注')),
  },
})

export const counted = figures(({ during, share }) => ({
  婚姻登记预约件数: during(appointments),
  婚姻登记预约到场件数: during(appointments, { where: { stands: 'arrived' } }),
  婚姻登记预约取消件数: during(appointments, { where: { stands: 'cancelled' } }),
  婚姻登记预约爽约件数: during(appointments, { where: { stands: 'missed' } }),
  婚姻登记预约爽约率: share(during(appointments, { where: { stands: 'missed' } }), during(appointments)),
}))
