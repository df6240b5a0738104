/** 撤销、无效: courts decide; the registry notes it beside the record, and both are again what they were. */
import { field, must, procedure, register } from '#define'
import { workingDays } from '#define/time'

export const judgments = register('婚姻登记备注', {
  law: ['《民法典》第一千零五十一条至第一千零五十四条', '《婚姻登记条例》（2025年5月10日起）'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  fields: {
    number: field.text('结婚证字号'),
    kind: field.choice('司法文书认定', { void: '婚姻无效', annulled: '婚姻被撤销' }),
    court: field.text('作出法院'),
    document: field.text('判决书文号'),
    effectiveOn: field.day('生效日期'),
    papers: field.perhaps(field.files('判决书、生效证明')),
  },
})
export const judgment = procedure('婚姻无效、撤销备注', {
  makes: judgments,
  starts: ['application'],
  must: ({ row, on }) => [must('判决已经生效', row.effectiveOn <= on, '《婚姻登记条例》')],
  makesKnown: { 'person.marriage-annulled': ['husband', 'wife'] },
}).steps({
  apply: {
    ...{ who: 'registry', does: '收到人民法院司法文书，登记' },
    fills: ['number', 'kind', 'court', 'document', 'effectiveOn', 'papers'],
  },
  decide: {
    ...{ who: 'registry', does: '核对档案，备注', notBy: 'apply', within: workingDays(5) },
    ...{ decides: ['grant', 'refuse'], called: { grant: '予以备注', refuse: '不予备注' } },
  },
})
