/** 结婚登记: both come, both say so, and go home married the same day. */
import { field, mind, must, type Of, procedure, register, setByCounty } from '#define'
import { workingDays } from '#define/time'
import { marriageForm } from './certificates.ts'
import * as couple from './couple.ts'

const before = { single: '未婚', divorced: '离婚', widowed: '丧偶' }
export const standards = setByCounty('结婚登记规定', { where: couple.where })

export const marriages = register('结婚登记簿', {
  law: ['《民法典》第一千零四十六条至第一千零四十九条', '《婚姻登记条例》（2025年5月10日起）'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '对',
  isConfidential: true,
  standards,
  unique: ['number'],
  fields: {
    voluntary: field.yesNo('双方声明完全自愿'),
    noSpouse: field.yesNo('双方声明均无配偶'),
    notKin: field.yesNo('双方声明没有直系血亲和三代以内旁系血亲关系'),
    disease: field.choice('重大疾病', { none: '双方均无', told: '已如实告知对方', untold: '未告知' }),
    husbandBefore: field.choice('男方原婚姻状况', before),
    wifeBefore: field.choice('女方原婚姻状况', before),
    residencePermit: field.perhaps(field.yesNo('一方持有本县居住证')),
    hukouBook: field.perhaps(field.yesNo('已出示户口簿')),
    statements: field.perhaps(field.files('申请结婚登记声明书（签名、指纹）')),
    photo: field.perhaps(field.files('双方近期合影')),
    guided: field.perhaps(field.yesNo('接受婚前辅导')),
    number: field.serial('结婚证字号', 'J{county}-{year}-{n6}'),
  },
}).measured(({ whether }) => ({ isAcross: whether('跨区域通办', couple.isAcross) }))

type Marriage = Of<typeof marriages>
const noSpouse = ({ husband, wife, row }: Marriage) => row.noSpouse && !husband.isMarried && !wife.isMarried

export const registration = procedure('结婚登记', {
  makes: marriages,
  starts: ['application'],
  must: c => [
    must('男方年满二十二周岁', c.husband.ageOn(c.on) >= 22, '《民法典》第一千零四十七条'),
    must('女方年满二十周岁', c.wife.ageOn(c.on) >= 20, '《民法典》第一千零四十七条'),
    must('一方为男性、一方为女性', c.husband.sex !== '女' && c.wife.sex !== '男', '《民法典》第一千零四十六条'),
    must('双方完全自愿', c.row.voluntary, '《民法典》第一千零四十六条'),
    must('双方均无配偶', noSpouse(c), '《民法典》第一千零四十二条、《婚姻登记条例》'),
    must(
      '没有直系血亲或者三代以内旁系血亲关系',
      c.row.notKin && !c.husband.isBloodKinOf(c.wife),
      '《民法典》第一千零四十八条',
    ),
    couple.fromHere(c),
    couple.withHukouBook(c),
    mind('重大疾病已如实告知', c.row.disease !== 'untold', '《民法典》第一千零五十三条'),
    mind('双方具有完全民事行为能力', c.husband.hasCapacity && c.wife.hasCapacity, '《婚姻登记条例》'),
  ],
  makesKnown: { 'person.married': ['husband', 'wife'] },
})
  .steps({
    apply: {
      ...{ who: 'both parties', does: '双方到场申请' },
      asks: [
        'voluntary',
        'noSpouse',
        'notKin',
        'disease',
        'husbandBefore',
        'wifeBefore',
        'residencePermit',
        'hukouBook',
        'guided',
      ],
    },
    register: {
      ...{ who: 'registry', does: '当场登记，发给结婚证', within: workingDays(1) },
      fills: ['statements', 'photo', 'number'],
      ...{ decides: ['grant', 'refuse'], called: { grant: '予以登记', refuse: '不予登记' } },
    },
  })
  .printed({ certificate: marriageForm })
