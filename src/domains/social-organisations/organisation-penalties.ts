/** 社会组织行政处罚台账: what any authority has decided against an organisation; the two lists follow from what stands here, and are counted from it. */
import { field, must, past, procedure, register } from '#define'
import { type Money, yuan } from '#define/money'
import { workingDays } from '#define/time'

const rule = '《社会组织信用信息管理办法》（民政部令第60号）'

const grades = {
  small: '警告或者五万元以下罚款',
  large: '五万元以上罚款',
  suspension: '限期停止活动',
  other: '其他处罚',
}

/** 三年内: up to the day of the penalty that is looked at. */
export function lately(grade: keyof typeof grades) {
  const day = 'penalisedOn'
  return past.timesWithin('organisation-penalties', { years: 3, day, until: day, where: { grade } })
}

export const penalties = register('社会组织行政处罚台账', {
  about: 'organisation',
  over: 'day',
  countedIn: '件',
  unique: ['subject', 'document'],
  law: [rule],
  past: { smallBefore: lately('small') },
  fields: {
    penalisedOn: field.day('处罚决定日期'),
    kind: field.choice('处罚种类', {
      warning: '警告',
      fine: '罚款',
      confiscation: '没收违法所得',
      suspension: '限期停止活动',
      other: '其他',
    }),
    fine: field.perhaps(field.sum('罚款金额')),
    authority: field.text('作出处罚的机关'),
    document: field.text('处罚决定书文号'),
    facts: field.text('违法事实和处罚依据'),
  },
}).measured(({ which, onTheDay }) => ({
  grade: which('轻重', grades, ({ row }) => gradeOf(row)),
  isRepeated: onTheDay.whether(
    '三年内再次受警告或者五万元以下罚款',
    ({ row, past: { smallBefore } }) => gradeOf(row) === 'small' && smallBefore > 0,
  ),
}))

/** 信用信息形成之日起五个工作日内录入: one clerk enters it, another one has seen the decision. */
export const recording = procedure('社会组织行政处罚登记', {
  makes: penalties,
  law: [rule],
  starts: ['application'],
  manyAtOnce: true,
  must: c => [...inOrder(c), must('处罚决定日期不晚于今天', !c.row.penalisedOn || c.row.penalisedOn <= c.on)],
}).steps({
  record: {
    ...{ who: 'county', does: '录入处罚决定' },
    fills: ['penalisedOn', 'kind', 'fine', 'authority', 'document', 'facts'],
  },
  decide: {
    ...{ who: 'county', does: '核对决定书原件', notBy: 'record', within: workingDays(5) },
    ...{ decides: ['close', 'refuse'], called: { close: '记入台账', refuse: '不予记入' } },
  },
})

/** A wrong entry is put right; a penalty that was set aside was none, and counts nowhere any more. */
export const correction = procedure('行政处罚登记更正、撤销', {
  changes: penalties,
  law: [rule],
  starts: ['application'],
  must: inOrder,
}).steps({
  ask: {
    ...{ who: 'county', does: '提出更正或撤销', own: { reason: field.text('登记哪里有误，或者处罚被何决定撤销') } },
    fills: ['penalisedOn', 'kind', 'fine', 'authority', 'document', 'facts'],
  },
  decide: {
    ...{ who: 'county', notBy: 'ask', decides: ['adjust', 'annul', 'refuse'], within: workingDays(3) },
    called: { adjust: '准予更正', annul: '撤销登记', refuse: '不予更正' },
  },
})

interface Penalty {
  readonly kind?: string | undefined
  readonly fine?: Money<'time'> | undefined
}
function gradeOf({ kind, fine }: Penalty) {
  if (kind === 'suspension') return 'suspension'
  if (kind === 'fine') return fine && fine < yuan(50_000) ? 'small' : 'large'
  return kind === 'warning' ? 'small' : 'other'
}
function inOrder({ row }: { readonly row: Penalty }) {
  return [
    must('罚款的写明金额', row.kind !== 'fine' || (!!row.fine && row.fine > yuan(0)), rule),
    must('不是罚款的不填罚款金额', row.kind === 'fine' || !row.fine),
  ]
}
