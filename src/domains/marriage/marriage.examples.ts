/** 结婚登记判例: each age to the day, no spouse, no kin, both willing, and from where one may come. */
import { casebook, Person } from '#define'
import type { Day } from '#define/time'
import { registration } from './marriage.ts'

const man = (born: Day, more: object = {}) => new Person({ id: '1', born, sex: '男', ...more })
const woman = (born: Day, more: object = {}) => new Person({ id: '2', born, sex: '女', ...more })
const of = { husband: man('1998-01-01'), wife: woman('2000-01-01') }
const told = { voluntary: true, noSpouse: true, notKin: true, disease: 'none', hukouBook: true } as const
const asked = { of, row: told, on: '2024-06-03' } as const
const elsewhere = { husband: man('1998-01-01', { isLocal: false }), wife: woman('2000-01-01', { isLocal: false }) }

export default casebook(registration).cases({
  男方二十二周岁生日当天: { ...asked, of: { ...of, husband: man('2002-06-03') }, refused: undefined },
  男方生日前一天: { ...asked, of: { ...of, husband: man('2002-06-04') }, refused: '男方年满二十二周岁' },
  女方二十周岁生日当天: { ...asked, of: { ...of, wife: woman('2004-06-03') }, refused: undefined },
  女方生日前一天: { ...asked, of: { ...of, wife: woman('2004-06-04') }, refused: '女方年满二十周岁' },
  '二月二十九日生，平年二月二十八日还不满': {
    ...{ ...asked, on: '2026-02-28', of: { ...of, husband: man('2004-02-29') } },
    refused: '男方年满二十二周岁',
  },
  '二月二十九日生，平年三月一日已满': {
    ...{ ...asked, on: '2026-03-01', of: { ...of, husband: man('2004-02-29') } },
    refused: undefined,
  },
  两名男性: { ...asked, of: { ...of, wife: man('2000-01-01') }, refused: '一方为男性、一方为女性' },
  一方不自愿: { ...asked, row: { ...told, voluntary: false }, refused: '双方完全自愿' },
  声明有配偶: { ...asked, row: { ...told, noSpouse: false }, refused: '双方均无配偶' },
  库中登记有配偶: {
    ...asked,
    of: { ...of, wife: woman('2000-01-01', { isMarried: true }) },
    refused: '双方均无配偶',
  },
  声明是表兄妹: { ...asked, row: { ...told, notKin: false }, refused: '没有直系血亲或者三代以内旁系血亲关系' },
  库中登记是兄妹: {
    ...asked,
    of: { ...of, husband: man('1998-01-01', { relatives: { '2': '兄弟姐妹' } }) },
    refused: '没有直系血亲或者三代以内旁系血亲关系',
  },
  '离婚后复婚，原是配偶不算血亲': {
    ...asked,
    of: { ...of, husband: man('1998-01-01', { relatives: { '2': '配偶' } }) },
    refused: undefined,
  },
  重大疾病未告知的提示登记员: { ...asked, row: { ...told, disease: 'untold' }, refused: undefined },
  试点前外地双方: {
    ...asked,
    of: elsewhere,
    on: '2023-05-31',
    standards: { where: 'local' },
    refused: '一方户籍在本县',
  },
  '试点中外地双方，一方持本县居住证': {
    ...{ ...asked, of: elsewhere, standards: { where: 'residence' }, row: { ...told, residencePermit: true } },
    refused: undefined,
  },
  '外地双方，通办前一天': {
    ...{ ...asked, of: elsewhere, on: '2025-05-09', standards: { where: 'residence' } },
    refused: '一方户籍或者居住证在本县',
  },
  '外地双方，通办当天，不用户口簿': {
    ...{ of: elsewhere, row: { ...told, hukouBook: false }, on: '2025-05-10' },
    refused: undefined,
  },
  '没有户口簿，通办前一天': { ...asked, row: { ...told, hukouBook: false }, on: '2025-05-09', refused: '出示户口簿' },
})
