/** 骨灰去向: opens by itself with each cremation and is closed only when the ashes rest; what stays open is red after thirty days. */
import { field, must, type Of, procedure, register } from '#define'
import { days, workingDays } from '#define/time'
import { bodies } from './cremation.ts'

export const resting = register('骨灰去向台账', {
  law: ['《殡葬管理条例》'],
  about: { deceased: 'person' },
  over: 'period',
  countedIn: '具',
  fields: {
    destination: field.choice('去向', {
      cemetery: '公墓',
      public: '公益性公墓',
      hall: '骨灰堂',
      ecological: '生态安葬',
      deposit: '寄存',
      taken: '自行带走',
      unclaimed: '无人认领',
    }),
    receiver: field.perhaps(field.text('领取人')),
    until: field.perhaps(field.day('寄存到期')),
    site: field.perhaps(field.text('安放场所')),
    plot: field.perhaps(field.text('墓位或格位号')),
    evidence: field.perhaps(field.files('安放凭证、照片')),
  },
})
type Ashes = Of<typeof resting>
const isKeptHere = ({ row }: Ashes) => row.destination === 'deposit' || row.destination === 'unclaimed'

export const following = procedure('骨灰去向跟踪', {
  makes: resting,
  starts: [{ enters: bodies }],
  must: restsSomewhere,
  makesKnown: { 'person.laid-to-rest': 'deceased' },
}).steps({
  note: { who: 'facility', does: '交付骨灰，登记去向', fills: ['destination', 'receiver', 'until'], within: days(3) },
  see: {
    ...{ who: 'village', does: '核实安放', fills: ['site', 'plot', 'evidence'], within: days(30) },
    when: c => c.deceased.isLocal && !isKeptHere(c),
  },
  decide: {
    who: 'town',
    does: '确认闭环',
    notBy: ['note', 'see'],
    decides: ['close'],
    called: { close: '闭环' },
    within: workingDays(5),
  },
})

/** A month before a deposit runs out the family is asked; what nobody fetches is noted as unclaimed. */
export const depositEnds = procedure('骨灰寄存到期', {
  changes: resting,
  starts: [{ runsOut: 'until', notice: days(30), remind: [days(7)] }],
  must: restsSomewhere,
}).steps({
  call: {
    ...{ who: 'facility', does: '联系家属：续存、取走或无人认领', before: 'until' },
    fills: ['destination', 'receiver', 'until', 'site', 'plot', 'evidence'],
  },
  decide: {
    who: 'town',
    does: '确认',
    notBy: 'call',
    decides: ['adjust'],
    called: { adjust: '予以登记' },
    within: workingDays(5),
  },
})

/** 迁移: from a deposit to a grave, from one place to another. */
export const moving = procedure('骨灰迁移登记', {
  changes: resting,
  starts: ['application'],
  must: restsSomewhere,
}).steps({
  apply: {
    who: 'applicant',
    does: '申报迁移',
    asks: ['destination', 'receiver', 'until', 'site', 'plot', 'evidence'],
  },
  decide: {
    who: 'town',
    does: '核实迁移',
    decides: ['adjust', 'refuse'],
    called: { adjust: '准予迁移', refuse: '不予迁移' },
    within: workingDays(5),
  },
})

function restsSomewhere(c: Ashes) {
  const { row, on } = c
  const hasPlot = ['cemetery', 'public', 'hall'].includes(row.destination)
  return [
    must('安放的写明场所和位置', !hasPlot || (!!row.site?.trim() && !!row.plot?.trim()), '骨灰流向跟踪'),
    must('寄存的写明到期日，且尚未到期', row.destination !== 'deposit' || (!!row.until && row.until > on)),
    must('领走的写明领取人', isKeptHere(c) || !!row.receiver?.trim()),
  ]
}
