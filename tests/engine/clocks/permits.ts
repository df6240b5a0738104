/** An invented business that uses every clock and every start of the language. */
import { field, figures, must, procedure, register } from '#define'
import { days, months, workingDays, yearOf } from '#define/time'

export const findings = register('检查发现', {
  about: 'person',
  over: 'day',
  fields: { says: field.text('问题') },
})
export const permits = register('许可台账', {
  about: 'person',
  over: 'period',
  parts: { findings },
  fields: {
    site: field.text('地点'),
    until: field.perhaps(field.day('有效期至')),
    isSmall: field.perhaps(field.yesNo('小型')),
    number: field.serial('许可证号', 'P{year}{n4}'),
    defence: field.perhaps(field.text('陈述')),
  },
})
export const application = procedure('许可申请', {
  makes: permits,
  starts: ['application'],
  must: ({ row }) => [must('写明地点', row.site !== '无')],
}).steps({
  apply: { who: 'applicant', asks: ['site', 'until', 'isSmall'] },
  accept: { who: 'county', decides: ['continue', 'refuse'], called: { refuse: '不予受理' } },
  consult: {
    ...{ who: 'county', does: '征求意见', opinions: ['forestry', 'water'], within: workingDays(5) },
    objection: 'accept',
  },
  look: { who: 'county', does: '踏勘', fills: ['findings'], repeats: true },
  hear: { who: 'applicant', does: '陈述申辩', asks: ['defence'], within: workingDays(3), passes: '逾期未陈述' },
  decide: { who: 'county', notBy: 'accept', decides: ['grant', 'refuse'], within: workingDays(10) },
})

export const notices = register('开工告知', { about: 'person', over: 'day', fields: { site: field.text('地点') } })
/** Begins with each permit, in the same act. */
export const notice = procedure('开工告知', {
  makes: notices,
  starts: [{ enters: permits }],
  brings: { site: ({ row }) => row.site },
}).steps({
  fix: {
    who: 'applicant',
    does: '报告开工',
    within: days(10),
    lapses: { as: '视为放弃', makesKnown: 'person.refused-work' },
  },
  decide: { who: 'county', decides: ['close'] },
})
export const warnings = register('警示', { about: 'person', over: 'day', fields: { site: field.text('地点') } })
export const warning = procedure('警示', {
  makes: warnings,
  starts: [{ lapsed: notice }],
  brings: { site: ({ row }) => `${row.site}（未开工）` },
}).steps({ decide: { who: 'county', decides: ['close'] } })

export const checks = register('年检台账', {
  about: 'person',
  over: 'day',
  fields: { year: field.count('年度'), says: field.perhaps(field.text('情况')) },
})
export const check = procedure('年检', {
  makes: checks,
  starts: [
    { yearly: '04-01', among: permits, due: ({ row }) => !row.isSmall, remind: [days(30), days(7)] },
    'application',
  ],
  brings: { year: ({ on }) => yearOf(on) - 1 },
}).steps({
  report: { who: 'applicant', does: '自查', fills: ['says'], before: '06-30', lapses: '未参加年检' },
  decide: { who: 'county', decides: ['close'] },
})
export const renewal = procedure('换证', {
  changes: permits,
  starts: [{ runsOut: 'until', notice: days(60), remind: [days(30)] }],
}).steps({
  hand: { who: 'county', does: '换发', fills: ['until'], before: 'until' },
  decide: { who: 'county', notBy: 'hand', decides: ['adjust', 'refuse'] },
})
export const rounds = register('巡查台账', { about: 'person', over: 'day', fields: { says: field.text('情况') } })
export const round = procedure('每月巡查', { makes: rounds, starts: [{ every: months(1), among: permits }] }).steps({
  decide: { who: 'county', fills: ['says'], decides: ['close'] },
})
export const counted = figures(({ expected, lapsed, begun }) => ({
  应参加年检数: expected(check),
  未参加年检数: lapsed(check),
  开工告知件数: begun(notice),
}))
