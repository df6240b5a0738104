/** 离婚登记: both ask, thirty days to think again, thirty days to come back together, or nothing has happened. */
import { field, mind, must, procedure, register, setByCounty } from '#define'
import { days, workingDays } from '#define/time'
import { divorceForm, receiptForm } from './certificates.ts'
import * as couple from './couple.ts'

export const standards = setByCounty('离婚登记规定', { where: couple.where })

export const divorces = register('离婚登记簿', {
  law: ['《民法典》第一千零七十六条至第一千零七十八条', '《婚姻登记条例》（2025年5月10日起）'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '对',
  isConfidential: true,
  standards,
  unique: ['number'],
  fields: {
    certificate: field.text('结婚证字号'),
    inMainland: field.yesNo('在内地登记结婚'),
    settled: field.yesNo('协议载明自愿离婚、子女抚养、财产和债务'),
    children: field.count('未成年子女人数'),
    reason: field.perhaps(
      field.choice('离婚原因', {
        temper: '感情不和',
        family: '家庭矛盾',
        money: '经济原因',
        apart: '长期分居',
        other: '其他',
      }),
    ),
    residencePermit: field.perhaps(field.yesNo('一方持有本县居住证')),
    hukouBook: field.perhaps(field.yesNo('已出示户口簿')),
    agreement: field.perhaps(field.files('离婚协议书')),
    mediated: field.perhaps(field.yesNo('接受离婚辅导或者调解')),
    receipt: field.serial('受理回执单号', 'LS{county}-{year}-{n6}'),
    number: field.serial('离婚证字号', 'L{county}-{year}-{n6}'),
  },
}).measured(({ whether }) => ({ isAcross: whether('跨区域通办', couple.isAcross) }))

export const registration = procedure('离婚登记', {
  makes: divorces,
  starts: ['application'],
  must: c => [
    must('双方具有完全民事行为能力', c.husband.hasCapacity && c.wife.hasCapacity, '《婚姻登记条例》'),
    must('婚姻在内地登记', c.row.inMainland, '《婚姻登记条例》'),
    must('持有结婚证', c.row.certificate !== '', '《婚姻登记条例》'),
    must('协议写明自愿离婚和子女、财产、债务', c.row.settled, '《民法典》第一千零七十六条'),
    couple.fromHere(c),
    couple.withHukouBook(c),
    mind('库中双方登记为已婚', c.husband.isMarried && c.wife.isMarried),
  ],
  makesKnown: { 'person.divorced': ['husband', 'wife'] },
})
  .steps({
    apply: {
      ...{ who: 'both parties', does: '双方到场申请' },
      asks: ['certificate', 'inMainland', 'settled', 'children', 'reason', 'residencePermit', 'hukouBook'],
    },
    accept: {
      ...{
        who: 'registry',
        does: '审查，发给受理回执单',
        within: workingDays(1),
        fills: ['agreement', 'mediated', 'receipt'],
      },
      ...{ decides: ['continue', 'refuse'], called: { continue: '受理', refuse: '不予受理', grant: '予以登记' } },
    },
    // 《民法典》第一千零七十七条: thirty days from the receipt on, then thirty days to come together
    coolOff: { who: 'both parties', does: '离婚冷静期', lasts: days(30), withdrawnBy: 'either party' },
    collect: { who: 'both parties', does: '双方到场申领', within: days(30), lapses: '视为撤回离婚登记申请' },
    register: {
      ...{ who: 'registry', does: '登记，发给离婚证', within: workingDays(1), fills: ['number'] },
      ...{ decides: ['grant', 'refuse'], called: { grant: '予以登记', refuse: '不予登记' } },
    },
  })
  .printed({ receipt: receiptForm, certificate: divorceForm })
