/** 遗体火化: death notice, collection, storage, fire; without a certificate there is none. The funeral home's record is the bureau's best source of deaths. */
import { field, must, type Of, procedure, register } from '#define'
import { days, workingDays } from '#define/time'

export const bodies = register('火化登记', {
  law: ['《殡葬管理条例》'],
  about: { deceased: 'person' },
  over: 'day',
  unique: ['subject'],
  countedIn: '具',
  fields: {
    proofKind: field.choice('死亡证明种类', {
      medical: '医疗机构《居民死亡医学证明（推断）书》',
      police: '公安机关死亡证明（非正常死亡）',
      unidentified: '公安机关无名遗体处理证明',
    }),
    proof: field.text('死亡证明编号'),
    died: field.day('死亡日期'),
    kin: field.perhaps(field.text('承办人')),
    collectedFrom: field.text('接运地点'),
    storedDays: field.count('存放天数'),
    zone: field.choice('是否应当火化', { cremation: '火化区', burial: '土葬改革区', elsewhere: '县外户籍' }),
    furnace: field.choice('炉型', { ordinary: '普通炉', better: '高档炉' }),
    operator: field.text('火化工'),
    burntAt: field.timeOfDay('火化时间（时:分）'),
    number: field.serial('火化证号', 'H{county}{year}{n6}'),
  },
})

/** It makes the death known to every business; therefore who took down the certificate does not light the fire. */
export const cremation = procedure('遗体火化', {
  law: ['《殡葬管理条例》'],
  makes: bodies,
  starts: ['application'],
  must: mayBurn,
  makesKnown: { 'person.died': { of: 'deceased', on: 'died' } },
}).steps({
  apply: { who: 'applicant', does: '登记死亡，核验死亡证明', asks: ['proofKind', 'proof', 'died', 'kin'] },
  collect: { who: 'facility', does: '接运遗体', fills: ['collectedFrom'], within: days(1) },
  store: { who: 'facility', does: '存放', fills: ['storedDays', 'zone'] },
  cremate: {
    ...{ who: 'facility', does: '火化并出具火化证', notBy: 'apply', decides: ['close'], called: { close: '已火化' } },
    fills: ['furnace', 'operator', 'burntAt', 'number'],
  },
})

/** A wrong number is put right; the wrong person, or no death at all, annuls the record, and with it whatever it made known or began. */
export const correction = procedure('火化登记更正、撤销', {
  changes: bodies,
  starts: ['application'],
  must: mayBurn,
}).steps({
  ask: {
    ...{ who: 'facility', does: '提出更正或撤销', own: { reason: field.text('登记哪里有误，凭什么更正') } },
    fills: [
      'proofKind',
      'proof',
      'died',
      'kin',
      'collectedFrom',
      'storedDays',
      'zone',
      'furnace',
      'operator',
      'burntAt',
    ],
  },
  decide: {
    ...{ who: 'county', notBy: 'ask', decides: ['adjust', 'annul', 'refuse'], within: workingDays(3) },
    called: { adjust: '准予更正', refuse: '不予更正' },
  },
})

function mayBurn({ deceased, row, on }: Of<typeof bodies>) {
  const hasProof = !!row.proof?.trim()
  const says = '有公安机关或者医疗机构出具的死亡证明'
  return [
    must(says, hasProof, '《殡葬管理条例》（国务院令第225号）第十三条').until('2026-03-30'),
    must(says, hasProof, '《殡葬管理条例》').since('2026-03-30'),
    must('死亡日期不早于出生', !row.died || row.died >= deceased.facts.born),
    must('死亡日期不晚于火化之日', !row.died || row.died <= on),
    must('无名遗体以外写明承办人', row.proofKind === 'unidentified' || !!row.kin?.trim()),
    must('县外户籍的登记为县外', !row.zone || deceased.isLocal === (row.zone !== 'elsewhere')),
  ]
}
