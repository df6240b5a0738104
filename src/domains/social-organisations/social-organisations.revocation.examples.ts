/** 撤销登记判例: two years running, each from both sides; one year alone, or a year that was not due, is not enough. */
import { casebook, Organisation } from '#define'
import type { OrganisationFacts } from '#define/subjects'
import { revocation } from './social-organisations.revocation.ts'

const twice = '事由与台账记载的年检情况相符：连续两年不参加，或者连续两年不合格'
const society = (more: OrganisationFacts) => ({
  organisation: new Organisation({ registered: '2015-01-01', form: 'association', ...more }),
})
const absent = { revokedWhy: 'absent', revokedFacts: '2022、2023年度均未参加年检' } as const
const failed = { revokedWhy: 'failed', revokedFacts: '2022、2023年度均不合格' } as const

export default casebook(revocation).cases({
  连续两个年度没有参加: {
    to: 'stop',
    on: '2024-06-03',
    of: society({ lastReported: 2021 }),
    row: absent,
    refused: undefined,
  },
  从未参加过: { to: 'stop', on: '2024-06-03', of: society({}), row: absent, refused: undefined },
  上一年度参加了的不撤销: {
    to: 'stop',
    on: '2024-06-03',
    of: society({ lastReported: 2022 }),
    row: absent,
    refused: twice,
  },
  最近一个年度参加了的不撤销: {
    to: 'stop',
    on: '2024-06-03',
    of: society({ lastReported: 2023 }),
    row: absent,
    refused: twice,
  },
  '五月三十一日，本年度的期限还没有过': {
    ...{ to: 'stop', on: '2024-05-31', of: society({ lastReported: 2021 }), row: absent, refused: twice },
  },
  '六月一日，期限已过': {
    to: 'stop',
    on: '2024-06-01',
    of: society({ lastReported: 2021 }),
    row: absent,
    refused: undefined,
  },
  前一年度六月三十日当天登记的应当参检: {
    ...{ to: 'stop', on: '2024-06-03', of: society({ registered: '2022-06-30' }), row: absent, refused: undefined },
  },
  前一年度七月一日登记的免检一年: {
    ...{ to: 'stop', on: '2024-06-03', of: society({ registered: '2022-07-01' }), row: absent, refused: twice },
  },
  连续两年不合格: {
    ...{ to: 'stop', on: '2024-06-03', of: society({ lastReported: 2023, lastConclusion: 'fail', failedTwice: true }) },
    ...{ row: failed, refused: undefined },
  },
  只有一年不合格: {
    ...{
      to: 'stop',
      on: '2024-06-03',
      of: society({ lastReported: 2023, lastConclusion: 'fail', failedTwice: false }),
    },
    ...{ row: failed, refused: twice },
  },
})
