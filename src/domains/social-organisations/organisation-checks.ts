/** 社会组织双随机抽查: organisations and inspectors are drawn by lot, findings are public, each fault is put right and seen to be. */
import { field, local, must, procedure, register, setByCounty } from '#define'
import { dueFor, itemOf, ordinary, serious } from '#define/checklist'
import { days, workingDays } from '#define/time'
import { deregistration } from './social-organisations.changes.ts'
import { registered } from './social-organisations.registered.ts'
import { revocation } from './social-organisations.revocation.ts'

const standards = setByCounty('社会组织抽查规定', { share: local.percentage('每次抽取比例', '5') })

export const list = {
  charter: serious('按照章程规定的宗旨和业务范围活动', '《社会团体登记管理条例》第三十条', days(30)),
  branches: serious('没有违反规定设立分支机构', '《社会团体登记管理条例》第三十条', days(30)),
  assets: serious('没有侵占、私分、挪用资产', '《社会团体登记管理条例》第三十条', days(15)),
  fees: serious('没有违反规定收费、评比表彰', '《社会团体登记管理条例》第三十条', days(15)),
  accounts: ordinary('执行《民间非营利组织会计制度》，账目清楚', '《民间非营利组织会计制度》', days(60)),
  address: ordinary('有固定住所，与登记的一致', '《社会团体登记管理条例》第十条', days(30)),
  term: ordinary('按期换届，负责人在任期内', '章程', days(60)),
  meetings: ordinary('按章程召开会员大会、理事会，有会议记录', '章程', days(60)),
  seals: ordinary('证书在有效期内，印章、证书专人保管', '《社会团体登记管理条例》第三十条', days(15)),
  disclosure: ordinary('年度报告等信息已公开', '民政部令第60号', days(15)),
}

/** 问题台账: closed only by someone who has looked again. */
export const hazards = register('抽查问题台账', {
  about: 'organisation',
  over: 'period',
  countedIn: '个',
  hasSeveral: true,
  endsWith: [deregistration, revocation],
  fields: {
    item: itemOf('检查项', list),
    found: field.text('问题描述'),
    due: dueFor('整改期限', 'item'),
    fixed: field.perhaps(field.text('整改情况')),
    proof: field.perhaps(field.files('整改后照片、材料')),
  },
}).measured(({ which }) => ({
  grade: which('程度', { serious: '严重', ordinary: '一般' }, ({ row }) => list[row.item].grade),
}))

export const checks = register('社会组织抽查台账', {
  about: 'organisation',
  over: 'day',
  countedIn: '家',
  standards,
  parts: { hazards },
  fields: {
    record: field.text('现场检查记录'),
    signed: field.perhaps(field.files('检查笔录（双人签字）')),
    finding: field.choice('检查结果', {
      sound: '未发现问题',
      minor: '发现问题，责令整改',
      unreachable: '通过登记的住所无法联系',
    }),
  },
})

export const check = procedure('社会组织双随机抽查', {
  makes: checks,
  law: ['国办发〔2015〕58号'],
  starts: [{ draw: registered, share: ({ standards }) => standards.share, among: 'inspectors', each: 2 }, 'clue'],
}).steps({
  visit: {
    who: 'inspector',
    does: '现场检查',
    people: 2,
    fills: ['record', 'signed', 'hazards'],
    within: workingDays(10),
  },
  decide: {
    ...{ who: 'county', does: '认定结果', notBy: 'visit', fills: ['finding'], within: workingDays(5) },
    ...{ decides: ['close'], called: { close: '认定' } },
  },
  publish: { who: 'county', does: '公示抽查结果', within: workingDays(20), since: 'visit' },
})

/** 整改销号: each problem by itself; looked at again as often as it needs. */
export const rectification = procedure('抽查问题整改', {
  changes: hazards,
  starts: [{ enters: hazards }, { every: days(1) }], // not put right: the next day it begins again, with the day that was set then
  manyAtOnce: true,
  mustTo: { stop: ({ row }) => [must('已写明整改情况', !!row.fixed)] },
}).steps({
  fix: { who: 'organisation', does: '整改', asks: ['fixed', 'proof'], needs: ['fixed'], before: 'due', repeats: true },
  decide: {
    ...{ who: 'inspector', does: '复查', notBy: 'fix', fills: ['due'], within: workingDays(5) },
    ...{ decides: ['stop', 'continue'], called: { stop: '整改到位，销号', continue: '未整改到位，继续整改' } },
  },
})
