/** 离婚登记判例: the two thirty days (rulebook 21, example 11), what is not accepted, and the days on which the law changed. */
import { casebook, Person } from '#define'
import type { Day } from '#define/time'
import { registration } from './divorce.ts'

const born = (day: Day, more: object = {}) => new Person({ born: day, isMarried: true, ...more })
const of = { husband: born('1985-01-01'), wife: born('1986-01-01') }
const elsewhere = { husband: born('1985-01-01', { isLocal: false }), wife: born('1986-01-01', { isLocal: false }) }
const told = { certificate: 'J349999-2010-000001', inMainland: true, settled: true, children: 1, hukouBook: true }
const accepted = { of, row: told, done: { apply: '2024-06-03', accept: '2024-06-03' } } as const
const asked = { of, row: told, on: '2024-06-03' } as const

export default casebook(registration).cases({
  受理次日起算冷静期: { ...accepted, on: '2024-06-04', may: ['withdraw'], due: '2024-07-03' },
  冷静期最后一天仍可单方撤回: { ...accepted, on: '2024-07-03', may: ['withdraw'], due: '2024-07-03' },
  次日起可以申领: { ...accepted, on: '2024-07-04', may: ['collect'], due: '2024-08-02' },
  申领期最后一天: { ...accepted, on: '2024-08-02', may: ['collect'], due: '2024-08-02' },
  过期视为撤回: { ...accepted, on: '2024-08-03', may: [], stands: '视为撤回离婚登记申请' },
  '冷静期最后一天是中秋假，顺延到节后': {
    ...{ of, row: told, done: { apply: '2024-08-16', accept: '2024-08-16' } },
    ...{ on: '2024-09-17', may: ['withdraw'], due: '2024-09-18' },
  },
  '申领期最后一天是国庆假，顺延到节后': {
    ...{ of, row: told, done: { apply: '2024-08-05', accept: '2024-08-05' } },
    ...{ on: '2024-10-08', may: ['collect'], due: '2024-10-08' },
  },
  顺延的次日视为撤回: {
    ...{ of, row: told, done: { apply: '2024-08-05', accept: '2024-08-05' } },
    ...{ on: '2024-10-09', may: [], stands: '视为撤回离婚登记申请' },
  },
  双方都已到场的当天登记: {
    ...{ of, row: told, done: { apply: '2024-06-03', accept: '2024-06-03', collect: '2024-07-10' } },
    ...{ on: '2024-07-10', may: ['register'] },
  },
  没有约定财产: { ...asked, row: { ...told, settled: false }, refused: '协议写明自愿离婚和子女、财产、债务' },
  在境外登记的婚姻: { ...asked, row: { ...told, inMainland: false }, refused: '婚姻在内地登记' },
  一方无民事行为能力: {
    ...asked,
    of: { ...of, wife: born('1986-01-01', { hasCapacity: false }) },
    refused: '双方具有完全民事行为能力',
  },
  试点前外地夫妻: {
    of: elsewhere,
    row: told,
    on: '2023-05-31',
    standards: { where: 'local' },
    refused: '一方户籍在本县',
  },
  '试点中外地夫妻，一方持本县居住证': {
    ...{ of: elsewhere, row: { ...told, residencePermit: true }, on: '2024-06-03', standards: { where: 'residence' } },
    refused: undefined,
  },
  '试点中外地夫妻，没有居住证': {
    ...{ of: elsewhere, row: told, on: '2025-05-09', standards: { where: 'residence' } },
    refused: '一方户籍或者居住证在本县',
  },
  '外地夫妻，全国通办当天': { of: elsewhere, row: { ...told, hukouBook: false }, on: '2025-05-10', refused: undefined },
  '没有户口簿，前一天': { ...asked, row: { ...told, hukouBook: false }, on: '2025-05-09', refused: '出示户口簿' },
})
