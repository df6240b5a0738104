/** 出具婚姻登记记录证明: what the archive has of one person; that it has nothing is said to a notary alone. */
import { field, figures, must, type Of, procedure, register } from '#define'
import { workingDays } from '#define/time'
import { recordForm } from './certificates.ts'

const rule = '《婚姻登记条例》（2025年5月10日起）'
/** Since 2015 nobody is asked any longer to prove that they are not married; abroad and in Taiwan a notary still is. */
const notaries = '民函〔2015〕266号'

export const records = register('婚姻登记记录证明台账', {
  law: [rule, notaries],
  about: { holder: 'person' },
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  unique: ['number'],
  fields: {
    kind: field.choice('证明内容', { record: '有婚姻登记记录', none: '无婚姻登记记录' }),
    use: field.choice('用途', { own: '本人查询、补办', taiwan: '涉台公证', listed: '清单所列国家公证', other: '其他' }),
    inArchive: field.yesNo('档案中查到婚姻登记记录'),
    registered: field.perhaps(field.choice('登记种类', { marriage: '结婚登记', divorce: '离婚登记' })),
    former: field.perhaps(field.text('登记字号')),
    registeredOn: field.perhaps(field.day('登记日期')),
    spouse: field.perhaps(field.text('登记的对方姓名')),
    number: field.serial('证明编号', 'ZM{county}-{year}-{n6}'),
  },
})
type Record = Of<typeof records>

export const proof = procedure('出具婚姻登记记录证明', {
  makes: records,
  law: [rule],
  starts: ['application'],
  must: c => [
    must('证明有记录的，档案中查到了这一记录', isNone(c) || c.row.inArchive, rule),
    must('写明登记种类、登记字号和登记日期', isNone(c) || isTold(c), rule),
    must('登记日期不在今天之后', !c.row.registeredOn || c.row.registeredOn <= c.on),
    must('无婚姻登记记录只为涉台公证和清单所列国家的公证证明', !isNone(c) || isForNotary(c), notaries),
    must('证明无记录的，档案中没有查到', !isNone(c) || !c.row.inArchive, rule),
    must('证明无记录的，台账中没有登记为已婚', !isNone(c) || !c.holder.isMarried, rule),
  ],
})
  .steps({
    apply: { who: 'either party', does: '本人到场申请', asks: ['kind', 'use'] },
    issue: {
      ...{ who: 'registry', does: '查阅档案，出具证明', within: workingDays(1) },
      fills: ['inArchive', 'registered', 'former', 'registeredOn', 'spouse', 'number'],
      ...{ decides: ['grant', 'refuse'], called: { grant: '出具证明', refuse: '不予出具' } },
    },
  })
  .printed({ proof: recordForm })

export const counted = figures(({ during }) => ({
  出具婚姻登记记录证明: during(records),
  出具无婚姻登记记录证明: during(records, { where: { kind: 'none' } }),
}))

function isNone({ row }: Record) {
  return row.kind === 'none'
}
function isForNotary({ row }: Record) {
  return row.use === 'taiwan' || row.use === 'listed'
}
function isTold({ row }: Record) {
  return !!row.registered && !!row.former && !!row.registeredOn
}
