/** 年检判例: who is excused, who is quick, who is late (rulebook 21, example 23). */
import { casebook, Organisation } from '#define'
import type { OrganisationFacts } from '#define/subjects'
import { inspection } from './annual-reports.ts'

const filed = { apply: '2025-04-01' } as const
export default casebook(inspection).cases({
  '规则21-23 去年八月登记的，今年不参检': {
    ...{ on: '2025-04-01', of: society('2024-08-15'), row: { year: 2024 } },
    refused: '报告年度六月三十日前登记',
  },
  '规则21-23 同一家，明年参检': {
    ...{ on: '2026-04-01', of: society('2024-08-15'), row: { year: 2025 } },
    may: ['apply'],
  },
  六月三十日当天登记的参检: { on: '2025-04-01', of: society('2024-06-30'), row: { year: 2024 }, may: ['apply'] },
  七月一日登记的不参检: {
    ...{ on: '2025-04-01', of: society('2024-07-01'), row: { year: 2024 } },
    refused: '报告年度六月三十日前登记',
  },
  '当地改为三月三十一日，四月登记的不参检': {
    ...{ on: '2025-04-01', of: society('2024-04-01'), row: { year: 2024 }, standards: { excusedAfter: '03-31' } },
    refused: '报告年度六月三十日前登记',
  },
  最后一天仍可填报: { on: '2025-05-31', of: society('2015-01-01'), row: { year: 2024 }, may: ['apply'] },
  '次日未填报，列入名录的程序开始': {
    ...{ on: '2025-06-01', of: society('2015-01-01'), row: { year: 2024 }, may: [] },
    stands: '未按时参检',
  },
  '3A走简化程序，直接作结论': {
    ...{ on: '2025-04-01', of: society('2015-01-01', { rating: 3 }), row: { year: 2024 }, done: filed },
    may: ['decide'],
  },
  '2A先受理': {
    ...{ on: '2025-04-01', of: society('2015-01-01', { rating: 2 }), row: { year: 2024 }, done: filed },
    may: ['accept'],
  },
  未评估的先受理: { on: '2025-04-01', of: society('2015-01-01'), row: { year: 2024 }, done: filed, may: ['accept'] },
  '5A但在活动异常名录，先受理': {
    ...{ on: '2025-04-01', of: society('2015-01-01', { rating: 5, isAbnormal: true }), row: { year: 2024 } },
    ...{ done: filed, may: ['accept'] },
  },
  '有业务主管单位的，先初审': {
    ...{ on: '2025-04-01', of: society('2015-01-01', { hasSponsor: true }), row: { year: 2024 }, done: filed },
    may: ['sponsor'],
  },
  合格的到公告为止: { ...concluded('pass'), may: [] },
  基本合格的要整改: { ...concluded('nearly'), may: ['correct'] },
  不合格的要整改: { ...concluded('fail'), may: ['correct'] },
  整改到期当日仍可提交: { ...concluded('fail'), on: '2025-07-14', may: ['correct'] },
  整改到期次日即逾期: { ...concluded('fail'), on: '2025-07-15', may: [], stands: '逾期未整改' },
  基金会不在县级: {
    ...{ on: '2025-04-01', of: society('2015-01-01', { form: 'foundation' }), row: { year: 2024 } },
    refused: '社会团体和民办非企业单位；基金会向省级报送',
  },
})

function society(registered: `${number}-${number}-${number}`, more: OrganisationFacts = {}) {
  return { organisation: new Organisation({ registered, form: 'association', ...more }) }
}
function concluded(conclusion: 'pass' | 'nearly' | 'fail') {
  const done = { ...filed, accept: '2025-04-02', decide: '2025-04-10', publish: '2025-04-14' } as const
  return { on: '2025-05-06', of: society('2015-01-01'), row: { year: 2024, conclusion }, done } as const
}
