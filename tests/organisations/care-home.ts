/** 养老机构双随机检查, in one file of a test: places are drawn as organisations are, hazards closed as theirs are, and nothing else is written. */
import { field, local, must, procedure, register, setByCounty } from '#define'
import { dueFor, itemOf, ordinary, serious } from '#define/checklist'
import { days, workingDays } from '#define/time'

export const standards = setByCounty('养老机构检查规定', { share: local.percentage('每轮抽取', '50') })
export const list = {
  fire: serious('消防设施完好，通道畅通', 'GB 38600 5.1', days(7)),
  filed: serious('首位老人入住后十个工作日内备案', '令66号第十条', workingDays(20)),
  drill: ordinary('应急预案每半年演练', 'GB 38600', days(30)),
}
export const homes = register('养老机构台账', {
  about: 'place',
  over: 'period',
  fields: { beds: field.count('床位数'), head: field.text('负责人'), idNumber: field.idNumber() },
})
export const hazards = register('隐患台账', {
  about: 'place',
  over: 'period',
  hasSeveral: true,
  fields: {
    item: itemOf('检查项', list),
    found: field.text('隐患描述'),
    due: dueFor('整改期限', 'item'),
    fixed: field.perhaps(field.text('整改情况')),
  },
}).measured(({ which }) => ({
  grade: which('等级', { serious: '重大', ordinary: '一般' }, ({ row }) => list[row.item].grade),
}))
export const inspections = register('养老机构检查台账', {
  about: 'place',
  over: 'day',
  standards,
  parts: { hazards },
  fields: {
    record: field.text('现场检查记录'),
    finding: field.choice('结果', { sound: '未发现问题', minor: '责令改正', shut: '责令停业整顿' }),
  },
})
export const inspection = procedure('养老机构双随机检查', {
  makes: inspections,
  starts: [{ draw: homes, share: ({ standards }) => standards.share, among: 'inspectors', each: 2 }],
}).steps({
  visit: { who: 'inspector', does: '现场检查', people: 2, fills: ['record', 'hazards'], within: workingDays(10) },
  decide: {
    who: 'county',
    does: '认定结果',
    notBy: 'visit',
    fills: ['finding'],
    decides: ['close'],
    within: workingDays(5),
  },
})
export const rectification = procedure('隐患整改', {
  changes: hazards,
  starts: [{ enters: hazards }],
  manyAtOnce: true,
  mustTo: { stop: ({ row }) => [must('已写明整改情况', !!row.fixed)] },
}).steps({
  fix: { who: 'facility', does: '整改', asks: ['fixed'], before: 'due', repeats: true },
  decide: { who: 'inspector', does: '复查销号', notBy: 'fix', decides: ['stop', 'continue'], within: workingDays(5) },
})
