/** 婚姻登记质量抽查: a share of what was registered, drawn by lot, is looked at by somebody else; the pass rate is theirs. */
import { field, figures, local, must, procedure, register, setByCounty } from '#define'
import { workingDays } from '#define/time'
import { registration as divorce } from './divorce.ts'
import { registration as marriage } from './marriage.ts'

const standards = setByCounty('婚姻登记抽查规定', { share: local.percentage('抽查比例', '5') })

export const checks = register('婚姻登记抽查台账', {
  law: ['《婚姻登记工作规范》'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  standards,
  fields: {
    isCompliant: field.yesNo('登记合格'),
    faults: field.perhaps(field.text('不合格之处')),
    corrected: field.perhaps(field.text('补正措施')),
  },
})
export const check = procedure('婚姻登记抽查', {
  makes: checks,
  starts: [
    { sampled: marriage, by: 'registry', share: ({ standards }) => standards.share },
    { sampled: divorce, by: 'registry', share: ({ standards }) => standards.share },
  ],
  must: ({ row }) => [must('不合格的写明不合格之处', row.isCompliant || !!row.faults)],
}).steps({
  decide: {
    ...{ who: 'registry', does: '查阅档案，作出评定', within: workingDays(10) },
    fills: ['isCompliant', 'faults', 'corrected'],
    ...{ decides: ['close'], called: { close: '评定完毕' } },
  },
})

export const counted = figures(({ during, share }) => ({
  婚姻登记抽查件数: during(checks),
  婚姻登记合格率: {
    ...share(during(checks, { where: { isCompliant: true } }), during(checks)),
    means: '抽查的结婚登记、离婚登记中评定为合格的占比',
  },
}))
