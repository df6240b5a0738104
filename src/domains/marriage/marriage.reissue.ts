/** 补领结婚证: lost or spoilt; both come, the archive is looked up, and they are married to this day. */
import { field, must, procedure, register } from '#define'
import { workingDays } from '#define/time'
import { marriageForm } from './certificates.ts'

const cause = field.choice('补领原因', { lost: '遗失', spoilt: '损毁', changed: '身份信息变更' })

export const reissues = register('补领结婚证登记簿', {
  law: ['《婚姻登记条例》（2025年5月10日起）'],
  about: { husband: 'person', wife: 'person' },
  over: 'day',
  countedIn: '件',
  isConfidential: true,
  unique: ['number'],
  fields: {
    former: field.text('原结婚证字号'),
    registeredOn: field.day('原登记日期'),
    cause,
    inArchive: field.yesNo('已查明婚姻登记档案'),
    stillMarried: field.yesNo('双方声明婚姻关系存续'),
    number: field.serial('补发结婚证字号', 'BJ{county}-{year}-{n6}'),
  },
})
export const reissue = procedure('补领结婚证', {
  makes: reissues,
  starts: ['application'],
  must: ({ row, on }) => [
    must('查明婚姻登记档案', row.inArchive, '《婚姻登记条例》'),
    must('婚姻关系存续', row.stillMarried, '《婚姻登记条例》'),
    must('原登记日期不在今天之后', row.registeredOn <= on),
  ],
})
  .steps({
    apply: {
      ...{ who: 'both parties', does: '双方到场申请补领' },
      asks: ['former', 'registeredOn', 'cause', 'inArchive', 'stillMarried'],
    },
    issue: {
      ...{ who: 'registry', does: '补发结婚证', within: workingDays(1), fills: ['number'] },
      ...{ decides: ['grant', 'refuse'], called: { grant: '予以补发', refuse: '不予补发' } },
    },
  })
  .printed({ certificate: marriageForm })
